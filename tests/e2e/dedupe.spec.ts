import { expect, test } from "@playwright/test"
import { api, demo, expectAccessible, newSource, reload, signIn, url, visit } from "./support.ts"

test("how a source's signals become alerts: settings with their errors, a recipe tried on the past, its versions", async ({
  page,
}) => {
  const { source, deliver } = await newSource("Folding Ltd")
  for (const host of ["a", "b", "c"])
    await deliver({ key: host, title: `Disk full on ${host}`, asset: host, rule: "disk", severity: "low" })
  await signIn(page, "admin@watchfloor.example")
  await visit(page, `/admin/sources/${source.id}`)
  await page.getByRole("link", { name: "Dedupe" }).click()
  await expect(page.getByRole("heading", { name: "How signals become alerts" })).toBeVisible()
  await expectAccessible(page)

  await page.getByLabel("Reopen window, in minutes").fill("45")
  await page.getByLabel("Left out when payloads are compared").fill("hostname")
  await page.getByRole("button", { name: "Save settings" }).click()
  await expect(page.getByText("“hostname” cannot be left out")).toBeVisible()
  await page.getByLabel("Left out when payloads are compared").fill("labels.celsius\nentity.ip")
  await page.getByLabel("Stale after, in hours").fill("12")
  await page.getByLabel("Believe a lower severity").check()
  await page.getByRole("button", { name: "Save settings" }).click()
  await expect(page.getByText("Saved.")).toBeVisible()
  await reload(page)
  await expect(page.getByLabel("Reopen window, in minutes")).toHaveValue("45")
  await expect(page.getByLabel("Stale after, in hours")).toHaveValue("12")
  await expect(page.getByLabel("Believe a lower severity")).toBeChecked()

  await expect(page.getByRole("button", { name: "Use this recipe" })).toBeDisabled()
  await page.getByLabel("By these fields").check()
  await expect(async () => {
    await page.getByRole("button", { name: "Try it on the last 7 days" }).click()
    await expect(page.getByText("3 alerts would become 1.")).toBeVisible({ timeout: 1000 })
  }).toPass()
  await page.getByRole("button", { name: "Add a field" }).click()
  await expect(page.getByText("3 alerts would become 1.")).toHaveCount(0)
  await page.getByLabel("Field 2", { exact: true }).selectOption("A label …")
  await page.getByRole("button", { name: "Try it on the last 7 days" }).click()
  await expect(page.getByRole("alert")).toContainText("Field 2 is no field a fingerprint can take")
  await page.getByLabel("Label of field 2").fill("mount")
  await page.getByRole("button", { name: "Try it on the last 7 days" }).click()
  await expect(page.getByText("3 of the events lack a field of this recipe")).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Remove field 2" }).click()
  await page.getByRole("button", { name: "Use this recipe" }).click()
  await expect(page.getByText("Now: rule.")).toBeVisible()
  await expect(page.getByRole("listitem").filter({ hasText: "v1" })).toContainText("in force")

  await page.getByRole("button", { name: "Learn for 48 hours" }).click()
  await expect(page.getByRole("button", { name: "End learning now" })).toBeVisible()
  await page.getByRole("button", { name: "End learning now" }).click()
  await expect(page.getByText("Over: alerts of every severity make work.")).toBeVisible()
})

test("an alert says how it came about: sightings, identical ones, a storm", async ({ page }) => {
  const { client, source, deliver } = await newSource("Storm Ltd")
  const changed = await fetch(`${url()}/api/v1/clients/${client.id}/sources/${source.id}`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${demo().adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ stormLimit: 2 }),
  })
  expect(await changed.json()).toMatchObject({ stormLimit: 2 })
  for (let n = 0; n < 6; n++)
    await deliver({ key: `p${n}`, title: `Port ${n} down`, asset: `sw-${n}`, rule: "port", severity: "low" })
  for (let n = 0; n < 3; n++)
    await deliver({ key: "twice", title: "Fan broken", severity: "low", rule: "fan" })
  const found = async (title: string) => {
    const { items } = await api<{ items: { id: string; title: string; count: number }[] }>(
      `/alerts?client=${client.id}`,
    )
    return items.find((a) => a.title === title)
  }
  await expect.poll(async () => (await found("Fan broken"))?.count).toBe(3)
  await expect.poll(async () => (await found("Storm: port"))?.count).toBe(4)
  await signIn(page, "ana@watchfloor.example")
  await visit(page, `/ops/alerts/${(await found("Fan broken"))?.id}`)
  await expect(page.getByText("3, 2 of them identical")).toBeVisible()
  await expect(page.getByText("identical", { exact: true })).toHaveCount(2)
  await visit(page, `/ops/alerts/${(await found("Storm: port"))?.id}`)
  const sample = page.getByRole("region", { name: "What the storm brought" })
  await expect(sample.getByText("4 of 4 gathered here")).toBeVisible()
  await expect(sample.getByText("Port 2 down · sw-2")).toBeVisible()
  await expectAccessible(page)
})

test("an analyst looks at how signals become alerts and changes nothing; on a phone it fits", async ({
  page,
}) => {
  const { source } = await newSource("Narrow Ltd")
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, "ana@watchfloor.example")
  await visit(page, `/admin/sources/${source.id}/dedupe`)
  await expect(page.getByText("This source has sent nothing in the last seven days.")).toBeVisible()
  await expect(page.getByLabel("Storm limit, in alerts")).toBeDisabled()
  await expect(page.getByRole("button", { name: /Save settings|Use this recipe|Learn for/ })).toHaveCount(0)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  expect(wide).toBe(false)
  await expectAccessible(page)
})

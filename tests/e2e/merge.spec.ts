import { expect, test } from "@playwright/test"
import { api, expectAccessible, newSource, signIn, visit } from "./support.ts"

type Incident = {
  id: string
  reference: string
  title: string
  alertCount: number
  mergedInto: string | null
}

/** A new client with one open incident for each rule, and all of them waiting in the list. */
async function clientWith(name: string, problems: readonly object[]) {
  const { client, deliver } = await newSource(name)
  await deliver(problems)
  const open = () =>
    api<{ items: Incident[] }>(`/incidents?client=${client.id}&stage=open`).then((page) => page.items)
  return { client, open }
}

const problem = (key: string, more: object = {}) => ({
  ...{ key, rule: key, title: `Problem ${key}`, severity: "high", status: "firing", asset: `host-${key}` },
  ...more,
})

test("incidents are merged from the list, by keys, and the merged one leads to the survivor", async ({
  page,
}) => {
  const { open } = await clientWith("Merge Works", [problem("mw1"), problem("mw2")])
  await expect.poll(async () => (await open()).length).toBe(2)
  await signIn(page, "ana@watchfloor.example")
  await visit(page, "/ops/incidents?q=Problem mw")
  for (const { reference } of await open()) await page.getByLabel(`Select ${reference}`).check()
  await page.keyboard.press("3")
  const dialog = page.getByRole("dialog", { name: "Merge 2 incidents" })
  await expect(dialog.getByText(/read only from then on/)).toBeVisible()
  await expectAccessible(page)
  const before = await open()
  const keep = before[1]!
  await dialog.getByRole("radio", { name: new RegExp(keep.reference) }).check()
  await dialog.getByRole("button", { name: `Merge 1 into ${keep.reference}` }).click()
  await expect(page.getByText(`Merged into ${keep.reference}.`)).toBeVisible()
  expect((await open()).map((incident) => [incident.id, incident.alertCount])).toEqual([[keep.id, 2]])

  await visit(page, `/ops/incidents/${before[0]!.id}`)
  await expect(page.getByText("This one is read only")).toBeVisible()
  await expect(page.getByRole("button", { name: /Acknowledge|Write note|Merge/ })).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole("note").getByRole("link").click()
  await expect(page.getByText(keep.reference).first()).toBeVisible()
  await expect(page.getByText(/merged with/)).toBeVisible()
  await expect(page.getByText("merged into this")).toBeVisible()
})

test("alerts are split off, moved back and taken out; what is alike is suggested", async ({ page }) => {
  const shared = { observables: [{ type: "ip", value: "203.0.113.77" }] }
  const { open } = await clientWith("Split Works", [
    problem("sw1", { rule: "sw", ...shared }),
    problem("sw2", { rule: "sw", ...shared }),
  ])
  await expect.poll(async () => (await open()).map((i) => i.alertCount)).toEqual([2])
  const [source] = await open()
  await signIn(page, "ana@watchfloor.example")
  await visit(page, `/ops/incidents/${source!.id}`)
  await page.getByRole("button", { name: "Split or move alerts …" }).click()
  await page.getByRole("checkbox", { name: /Problem sw2/ }).check()
  await expectAccessible(page)
  await page.getByLabel("Title").fill("Its own matter")
  await page.getByRole("button", { name: "Split off 1 alert" }).click()
  await expect(page.getByRole("heading", { name: "Its own matter" })).toBeVisible()
  await expect(page.getByText("split from").first()).toBeVisible()

  const similar = page.getByRole("region", { name: "May belong together" })
  await expect(similar).toHaveCount(0)
  await page.getByRole("link", { name: new RegExp(source!.reference) }).click()
  await expect(page.getByText("split off").first()).toBeVisible()
})

test("an alert joins an incident from the queue by key, and is taken out on its page", async ({ page }) => {
  const { client, open } = await clientWith("Join Works", [
    problem("jw1"),
    problem("jw2", { severity: "low" }),
  ])
  await expect.poll(async () => (await open()).length).toBe(1)
  const [incident] = await open()
  await signIn(page, "ana@watchfloor.example")
  await visit(page, `/ops/queue?client=${client.id}&q=jw2`)
  await page.getByRole("row").filter({ hasText: "Problem jw2" }).focus()
  await page.keyboard.press("3")
  const dialog = page.getByRole("dialog")
  await dialog.getByRole("radio", { name: new RegExp(incident!.reference) }).check()
  await expectAccessible(page)
  await dialog.getByRole("button", { name: `Add to ${incident!.reference}` }).click()
  await expect(page.getByText(`Added to ${incident!.reference}.`)).toBeVisible()
  expect((await open())[0]).toMatchObject({ alertCount: 2 })

  await page.keyboard.press("Enter")
  await page.waitForURL(/\/ops\/alerts\//)
  await page.getByRole("button", { name: "Take out" }).click()
  await expect(page.getByRole("button", { name: /Raise/ })).toBeVisible()
  await expect.poll(async () => (await open())[0]?.alertCount).toBe(1)
})

test("a pattern at two clients becomes a campaign, which no client sees", async ({ page, browser }) => {
  const hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  const same = { observables: [{ type: "hash", value: hash }], discipline: "soc" }
  const one = await clientWith("Pattern One", [problem("pw1", same)])
  const two = await clientWith("Pattern Two", [problem("pw2", same)])
  await expect.poll(async () => [...(await one.open()), ...(await two.open())].length).toBe(2)
  await signIn(page, "ana@watchfloor.example")
  await visit(page, "/ops/campaigns")
  await expectAccessible(page)
  await page.getByRole("button", { name: `Start a campaign about hash ${hash} …` }).click()
  await page.getByLabel("Name").fill("Same dropper")
  await page.getByRole("button", { name: "Start the campaign" }).click()
  await expect(page.getByRole("heading", { name: "Same dropper" })).toBeVisible()
  await expect(page.getByText("2 incidents at 2 clients")).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)

  const [incident] = await one.open()
  await visit(page, `/ops/incidents/${incident!.id}`)
  await expect(page.getByRole("link", { name: "Same dropper" })).toBeVisible()
  await expectAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)

  const clientPage = await (await browser.newContext()).newPage()
  await signIn(clientPage, "greta@nordbank.example")
  expect((await visit(clientPage, "/ops/campaigns"))?.status()).toBe(404)
})

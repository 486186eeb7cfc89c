import { expect, test } from "@playwright/test"
import { api, expectAccessible, newSource, reload, signIn, visit } from "./support.ts"

const payload = (more: object = {}) => ({
  alarms: [
    {
      ...{ id: "al-9", name: "Pump stopped", level: "major", state: "open" },
      ...{ device: { name: "pump-<b>7</b>" }, ...more },
    },
  ],
})

for (const [size, viewport] of [
  ["desktop", { width: 1280, height: 900 }],
  ["390 px", { width: 390, height: 844 }],
] as const)
  test(`an unknown tool is explained by its last deliveries, which are then replayed: ${size}`, async ({
    page,
  }) => {
    await page.setViewportSize(viewport)
    const { client, source, deliver } = await newSource(`Mapped ${size} Ltd`, "mapped")
    await deliver(payload())
    await deliver(payload({ id: "al-10" }))
    await signIn(page, "admin@watchfloor.example")
    await expect(async () => {
      await visit(page, `/admin/sources/${source.id}/mapping`)
      await expect(page.getByText("2 so far.")).toBeVisible({ timeout: 500 })
    }).toPass()

    // The title is filled from the payload's own paths; what does not fit is said beside its field.
    await page.getByLabel("Where the events are").fill("alarms[]")
    await page.getByLabel("Title", { exact: true }).click()
    await page.getByRole("button", { name: /^name Pump stopped/ }).press("Enter")
    await expect(page.getByLabel("Title", { exact: true })).toHaveValue("name")
    await page.getByLabel("Asset", { exact: true }).fill("device")
    await expect(page.getByText("This gives an object, not a text.").first()).toBeVisible()
    await page.getByLabel("Asset", { exact: true }).fill("device.name")
    await page.getByLabel("External id").fill("id")
    await page.getByLabel("Severity", { exact: true }).fill("level")
    await page.getByLabel("Severity: the tool's words").fill("major = high")
    const card = page.getByRole("definition")
    await expect(card.filter({ hasText: "pump-<b>7</b>" }).first()).toBeVisible()
    await expect(page.getByText("from “major”")).toBeVisible()
    await expectAccessible(page)

    await page.getByRole("button", { name: "Dry run over the last 7 days" }).click()
    await expect(page.getByText("2 deliveries: 2 events, 0 partial, 0 unreadable")).toBeVisible()
    await expect(page.getByText("Severity: 2 high.")).toBeVisible()
    await page.getByLabel("Title", { exact: true }).fill("name[")
    await page.getByRole("button", { name: "Save as version 1" }).click()
    await expect(page.getByText(/cannot be read/).first()).toBeVisible()
    await page.getByLabel("Title", { exact: true }).fill("name")
    await page.getByRole("button", { name: "Save as version 1" }).click()
    await expect(page.getByText("mapping version 1")).toBeVisible()
    await page.getByText("Version 1", { exact: true }).click()
    await expect(page.getByText("+ alarms[]")).toBeVisible()

    await page.getByRole("button", { name: "Replay the 2 waiting deliveries" }).click()
    await expect
      .poll(async () => (await api<{ items: object[] }>(`/alerts?client=${client.id}`)).items)
      .toMatchObject([{ title: "Pump stopped" }, { title: "Pump stopped" }])
  })

test("what cannot be read is looked at, replayed, counted and set aside", async ({ page }) => {
  const { source, deliver } = await newSource("Quarantine Ltd", "alertmanager")
  await deliver({ nothing: "of an alert <script>alert(1)</script>" })
  await deliver({ nothing: "either" })
  await signIn(page, "admin@watchfloor.example")
  await expect(async () => {
    await visit(page, `/admin/sources/${source.id}/quarantine`)
    await expect(page.getByText("2 in quarantine")).toBeVisible({ timeout: 500 })
  }).toPass()
  await expectAccessible(page)
  const first = page.locator("details").first()
  await first.locator("summary").click()
  await expect(first.getByText("Tried once.")).toBeVisible()
  await first.getByRole("button", { name: "Replay it" }).click()
  await expect(async () => {
    await reload(page)
    await page.locator("details").first().locator("summary").click()
    await expect(page.getByText(/Tried 2 times, last put in again/)).toBeVisible({ timeout: 500 })
  }).toPass()

  await page.getByRole("button", { name: "Count them" }).click()
  await page.getByRole("button", { name: "Replay 2 deliveries" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Replay 2 deliveries" }).click()
  await expect(page.getByText("2 put in again.")).toBeVisible()

  await page.locator("li", { hasText: "Replay all 2" }).getByRole("button", { name: "Set aside …" }).click()
  await page.getByRole("textbox", { name: "Reason" }).fill("a test of the tool")
  await page.getByRole("button", { name: "Set these 2 deliveries aside" }).click()
  await expect(page.getByText("0 in quarantine")).toBeVisible()
  await page.getByRole("link", { name: "Settled" }).click()
  await expect(page.locator("details")).toHaveCount(2)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)
})

import { expect, type Page, test } from "@playwright/test"
import { api, demo, expectAccessible, newSource, reload, signIn, visit } from "./support.ts"

type Alert = { readonly id: string; readonly title: string }
const alertsOf = async (client: string) =>
  (await api<{ items: readonly Alert[] }>(`/alerts?client=${client}`)).items

async function firstAlertOf(client: string): Promise<Alert> {
  await expect.poll(async () => (await alertsOf(client)).length).toBeGreaterThan(0)
  return (await alertsOf(client))[0]!
}

async function expectFits(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 })
  const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(wider, "the page is wider than a phone").toBe(false)
  await expectAccessible(page)
  await page.setViewportSize({ width: 1280, height: 800 })
}

const noise = (more: object = {}) => ({
  ...{
    key: "backup",
    title: "Backup late",
    severity: "low",
    asset: "nas-1",
    rule: "backup",
    status: "firing",
  },
  ...more,
})

test("2.3.9 from an alert to a rule with its preview, to the view of what is hidden, and back", async ({
  page,
}) => {
  const { client, deliver } = await newSource("Quiet Ltd")
  await deliver(noise())
  const alert = await firstAlertOf(client.id)
  await signIn(page, "admin@watchfloor.example")
  await visit(page, `/ops/alerts/${alert.id}`)
  await page.getByRole("link", { name: "Suppress …" }).click()
  await expect(page.getByLabel("Name")).toHaveValue("Backup late on nas-1")
  const conditions = page.getByRole("group", { name: /^Condition \d$/ })
  await expect(conditions).toHaveCount(3)
  await expect(conditions.nth(1).getByLabel("Values")).toHaveValue("nas-1")

  await page.getByRole("button", { name: "Make the rule" }).click()
  await expect(page.getByText("Say why, for whoever finds it later")).toBeVisible()
  await page.getByLabel("Reason").fill("Ticket 12: late until Friday")
  await page.getByRole("button", { name: "Preview" }).click()
  await expect(page.getByRole("status", { name: "Preview" })).toContainText(
    "Would have hidden 1 of 1 alerts of the last 30 days, of which 0 became incidents.",
  )
  await expectAccessible(page)
  await expectFits(page)
  await page.getByLabel(/Also hide the 1 open/).check()
  await page.getByRole("button", { name: "Make the rule" }).click()

  await expect(page).toHaveURL(/\/ops\/suppressions$/)
  const card = page.getByRole("listitem").filter({ hasText: "Ticket 12" })
  await expect(card).toContainText(
    "The rule of the tool is “backup”, the asset is “nas-1” and the source is “",
  )
  await expect(card).toContainText("1 hidden")
  await expect(card).toContainText(/23 h 59 m left|1 d 0 h left/)
  await expectAccessible(page)
  await expectFits(page)
  await card.getByRole("button", { name: "Extend Backup late on nas-1" }).click()
  await page.getByLabel("It ends").selectOption("in 30 days")
  await page.getByRole("button", { name: "Set the end" }).click()
  await expect(card).toContainText(/(29 d 23|30 d 0) h left/)

  await visit(page, `/ops/queue?view=suppressed&client=${client.id}`)
  await expect(page.getByRole("row").filter({ hasText: "Backup late" })).toContainText("Hidden by a rule")
  await page.getByRole("link", { name: "By maintenance" }).click()
  await expect(page.getByText("Backup late")).toHaveCount(0)
  await visit(page, `/ops/queue?client=${client.id}`)
  await expect(page.getByText("Backup late")).toHaveCount(0)

  await visit(page, `/ops/alerts/${alert.id}`)
  await expect(page.getByText("Suppressed by the rule Backup late on nas-1 until")).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Release now" }).click()
  await expect(page.getByText("Suppressed by the rule")).toHaveCount(0)
  await expect(async () => {
    await reload(page)
    await expect(page.getByText("put it back into the queue")).toBeVisible({ timeout: 500 })
  }).toPass()

  await visit(page, `/ops/suppressions?client=${client.id}`)
  await page.getByRole("button", { name: "End Backup late on nas-1 now" }).click()
  await page.getByRole("button", { name: "End Backup late on nas-1", exact: true }).click()
  await expect(page.getByText("No rule is in force")).toBeVisible()
  await page.getByRole("link", { name: "Over" }).click()
  await expect(page.getByText("ended", { exact: true })).toBeVisible()
})

test("2.3.9 one rule for several clients, each its own", async ({ page }) => {
  await newSource("First of two")
  await newSource("Second of two")
  await signIn(page, "admin@watchfloor.example")
  await visit(page, "/ops/suppressions/new")
  await page.getByRole("button", { name: "Make the rule" }).click()
  await expect(page.getByText("Choose one client or several.")).toBeVisible()
  await expect(page.getByText("Add a condition: without one, every alert would match.")).toBeVisible()
  for (const name of ["First of two", "Second of two"]) await page.getByLabel(name).check()
  await page.getByLabel("Look at").selectOption("Observable of a type …")
  await page.getByLabel("Type").fill("ip")
  await page.getByLabel("It", { exact: true }).selectOption("is in the network")
  await page.getByLabel("Values").fill("10.0.0.0/99")
  await page.getByLabel("Name").fill("Scanner of two")
  await page.getByLabel("Reason").fill("our own scanner")
  await page.getByRole("button", { name: "Make the rule" }).click()
  await expect(page.getByText("is no network. Write 10.0.0.0/8 or one address.")).toBeVisible()
  await page.getByLabel("Values").fill("10.0.0.0/8")
  await page.getByRole("button", { name: "Make the rule" }).click()
  await expect(page.getByRole("listitem").filter({ hasText: "Scanner of two" })).toHaveCount(2)
})

test("2.3.10 a window announced, shown with its runs, overlapping, read by its client, changed and cancelled", async ({
  page,
  browser,
}) => {
  const { items } = await api<{ items: readonly { id: string; name: string }[] }>("/clients?limit=200")
  const client = items.find((one) => one.name.startsWith("Nordbank")) ?? items[0]!
  await signIn(page, "admin@watchfloor.example")
  await visit(page, "/ops/suppressions?tab=maintenance")
  await page.getByRole("link", { name: "Maintenance window" }).click()
  await page.getByLabel("At which client").selectOption(client.name)
  await page.getByRole("button", { name: "Go on" }).click()
  await page.getByLabel("Title").fill("Core switch e2e")
  await page.getByLabel("Reason").fill("Change 77")
  await page.getByLabel("It takes place").selectOption("every week")
  await page.getByLabel("Time zone").fill("Europe/Berlin")
  await page.getByLabel("Hard end of the last run").fill(local(40))
  await page.getByLabel("Each run starts at").fill("22:00")
  await page.getByRole("button", { name: "Announce the window" }).click()
  await expect(page.getByText("Choose a day")).toBeVisible()
  await page.getByLabel("Tuesday").check()
  await page.getByRole("button", { name: "Show the runs and a preview" }).click()
  const runs = page.getByRole("region", { name: "Runs" })
  await expect(runs).toContainText("Every Tuesday at 22:00 for 2 h (Europe/Berlin)")
  await expect(runs.getByRole("listitem")).toHaveCount(5)
  await expect(runs.getByRole("listitem").first()).toContainText(
    /^Tue, .*22:00 \+0[12]:00 to Wed, .*00:00 \+0[12]:00$/,
  )
  await expectAccessible(page)
  await expectFits(page)
  await page.getByRole("button", { name: "Announce the window" }).click()

  const now = Date.now()
  const running = await api<{ id: string }>(`/clients/${client.id}/maintenance`, {
    ...{ title: "Running e2e", reason: "now", timeZone: "UTC", scope: { kind: "client" } },
    startsAt: new Date(now).toISOString(),
    endsAt: new Date(now + 3_600_000).toISOString(),
  })
  expect(running.id).toBeTruthy()
  await api(`/clients/${client.id}/maintenance`, {
    ...{ title: "Clashing e2e", reason: "too", timeZone: "UTC", scope: { kind: "client" } },
    startsAt: new Date(now + 60_000).toISOString(),
    endsAt: new Date(now + 3_600_000).toISOString(),
  })
  await visit(page, `/ops/suppressions?tab=maintenance&client=${client.id}`)
  const under = page.getByRole("region", { name: /^Under way/ })
  await expect(under.getByRole("listitem").filter({ hasText: "Running e2e" })).toContainText(
    "Overlaps with Clashing e2e",
  )
  await expect(page.getByRole("figure")).toContainText("The next 14 days")
  await expectAccessible(page)
  await expectFits(page)

  const portal = await browser.newPage()
  const manager = demo().users.find((user) => user.client === client.name)
  if (manager) {
    await signIn(portal, manager.email)
    await expect(portal.getByRole("region", { name: "Planned work" })).toContainText("Running e2e")
    await expect(portal.getByText("Change 77")).toHaveCount(0)
    await expectAccessible(portal)
  }
  await portal.close()

  await page.getByRole("link", { name: "Change Core switch e2e" }).click()
  await page.getByLabel("Title").fill("Core switch moved")
  await page.getByRole("button", { name: "Save the window" }).click()
  const coming = page.getByRole("region", { name: /^Coming/ })
  await expect(coming.getByRole("listitem").filter({ hasText: "Core switch moved" })).toBeVisible()
  for (const title of ["Core switch moved", "Clashing e2e"]) {
    await page.getByRole("button", { name: `Cancel ${title}` }).click()
    await page
      .getByRole("dialog")
      .getByRole("button", { name: `Cancel ${title}` })
      .click()
    await expect(coming.getByText(title)).toHaveCount(0)
  }
  await page.getByRole("button", { name: "End Running e2e now" }).click()
  await page.getByRole("button", { name: "End Running e2e", exact: true }).click()
  const over = page.getByRole("region", { name: /^Over/ })
  await expect(over.getByRole("listitem").filter({ hasText: "Running e2e" })).toContainText("cancelled")
})

/** So many days from now, as a form holds it. */
function local(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16)
}

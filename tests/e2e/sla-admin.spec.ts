import { expect, type Page, test } from "@playwright/test"
import { api, expectAccessible, newSource, reload, signIn, url, visit } from "./support.ts"

let made = 0
const nameOf = (what: string) => `${what} ${process.pid}-${++made}`

/** A calendar added through its form, in which only Mondays are open. */
async function addCalendar(page: Page, name: string): Promise<void> {
  await visit(page, "/admin/sla/calendars/new")
  await page.getByLabel("Name", { exact: true }).fill(name)
  await page.getByLabel("Time zone").fill("Europe/London")
  for (const day of ["Tuesday", "Wednesday", "Thursday"]) await page.getByLabel(day).fill("")
  await page.getByRole("button", { name: "Add the calendar" }).click()
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible()
}

async function addPolicy(page: Page, name: string, cells: Readonly<Record<string, string>>): Promise<void> {
  await visit(page, "/admin/sla/policies/new")
  await page.getByLabel("Name", { exact: true }).fill(name)
  for (const [cell, time] of Object.entries(cells))
    await page.getByRole("textbox", { name: `${cell}, time` }).fill(time)
  await page.getByRole("button", { name: "Add the policy" }).click()
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible()
}

test("2.9.5 a calendar: faults beside their fields, holidays of a country as a copy, a picture, versions", async ({
  page,
}) => {
  const name = nameOf("Office")
  await signIn(page, "admin@watchfloor.example")
  await visit(page, "/admin/sla/calendars/new")
  await page.getByLabel("Name", { exact: true }).fill(name)
  await page.getByLabel("Time zone").fill("Europe/Nowhere")
  await page.getByLabel("Monday").fill("nine to five")
  await page.getByRole("button", { name: "Add the calendar" }).click()
  await expect(page.getByText("Choose a time zone such as Europe/Sofia.")).toBeVisible()
  await expect(page.getByLabel("Monday")).toHaveAccessibleDescription(/Write it like 09:00-12:30/)
  await expectAccessible(page)

  await page.getByLabel("Time zone").fill("Europe/Sofia")
  await page.getByLabel("Monday").fill("09:00-12:30, 13:30-17:00")
  await page.getByLabel("Saturday").fill("22:00-06:00")
  await page.getByLabel("Public holidays of").selectOption("Bulgaria")
  await page.getByRole("button", { name: "Add them" }).click()
  const holidays = page.getByLabel("Holidays", { exact: true })
  await expect(holidays).toHaveValue(/-03-03 .+\n/)
  await holidays.fill("2098-01-01 A day of our own")
  await page.getByRole("button", { name: "Draw the next two weeks" }).click()
  const days = page.getByRole("list", { name: "The next two weeks" }).getByRole("listitem")
  await expect(days).toHaveCount(14)
  await expect(days.filter({ hasText: "Mon " }).first()).toContainText("09:00-12:30, 13:30-17:00")
  await expect(days.filter({ hasText: "Sat " }).first()).toContainText("22:00-24:00")
  await page.getByRole("button", { name: "Add the calendar" }).click()
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible()
  await expect(holidays).toHaveValue("2098-01-01 A day of our own")

  await page.getByLabel("Open").selectOption("round the clock, every day")
  await page.getByRole("button", { name: "Save version 2" }).click()
  await expect(page.getByRole("button", { name: "Save version 3" })).toBeVisible()
  const versions = page.getByRole("region", { name: "Versions" }).getByRole("listitem")
  await expect(versions).toHaveCount(2)
  await expectAccessible(page)
})

test("2.9.11 a policy from its faults to a client: previewed, bound, applied to running clocks, ended", async ({
  page,
}) => {
  test.slow()
  const [policy, calendar] = [nameOf("Gold"), nameOf("Mondays")]
  const { client, deliver } = await newSource(nameOf("Bound Ltd"))
  await deliver({ key: "k", title: "Disk full", severity: "high" })
  type Incidents = { items: { id: string }[] }
  await expect.poll(async () => (await api<Incidents>(`/incidents?client=${client.id}`)).items.length).toBe(1)
  const name = (await api<{ name: string }>(`/clients/${client.id}`)).name

  await signIn(page, "admin@watchfloor.example")
  await addCalendar(page, calendar)
  await visit(page, "/admin/sla/policies/new")
  await page.getByLabel("Name", { exact: true }).fill(policy)
  const cell = (what: string) => page.getByRole("textbox", { name: `${what}, time` })
  await cell("Resolution, P1").fill("soon")
  await page.getByRole("button", { name: "Add the policy" }).click()
  await expect(cell("Resolution, P1")).toHaveAccessibleDescription(/Write a time such as 30 min or 4 h/)
  await cell("Resolution, P1").fill("9 h")
  await page.getByRole("button", { name: "Add the policy" }).click()
  await expect(cell("Resolution, P2")).toHaveAccessibleDescription(/promised sooner than at P1/)
  await expectAccessible(page)
  await cell("Resolution, P1").fill("4 h")
  await page.getByLabel("Resolution, P4, calendar").selectOption(calendar)
  await page.getByText("Containment", { exact: true }).first().click()
  await cell("Containment, P1").fill("2 h")
  const levels = page.getByRole("textbox", { name: "Containment, P1, levels" })
  await page.getByText("At risk, levels and pauses of Containment").click()
  await levels.fill("50% owner, 75% lead")
  await page
    .getByRole("group", { name: "Pauses while (Containment, P1)" })
    .getByRole("checkbox", { name: "waiting for a third party" })
    .check()
  await page.getByRole("button", { name: "Add the policy" }).click()
  await expect(page.getByRole("heading", { name: policy, level: 1 })).toBeVisible()
  await expect(page.getByText("Containment", { exact: true }).first()).toBeVisible()
  await page.getByText("At risk, levels and pauses of Containment").click()
  await expect(
    page
      .getByRole("group", { name: "Pauses while (Containment, P1)" })
      .getByRole("checkbox", { name: "waiting for a third party" }),
  ).toBeChecked()
  await expect(levels).toHaveValue("50% owner, 75% lead")

  const clients = page.getByRole("region", { name: "Clients" })
  await clients.getByRole("button", { name: "Preview for the ticked" }).click()
  await expect(clients.getByText("Tick the clients it is to be bound to.")).toBeVisible()
  await clients.getByRole("checkbox", { name: new RegExp(name) }).check()
  await clients.getByRole("button", { name: "Preview for the ticked" }).click()
  await expect(clients.getByText("Applied now at 1 client: 2 running clocks would go by it.")).toBeVisible()
  await clients.getByLabel("Bound from (UTC)").fill("2020-01-01T00:00")
  await clients.getByRole("button", { name: "Bind version 1" }).click()
  await expect(clients.getByLabel("Bound from (UTC)")).toHaveAccessibleDescription(/Choose a time to come/)
  await clients.getByLabel("Bound from (UTC)").fill("")
  await clients.getByRole("checkbox", { name: /^Apply to running clocks/ }).check()
  await clients.getByRole("button", { name: "Bind version 1" }).click()
  await expect(clients.getByRole("status")).toContainText("Version 1 is bound to 1 client.")
  await expect(clients.getByRole("status")).toContainText("The clocks of 1 records moved to it.")
  await expectAccessible(page)

  await page.getByRole("button", { name: "Preview on running clocks" }).click()
  const effect = page.getByRole("region", { name: "On running clocks" })
  await expect(effect).toContainText("Applied now at 1 client")
  await visit(page, "/admin/sla?tab=clients")
  const row = page.getByRole("list", { name: "Clients" }).getByRole("listitem").filter({ hasText: name })
  await expect(row).toContainText(`${policy}version 1`)
  await row.getByRole("button", { name: `End ${policy} of ${name}` }).click()
  await page
    .getByRole("button", { name: `End ${policy} of ${name}`, exact: true })
    .last()
    .click()
  await expect(row).toContainText("Nothing is promised: what was bound has ended.")
  type Clocks = { items: { state: string }[] }
  const [incident] = (await api<Incidents>(`/incidents?client=${client.id}`)).items
  const { items } = await api<Clocks>(`/incidents/${incident!.id}/clocks`)
  expect(new Set(items.map(({ state }) => state))).toEqual(new Set(["cancelled"]))
})

test("2.9.11 a policy is retired as a whole, with what ends said first and a reason, and taken back into use", async ({
  page,
}) => {
  test.slow()
  const policy = nameOf("Platinum")
  const { client, deliver } = await newSource(nameOf("Retired Ltd"))
  const name = (await api<{ name: string }>(`/clients/${client.id}`)).name
  await signIn(page, "admin@watchfloor.example")
  await addPolicy(page, policy, { "Acknowledgement, P2": "30 min", "Resolution, P2": "4 h" })
  const policyId = page.url().split("/").at(-1)!
  await api(`/clients/${client.id}/sla`, { policy: policyId })
  await deliver({ key: "k", title: "Disk full", severity: "high" })
  type Incidents = { items: { id: string }[] }
  await expect.poll(async () => (await api<Incidents>(`/incidents?client=${client.id}`)).items.length).toBe(1)
  await reload(page)
  const section = page.getByRole("region", { name: "Retirement" })
  await expect(section).toContainText("2 running clocks at 1 client would end without an outcome.")
  await expect(section.getByRole("list", { name: "What would end" })).toContainText(
    `${name} 2 clocks; then no commitment until something is bound`,
  )
  await section.getByRole("button", { name: "Retire …" }).click()
  await expectAccessible(page)
  await page.getByRole("button", { name: `Retire ${policy}` }).click()
  await expect(page.getByLabel("Reason")).toHaveAccessibleDescription(/Write a reason/)
  await page.getByLabel("Reason").fill("No longer sold")
  await page.getByRole("button", { name: `Retire ${policy}` }).click()
  await expect(section).toContainText("It can be neither bound nor changed.")
  await expect(page.getByRole("button", { name: "Save version 2" })).toHaveCount(0)
  await expectAccessible(page)
  const [incident] = (await api<Incidents>(`/incidents?client=${client.id}`)).items
  type Clocks = { items: { state: string }[] }
  const { items } = await api<Clocks>(`/incidents/${incident!.id}/clocks`)
  expect(new Set(items.map(({ state }) => state))).toEqual(new Set(["cancelled"]))
  await visit(page, "/admin/sla")
  const row = page.getByRole("list", { name: "Policies" }).getByRole("listitem").filter({ hasText: policy })
  await expect(row.first()).toContainText("retired")

  await visit(page, `/admin/sla/policies/${policyId}`)
  await section.getByRole("button", { name: "Take back into use …" }).click()
  await page.getByLabel("Reason").fill("Retired by mistake")
  await page.getByRole("button", { name: `Take ${policy} back into use` }).click()
  await expect(page.getByRole("button", { name: "Save version 2" })).toBeVisible()
  await expect(section).toContainText("0 running clocks at 1 client would end")
})

test("screen 22: the steps to a deadline, over closed hours and a change of the clocks", async ({ page }) => {
  const [policy, calendar] = [nameOf("Silver"), nameOf("London")]
  await signIn(page, "admin@watchfloor.example")
  await addCalendar(page, calendar)
  await visit(page, "/admin/sla/policies/new")
  await page.getByLabel("Name", { exact: true }).fill(policy)
  await page.getByLabel("Resolution, P1, calendar").selectOption(calendar)
  await page.getByRole("button", { name: "Add the policy" }).click()
  await expect(page.getByRole("heading", { name: policy, level: 1 })).toBeVisible()

  await visit(page, "/admin/sla/simulator")
  await page.getByLabel("Policy", { exact: true }).selectOption(`${policy}, version 1`)
  await page.getByLabel("What is awaited").selectOption("resolution")
  await page.getByLabel("Starts").fill("2026-03-27T16:00")
  await page.getByRole("button", { name: "Show the way to the deadline" }).click()
  await expect(page.getByRole("heading", { name: "Due Mon 30 Mar 2026 12:00" })).toBeVisible()
  const steps = page.getByRole("region", { name: "Step by step" }).getByRole("listitem")
  await expect(steps).toHaveCount(3)
  await expect(steps.nth(1)).toContainText("the clocks go forward by 1 h")
  await expect(steps.nth(2)).toContainText("4 h of 4 h")
  await expect(page.getByRole("img", { name: /The resolution is due Mon 30 Mar 2026 12:00/ })).toBeVisible()
  await page.getByLabel("What is awaited").selectOption("containment")
  await page.getByRole("button", { name: "Show the way to the deadline" }).click()
  await expect(page.getByText("There is no commitment")).toBeVisible()
  await expectAccessible(page)
})

test("4.10 the last 90 days under another policy", async ({ page }) => {
  const policy = nameOf("Instant")
  await signIn(page, "admin@watchfloor.example")
  await addPolicy(page, policy, {
    "Acknowledgement, P1": "1 s",
    "Acknowledgement, P2": "1 s",
    "Acknowledgement, P3": "1 s",
  })
  await visit(page, "/admin/sla/past")
  await expectAccessible(page)
  await page.getByLabel("Policy", { exact: true }).selectOption(`${policy}, version 1`)
  await page.getByRole("button", { name: "Try it on the last 90 days" }).click()
  const report = page.getByRole("region", { name: "On the last 90 days" })
  const line = report.getByRole("row", { name: /P2 acknowledgement/ })
  await expect(line).toContainText(/would|%/)
  await expect(report.getByText("What would have been missed and was not")).toBeVisible()
  await expectAccessible(page)
})

test("an analyst reads what is promised and changes none of it", async ({ page }) => {
  await signIn(page, "ana@watchfloor.example")
  await visit(page, "/admin/sla")
  await expect(page.getByRole("heading", { name: "Service levels" })).toBeVisible()
  await expect(page.getByRole("link", { name: "Policy", exact: true })).toHaveCount(0)
  expect((await visit(page, "/admin/sla/policies/new"))?.status()).toBe(403)
})

for (const colorScheme of ["light", "dark"] as const)
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ viewport: { width: 390, height: 844 }, colorScheme })
    test.slow()

    test("nothing of these screens is wider than the screen", async ({ page }) => {
      const [policy, calendar] = [nameOf("A policy with rather a long name"), nameOf("Hours")]
      await signIn(page, "admin@watchfloor.example")
      await addCalendar(page, calendar)
      const ofCalendar = page.url()
      await addPolicy(page, policy, { "Resolution, P1": "1 h 30 min" })
      const ofPolicy = page.url()
      for (const address of [
        ofCalendar,
        ofPolicy,
        `${url()}/admin/sla`,
        `${url()}/admin/sla?tab=calendars`,
        `${url()}/admin/sla?tab=clients`,
        `${url()}/admin/sla/simulator?policy=default&metric=resolve&priority=1&start=2026-03-27T16:00`,
        `${url()}/admin/sla/past`,
      ]) {
        await visit(page, address)
        for (const summary of await page.locator("summary").all())
          if (await summary.isVisible()) await summary.click()
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(wide, address).toBeLessThanOrEqual(0)
        await expectAccessible(page)
      }
    })
  })

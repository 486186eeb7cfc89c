import { expect, type Page, test } from "@playwright/test"
import { api, expectAccessible, newSource, signIn, url, visit } from "./support.ts"

const nameOf = (what: string) => `${what} ${Math.random().toString(36).slice(2, 8)}`

async function openServices(page: Page, client: string, tab: string) {
  await signIn(page, "admin@watchfloor.example")
  await visit(page, `/admin/services?client=${client}&tab=${tab}`)
}

test("services and assets of a client: made, drawn, imported, and an alert says why it is urgent", async ({
  page,
}) => {
  const { client, deliver } = await newSource(nameOf("Routing Ltd"))
  await openServices(page, client.id, "services")
  await page.getByRole("button", { name: "Add a service" }).click()
  await page.getByLabel("Name", { exact: true }).fill("Database")
  await page.getByLabel("Criticality").selectOption("high")
  await page.getByRole("button", { name: "Add the service" }).click()
  await expect(page.getByRole("heading", { name: "Database" })).toBeVisible()
  await page.getByRole("button", { name: "Add a service" }).click()
  await page.getByLabel("Name", { exact: true }).fill("Web shop")
  await page.getByRole("checkbox", { name: "Database" }).check()
  await page.getByRole("button", { name: "Add the service" }).click()
  await expect(page.getByRole("img", { name: "2 services, 1 dependency" })).toBeVisible()
  await page.getByRole("button", { name: "Change Database" }).click()
  await page.getByRole("group", { name: "Depends on" }).getByRole("checkbox", { name: "Web shop" }).check()
  await page.getByRole("button", { name: "Save Database" }).click()
  await expect(page.getByText("Web shop depends on it already.")).toBeVisible()
  await page.getByRole("button", { name: "Cancel" }).click()
  await expectAccessible(page)

  await page.getByRole("link", { name: "Assets" }).click()
  await page.getByText("Import a list").click()
  const csv = page.getByLabel("CSV")
  await csv.fill("name,aliases,criticality,service\ndb-1,10.0.0.5,high,Database\nbad,10.0.0.5,,\n")
  await page.getByRole("button", { name: "Show what it would do" }).click()
  await expect(page.getByText("It would be: 1 added, 0 changed, 0 as they are, 1 refused.")).toBeVisible()
  await expect(page.getByText("“10.0.0.5” stands in line 2 already")).toBeVisible()
  await page.getByRole("button", { name: "Take in 1" }).click()
  await expect(page.getByText("Taken in: 1 added")).toBeVisible()
  await expect(page.getByRole("rowheader", { name: "db-1" })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole("link", { name: "Routing" }).click()
  await page
    .getByLabel("Payload", { exact: true })
    .fill(JSON.stringify({ title: "Disk full", severity: "high", asset: "10.0.0.5" }))
  await page.getByRole("button", { name: "Show where it goes" }).click()
  await expect(page.getByText("NOC · P1 · tier 1 · Database")).toBeVisible()
  await page.getByLabel("High, High").selectOption("3")
  await page.getByRole("button", { name: "Save the matrix" }).click()
  await expect(page.getByText("has its own policy")).toBeVisible()
  await page.getByRole("button", { name: "Add an override" }).click()
  await page.getByLabel("Name", { exact: true }).fill("Disks start high")
  await page.getByLabel("Look at").selectOption("title")
  await page.getByLabel("It", { exact: true }).selectOption("contains")
  await page.getByRole("group", { name: "Condition 1" }).getByRole("textbox").fill("disk")
  await page.getByRole("group", { name: "What it sets" }).getByLabel("Tier").selectOption("2")
  await page.getByRole("button", { name: "Add the override" }).click()
  await expect(page.getByRole("heading", { name: "Disks start high" })).toBeVisible()
  await expectAccessible(page)

  await deliver({ title: "Disk full", severity: "high", asset: "10.0.0.5" })
  type Alerts = { items: { id: string }[] }
  await expect.poll(async () => (await api<Alerts>(`/alerts?client=${client.id}`)).items.length).toBe(1)
  const [alert] = (await api<Alerts>(`/alerts?client=${client.id}`)).items
  await visit(page, `/ops/alerts/${alert!.id}`)
  const routing = page.getByRole("region", { name: "Routing" })
  await expect(routing.getByText("P3, tier 2")).toBeVisible()
  await expect(routing.getByText("High impact: asset db-1 is of high criticality.")).toBeVisible()
  await expect(routing.getByText("Override “Disks start high” sets tier 2.")).toBeVisible()
  await expectAccessible(page)
})

test("a shared source from its form to an unrouted event that finds its client", async ({ page }) => {
  const name = nameOf("Tenant")
  const client = await api<{ id: string }>("/clients", { name })
  const siem = nameOf("SIEM")
  await signIn(page, "admin@watchfloor.example")
  await visit(page, "/admin/sources/new")
  await page.getByLabel("Client").selectOption("Several clients (a shared source)")
  await page.getByLabel("Tool").selectOption("generic")
  await page.getByLabel("Name").fill(siem)
  await page.getByRole("button", { name: "Add the source" }).click()
  const token = (await page.locator("pre").first().textContent()) ?? ""
  await page.getByRole("link", { name: "Say whose its events are" }).click()
  await expect(page.getByText("everything it brings is unrouted")).toBeVisible()

  const value = name.toLowerCase().replace(" ", "-")
  await page.getByLabel("Value").fill("*")
  await page.getByLabel("Belongs to").selectOption(name)
  await page.getByRole("button", { name: "Add the entry" }).click()
  await expect(page.getByText("Fits everything: no client is the default")).toBeVisible()
  await page.getByLabel("Value").fill(`${value}-eu`)
  await page.getByRole("button", { name: "Add the entry" }).click()
  await expect(page.getByText("Added.")).toBeVisible()
  const event = (tenant: string) => ({ title: `Login at ${tenant}`, severity: "high", labels: { tenant } })
  await page
    .getByRole("textbox", { name: "Payload" })
    .fill(JSON.stringify([event(`${value}-eu`), event(value)]))
  await page.getByRole("button", { name: "Show whose it is" }).click()
  await expect(page.getByText(`Goes to ${name}`)).toBeVisible()
  await expect(page.getByText("Unrouted: no entry matches")).toBeVisible()
  await expectAccessible(page)

  await expect
    .poll(async () => {
      const sent = await fetch(`${url()}/ingest/v1/generic/${token}`, {
        method: "POST",
        body: JSON.stringify([event(value), event(`${value}-eu`)]),
      })
      return sent.status
    })
    .toBe(202)
  const card = page.getByRole("region", { name: new RegExp(`^${value},`) })
  await expect(async () => {
    await visit(page, "/admin/unrouted?by=labels.tenant")
    await expect(card).toBeVisible({ timeout: 1000 })
  }).toPass()
  await expectAccessible(page)
  await card.getByLabel("They belong to").selectOption(name)
  await card.getByRole("button", { name: /^Assign/ }).click()
  await expect(card).toHaveCount(0)
  type Alerts = { items: { title: string }[] }
  await expect
    .poll(async () => (await api<Alerts>(`/alerts?client=${client.id}`)).items.map((a) => a.title).sort())
    .toEqual([`Login at ${value}`, `Login at ${value}-eu`])
  await visit(page, "/admin/shared")
  await page.getByRole("link", { name: siem }).click()
  await expect(page.getByText(`is “${value}” goes to ${name}`)).toBeVisible()
})

test("an analyst reads services and changes none; what is unrouted is not for them", async ({ page }) => {
  await signIn(page, "ana@watchfloor.example")
  expect((await visit(page, "/admin/unrouted"))?.status()).toBe(403)
  await visit(page, "/admin/services?tab=routing")
  await expect(page.getByRole("heading", { name: "Priority and tier" })).toBeVisible()
  await expect(page.getByRole("button", { name: "Save the matrix" })).toHaveCount(0)
  await expect(page.getByRole("link", { name: "Unrouted" })).toHaveCount(0)
})

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test("nothing of these screens is wider than the screen", async ({ page }) => {
    await signIn(page, "admin@watchfloor.example")
    for (const path of [
      "/admin/services",
      "/admin/services?tab=assets",
      "/admin/services?tab=routing",
      "/admin/shared",
      "/admin/unrouted",
    ]) {
      await visit(page, `${path}`)
      for (const summary of await page.getByRole("listitem").locator("summary").all()) await summary.click()
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(wide, path).toBeLessThanOrEqual(0)
      await expectAccessible(page)
    }
  })
})

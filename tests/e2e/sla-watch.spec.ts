import { readFileSync } from "node:fs"
import { expect, type Page, test } from "@playwright/test"
import { api, demo, expectAccessible, reload, signIn, url, visit } from "./support.ts"

type Breach = {
  readonly clock: string
  readonly incident: string | null
  readonly metric: string
  readonly breachedAt: string
  readonly exclusions: readonly unknown[]
}
type Incident = {
  readonly reference: string
  readonly mergedInto: string | null
  readonly isCandidate: boolean
}
type Attainment = {
  readonly month: string
  readonly all: { readonly missed: number; readonly excluded: number }
}

// A page of many clocks is looked through four times: dark and light, wide and narrow.

/** Nothing keeps anybody out and nothing is wider than a phone, dark and light. */
async function expectGood(page: Page): Promise<void> {
  const address = page.url()
  for (const theme of ["dark", "light"]) {
    await page.context().addCookies([{ name: "theme", value: theme, url: url() }])
    await visit(page, address)
    await expectAccessible(page)
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await expectAccessible(page)
    await page.setViewportSize({ width: 1280, height: 800 })
  }
}

/** A breach of Nordbank's that its people may know of: the demo's days hold several. */
async function sharedBreach() {
  const { items } = await api<{ items: readonly { id: string; name: string; code: string }[] }>(
    "/clients?limit=200",
  )
  const client = items.find(({ code }) => code === "NORD")!
  const { month: current } = await api<Attainment>(`/clients/${client.id}/sla/attainment`)
  const before = new Date(Date.parse(`${current}-01`) - 1).toISOString().slice(0, 7)
  for (const month of [current, before]) {
    const breaches = await api<{ items: readonly Breach[] }>(
      `/clients/${client.id}/sla/breaches?month=${month}&asked=nothing&limit=200`,
    )
    for (const { clock, incident, metric } of breaches.items) {
      // Handoffs are promised to no client.
      if (!incident || metric === "handoff_accept") continue
      const found = await api<Incident>(`/incidents/${incident}`)
      if (found.mergedInto || found.isCandidate) continue
      await api(`/incidents/${incident}/note`, { text: "For you to know.", lane: "client" })
      return { client, month, clock, reference: found.reference }
    }
  }
  throw new Error("the demo has no breach of an incident")
}

test("2.9.12 a miss is explained, left out by somebody else, contested by the client and settled", async ({
  browser,
}) => {
  const { client, month, clock, reference } = await sharedBreach()
  const attained = () => api<Attainment>(`/clients/${client.id}/sla/attainment?month=${month}`)
  const before = (await attained()).all
  const ana = await (await browser.newContext()).newPage()
  await signIn(ana, "ana@watchfloor.example")
  await visit(ana, `/ops/sla?client=${client.id}&month=${month}`)
  await ana
    .getByRole("region", { name: "Breaches" })
    .getByRole("link", { name: new RegExp(`^Explain .* of ${reference}$`) })
    .first()
    .click()
  await ana.waitForURL(/\/ops\/sla\/clocks\//)
  await visit(ana, `/ops/sla/clocks/${clock}`)
  await expect(ana.getByRole("heading", { level: 1 })).toContainText(reference)
  await expect(ana.getByText("to explain")).toBeVisible()
  await expect(ana.getByText(/What counts is/)).toBeVisible()
  await ana.getByRole("button", { name: "Note the reason" }).click()
  await expect(ana.getByText("Say what happened, and what shows it")).toBeVisible()
  await ana.getByLabel("What happened").fill("The shift was one short; see the roster")
  await ana.getByRole("button", { name: "Note the reason" }).click()
  await expect(ana.getByText("our own fault", { exact: true })).toBeVisible()
  await expect(ana.getByText(/Noted by Ana Petrova/)).toBeVisible()
  await expectGood(ana)
  await ana.getByLabel("Service minutes").fill("half")
  await ana.getByRole("button", { name: "Ask for approval" }).click()
  await expect(ana.getByText("Say why the time does not count")).toBeVisible()
  await expect(ana.getByText("Give whole minutes, 1 to 525,600, or leave it empty")).toBeVisible()
  await ana.getByLabel("Cause").selectOption("A third party's")
  await ana.getByLabel("Service minutes").fill("")
  await ana.getByLabel("Reason").fill("Their line was cut")
  await ana.getByLabel("Evidence").fill("=Carrier ticket 77")
  await ana.getByRole("button", { name: "Ask for approval" }).click()
  await expect(ana.getByText("to be decided")).toBeVisible()
  await expect(ana.getByRole("button", { name: "Decide" })).toHaveCount(0)
  await expect(ana.getByRole("button", { name: "Ask for approval" })).toHaveCount(0)
  expect((await attained()).all).toEqual(before)

  const admin = await (await browser.newContext()).newPage()
  await signIn(admin, "admin@watchfloor.example")
  await visit(admin, `/ops/sla?client=${client.id}&month=${month}`)
  await admin.getByRole("link", { name: "To be decided" }).click()
  await expect(admin).toHaveURL(/show=waiting/)
  await admin.getByRole("link", { name: new RegExp(`^Explain .* of ${reference}$`) }).click()
  await expect(admin.getByText("Evidence: =Carrier ticket 77")).toBeVisible()
  await admin.getByLabel("Decision").selectOption("Refuse: it counts")
  await admin.getByRole("button", { name: "Decide" }).click()
  await expect(admin.getByText("Say why it is refused.")).toBeVisible()
  await expectGood(admin)
  await admin.getByLabel("Decision").selectOption("Approve: it is left out")
  await admin.getByRole("button", { name: "Decide" }).click()
  await expect(admin.getByText("left out", { exact: true })).toBeVisible()
  expect((await attained()).all).toMatchObject({ missed: before.missed, excluded: before.excluded + 1 })

  const greta = await (await browser.newContext()).newPage()
  await signIn(greta, demo().users.find((user) => user.client === "NORD")?.email ?? "")
  await visit(greta, `/client/performance?month=${month}`)
  const miss = greta.getByRole("listitem").filter({ hasText: "Their line was cut" })
  await expect(miss).toContainText(reference)
  await expect(greta.getByText("Ana Petrova")).toHaveCount(0)
  await expect(greta.getByText(/one short/)).toHaveCount(0)
  await miss.getByText("Why was it due then?").click()
  await expect(miss.getByText(/What counts is/)).toBeVisible()
  await miss.getByText("Object", { exact: false }).first().click()
  await miss.getByRole("button", { name: "Send the objection" }).click()
  await expect(miss.getByText("Say why you object.")).toBeVisible()
  await miss.getByLabel("Why it should count").fill("Our line was up")
  await expectAccessible(greta)
  await miss.getByRole("button", { name: "Send the objection" }).click()
  await expect(miss).toContainText("You objected; we have not answered yet. Our line was up")
  await expectGood(greta)

  await reload(admin)
  await admin.getByLabel("The client's objection").selectOption("The client is right: it counts")
  await admin.getByRole("button", { name: "Settle" }).click()
  await expect(admin.getByText("gave the client right")).toBeVisible()
  expect((await attained()).all).toEqual(before)
  await reload(greta)
  await expect(miss).toContainText("You objected, and you are right: it counts.")
  for (const page of [ana, admin, greta]) await page.context().close()
})

test("the watch: lanes, the month, filters in the address, files, and where each clock leads", async ({
  page,
}) => {
  await signIn(page, "ana@watchfloor.example")
  await visit(page, "/ops/queue")
  await page.getByRole("link", { name: "SLA" }).first().click()
  const lanes = page.getByRole("region", { name: "Next 4 hours" })
  await expect(
    lanes.getByRole("img", { name: /breached, .* at risk, .* due in the next 4 hours/ }).first(),
  ).toBeVisible()
  await expect(page.getByRole("columnheader", { name: "Raw" })).toBeVisible()
  await expect(page.getByRole("columnheader", { name: "Adjusted" })).toBeVisible()
  await expectGood(page)

  await page.getByLabel("Client").selectOption("Nordbank AG")
  await page.getByLabel("Metric").selectOption("acknowledgement")
  await page.getByRole("button", { name: "Show" }).click()
  await expect(page).toHaveURL(/client=[0-9a-f-]{36}.*metric=acknowledge/)
  const table = page.getByRole("region", { name: "Attainment" })
  await expect(table.getByRole("rowheader", { name: "resolution" })).toHaveCount(0)
  await page.getByRole("link", { name: "All", exact: false }).last().click()
  await expect(page).toHaveURL(/show=all/)
  const breach = page
    .getByRole("region", { name: "Breaches" })
    .getByRole("link", { name: /^NORD-\d+$/ })
    .first()
  const reference = (await breach.textContent()) ?? ""

  const text = async (name: string) => {
    const download = page.waitForEvent("download")
    await page.getByRole("link", { name }).click()
    return readFileSync(await (await download).path(), "utf8")
  }
  expect(await text("Clocks, CSV")).toContain(`"Nordbank AG","${reference}"`)
  const attainment = await text("Attainment, CSV")
  expect(attainment).toMatch(/"Nordbank AG","\d{4}-\d\d","acknowledge",\d,\d+,\d+,\d+,[\d.]+,[\d.]+\r\n/)
  expect(attainment).not.toContain("resolve")

  await breach.click()
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
  await expect(page).toHaveURL(/\/ops\/incidents\//)
})

test("a client's file holds its own clocks alone, and nothing of the watch is for it", async ({ page }) => {
  await signIn(page, demo().users.find((user) => user.client === "HELI")?.email ?? "")
  await page.getByRole("link", { name: "Performance" }).first().click()
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/We kept|Nothing fell due/)
  await expect(page.getByText("NORD-")).toHaveCount(0)
  const download = page.waitForEvent("download")
  await page.getByRole("link", { name: "Attainment, CSV" }).click()
  expect(readFileSync(await (await download).path(), "utf8")).not.toContain("Nordbank")
  expect((await visit(page, "/ops/sla"))?.status()).toBe(404)
})

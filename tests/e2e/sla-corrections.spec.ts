import { expect, type Page, test } from "@playwright/test"
import { api, demo, expectAccessible, reload, signIn, url, visit } from "./support.ts"

type Breach = {
  readonly clock: string
  readonly incident: string | null
  readonly metric: string
  readonly state: string
}
type Incident = {
  readonly reference: string
  readonly mergedInto: string | null
  readonly isCandidate: boolean
}
type Attainment = { readonly month: string; readonly all: { readonly met: number; readonly missed: number } }

/** Nothing keeps anybody out and nothing is wider than a phone, dark and light. */
async function expectGood(page: Page): Promise<void> {
  for (const theme of ["dark", "light"]) {
    await page.context().addCookies([{ name: "theme", value: theme, url: url() }])
    await reload(page)
    await expectAccessible(page)
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.setViewportSize({ width: 1280, height: 800 })
  }
}

/** The oldest miss of Helios' demo days that has stopped, its client told of it. */
async function stoppedMiss() {
  const { items } = await api<{ items: readonly { id: string; code: string }[] }>("/clients?limit=200")
  const client = items.find(({ code }) => code === "HELI")!
  const { month: current } = await api<Attainment>(`/clients/${client.id}/sla/attainment`)
  const before = new Date(Date.parse(`${current}-01`) - 1).toISOString().slice(0, 7)
  for (const month of [current, before]) {
    const breaches = await api<{ items: readonly Breach[] }>(
      `/clients/${client.id}/sla/breaches?month=${month}&asked=nothing&limit=200`,
    )
    for (const { clock, incident, metric, state } of breaches.items.toReversed()) {
      if (!incident || state !== "missed" || metric === "handoff_accept") continue
      const found = await api<Incident>(`/incidents/${incident}`)
      if (found.mergedInto || found.isCandidate) continue
      await api(`/incidents/${incident}/note`, { text: "For you to know.", lane: "client" })
      return { client, month, clock, incident, reference: found.reference }
    }
  }
  throw new Error("the demo has no stopped breach of an incident")
}

test("2.9.12 a stop noted late is put where it belongs: asked by one, approved by another, told to the client", async ({
  browser,
}) => {
  const { client, month, clock, incident, reference } = await stoppedMiss()
  const attained = async () =>
    (await api<Attainment>(`/clients/${client.id}/sla/attainment?month=${month}`)).all
  const before = await attained()
  const ana = await (await browser.newContext()).newPage()
  await signIn(ana, "ana@watchfloor.example")
  await visit(ana, `/ops/incidents/${incident}`)
  const link = ana.locator(`a[href="/ops/sla/clocks/${clock}/stop"]`)
  const explained = ana.getByRole("listitem").filter({ has: link })
  await explained.getByText("Why is it due then?").click()
  await link.click()
  await expect(ana.getByRole("heading", { level: 1 })).toContainText(reference)
  await expectGood(ana)
  await ana.getByRole("button", { name: "Ask for approval" }).click()
  await expect(ana.getByText("Say why the recorded stop is not the true one")).toBeVisible()
  await expect(ana.getByText("Say what shows it: a call record, a mail, a name")).toBeVisible()
  const hint = (await ana.getByText(/By the clock of .*, from .* to /).textContent()) ?? ""
  const started = /from (\S+) (\S+) to/.exec(hint)!
  await ana.getByLabel("When it truly stopped").fill("2020-01-01T10:00:00")
  await ana.getByLabel("Reason").fill("We called at once and logged it afterwards")
  await ana.getByLabel("Evidence").fill("Call record 77")
  await ana.getByRole("button", { name: "Ask for approval" }).click()
  await expect(ana.getByText(/is before the clock started/i)).toBeVisible()
  await ana.getByLabel("When it truly stopped").fill(`${started[1]}T${started[2]}`)
  await ana.getByRole("button", { name: "Ask for approval" }).click()
  await expect(ana.getByText("Evidence: Call record 77")).toBeVisible()
  await expect(ana.getByRole("button", { name: "Ask for approval" })).toHaveCount(0)
  await expect(ana.getByRole("button", { name: "Decide on the stop" })).toHaveCount(0)
  expect(await attained()).toEqual(before)

  const admin = await (await browser.newContext()).newPage()
  await signIn(admin, "admin@watchfloor.example")
  await visit(admin, `/ops/sla?client=${client.id}`)
  const waiting = admin.getByRole("region", { name: "Stops to be decided" })
  await waiting.getByRole("link", { name: new RegExp(`of ${reference}$`) }).click()
  await expect(admin.getByText(/^If this is approved, the clock counts as in time/)).toBeVisible()
  await admin.getByLabel("Decision").selectOption("Refuse: it stays as recorded")
  await admin.getByRole("button", { name: "Decide on the stop" }).click()
  await expect(admin.getByText("Say why it is refused.")).toBeVisible()
  await expectGood(admin)
  await admin.getByLabel("Decision").selectOption("Approve: the stop is moved")
  await admin.getByRole("button", { name: "Decide on the stop" }).click()
  await expect(admin.getByText(/approved .*: in time, not missed/)).toBeVisible()
  await expect(admin.getByText(/asked by Ana Petrova, approved by/)).toBeVisible()
  await expect(admin.getByText(/It had been recorded/)).toBeVisible()
  await expect(admin.getByText("recorded", { exact: true })).toBeVisible()
  await expectGood(admin)
  expect((await attained()).missed).toBe(before.missed - 1)

  const luis = await (await browser.newContext()).newPage()
  await signIn(luis, demo().users.find((user) => user.client === "HELI")?.email ?? "")
  await visit(luis, `/client/performance?month=${started[1]!.slice(0, 7)}`)
  const corrected = luis.getByRole("region", { name: "What we corrected" })
  await expect(corrected).toContainText(reference)
  await expect(corrected).toContainText("in time, not missed")
  await expect(corrected).toContainText("We called at once and logged it afterwards")
  await expect(luis.getByText("Ana Petrova")).toHaveCount(0)
  await expectGood(luis)
  for (const page of [ana, admin, luis]) await page.context().close()
})

import { execFileSync } from "node:child_process"
import { expect, type Page, test } from "@playwright/test"
import { visibleText } from "#app/ui/visible-text.ts"
import { canary, hostileBodies, hostileTexts } from "../support/hostile-texts.ts"
import { type Authenticator, enrolAuthenticator, giveCode } from "./new-staff.ts"
import { api, demo, signIn, url, visit } from "./support.ts"

/*
 * Text of others, through the real ingest door and the API, on every screen: nothing of it runs, asks, hides or breaks
 * anything, and what stands beside it is still there.
 */
test.describe.configure({ mode: "serial" })
test.setTimeout(300_000)

const everything = Object.entries(hostileTexts)
const worst = Object.values(hostileTexts)
  .filter((text) => text.length < 300)
  .join(" ")
  .slice(0, 450)
const email = "hostile@watchfloor.example"
const password = "fifteen characters long"
const personName = `<img src=${canary} onerror=alert(1)> \u202Egnp.exe`
const neighbour = "Plain neighbour that must be seen"
type Made = { id: string }
let client: Made
let nordbank: Made
let incident: Made
let shared: Made
let authenticator: Authenticator | undefined

/** Reports of the policy so far, in the portal's own count. */
async function reports(): Promise<number> {
  const answer = await fetch(`${url()}/metrics`, {
    headers: { authorization: `Bearer ${demo().adminToken}` },
  })
  return Number(/^watchfloor_csp_reports_total (\d+)/m.exec(await answer.text())?.[1])
}

/** Everything a page does that text must not make it do. */
function watch(page: Page): string[] {
  const problems: string[] = []
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on("request", (request) => {
    const to = new URL(request.url())
    if (to.protocol !== "data:" && (to.origin !== url() || to.pathname.includes("canary")))
      problems.push(`asked for ${request.url().slice(0, 200)}`)
  })
  page.on("pageerror", (error) => problems.push(`error: ${error.message.slice(0, 300)}`))
  page.on("console", (message) => message.type() === "error" && problems.push(message.text().slice(0, 300)))
  return problems
}

async function expectHarmless(page: Page, of: string): Promise<void> {
  expect(await page.evaluate(() => "__marked" in window), of).toBe(false)
  expect(
    await page
      .locator(
        "main script, main iframe:not([sandbox='']), main style, main form[action^='/canary'], main base",
      )
      .count(),
    of,
  ).toBe(0)
  for (const href of await page
    .locator("main a")
    .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href)))
    expect(href, of).toMatch(/^https?:/)
}

/** At phone width nothing may stick out; what does is named with its page. */
async function expectFits(page: Page, of: string): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 })
  const over = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  expect.soft(over, `${of} is too wide`).toBe(0)
  await page.setViewportSize({ width: 1280, height: 800 })
}

async function deliver(adapter: string, token: string, body: unknown): Promise<void> {
  const answer = await fetch(`${url()}/ingest/v1/${adapter}/${token}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(202)
}

test.beforeAll(async () => {
  client = await api<Made>("/clients", { name: `${worst.slice(0, 150)} \u202Etneilc`, code: "HOSTILE" })
  for (const adapter of Object.keys(hostileBodies("", ""))) {
    const { token } = await api<{ token: string }>(`/clients/${client.id}/sources`, {
      ...{ adapter, name: `${worst.slice(0, 150)} ${adapter}`, ratePerSecond: 5000, burst: 5000 },
    })
    for (const [name, text] of adapter === "generic"
      ? everything
      : [["all", worst] as const, ...everything.slice(0, 2)])
      await deliver(adapter, token, hostileBodies(text, name)[adapter])
    await deliver(adapter, token, hostileBodies(`${neighbour} ${adapter}`, "plain")[adapter])
  }
  nordbank = (await api<{ items: Made[] }>("/clients?search=Nordbank")).items[0]!
  incident = await api<Made>("/incidents", { client: client.id, title: worst, severity: "high" })
  shared = await api<Made>("/incidents", { client: nordbank.id, title: worst, severity: "high" })
  for (const [, text] of everything) {
    // A note holds no NUL: the door of the API says so, and is tested for it elsewhere.
    const note = text.replaceAll("\0", "").toWellFormed()
    await api(`/incidents/${incident.id}/note`, { text: note })
    await api(`/incidents/${shared.id}/note`, { text: note, lane: "client" })
  }
  const made = ["user", "create", "--email", email, "--name", personName, "--role", "admin"]
  execFileSync(process.execPath, ["build/portal.js", ...made], {
    env: { ...process.env, DATA_DIR: process.env["E2E_DATA"] ?? "", PORTAL_PASSWORD: password },
  })
})

async function signInAsHostile(page: Page): Promise<void> {
  await visit(page, "/sign-in")
  await page.getByLabel("E-mail").fill(email)
  await page.getByLabel("Password").fill(password)
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.waitForURL((at) => at.pathname !== "/sign-in")
  if (authenticator) await giveCode(page, authenticator)
  else authenticator = await enrolAuthenticator(page)
}

/** Alerts of the hostile client, in the order of the API. */
const alerts = async () =>
  (
    await api<{ items: { id: string; title: string; source: string; externalId: string | null }[] }>(
      `/alerts?client=${client.id}&limit=200`,
    )
  ).items

test("the queue, the peek and pages of alerts", async ({ page }) => {
  await expect
    .poll(async () => (await alerts()).length, { timeout: 60_000 })
    .toBeGreaterThan(everything.length + 5)
  const before = await reports()
  const problems = watch(page)
  await signInAsHostile(page)
  await visit(page, `/ops/queue?client=${client.id}`)
  const listed = await alerts()
  await expect(page.locator("tr[data-alert]")).toHaveCount(listed.length)
  for (const adapter of ["generic", "alertmanager", "zabbix"])
    await expect(page.getByRole("link", { name: `${neighbour} ${adapter}` }).first()).toBeVisible()
  for (const [name, text] of everything.filter(([, each]) => each.length < 300)) {
    const shown = visibleText(text.trim().toWellFormed().replaceAll("\0", "\uFFFD")).replaceAll(/\s+/g, " ")
    await expect(page.locator("tr[data-alert] a bdi").filter({ hasText: shown }).first(), name).toBeVisible()
  }
  await expectHarmless(page, "queue")
  await expectFits(page, "queue")
  await page.keyboard.press("j")
  await page.keyboard.press("Space")
  const peek = page.getByRole("complementary", { name: "Peek" })
  for (let i = 0; i < 8; i++) {
    await expect(peek.getByRole("heading", { level: 2 })).toBeVisible()
    await page.keyboard.press("j")
  }
  await expectHarmless(page, "peek")
  await expectFits(page, "peek")
  // Each kind of trick by our own format, and one alert of every other adapter's with all of them in each field.
  const tricks = [
    "script",
    "image handler",
    "script address",
    "turned around",
    "without end",
    "style and import",
  ]
  const oneEach = new Map(listed.map((alert) => [alert.source, alert]))
  const opened = [...oneEach.values(), ...listed.filter((alert) => tricks.includes(alert.externalId ?? ""))]
  for (const { id, title } of opened) {
    await visit(page, `/ops/alerts/${id}`)
    await expect(page.getByRole("heading", { name: "History" })).toBeVisible()
    await page.locator("main details").evaluateAll((all) => all.forEach((d) => d.setAttribute("open", "")))
    await expectHarmless(page, title)
    await expectFits(page, title)
    for (const rel of await page
      .locator("main a[target]")
      .evaluateAll((all) => all.map((a) => a.getAttribute("rel"))))
      expect(rel).toBe("noopener noreferrer nofollow")
  }
  expect(problems).toEqual([])
  expect(await reports()).toBe(before)
})

test("verdicts with such words, and what remembers them", async ({ page }) => {
  const before = await reports()
  const problems = watch(page)
  await signInAsHostile(page)
  const [first, second] = await alerts()
  const form = (fields: Record<string, string>) =>
    page.request.post(`${url()}/ops/queue/verdict`, {
      headers: { origin: url(), "sec-fetch-site": "same-origin" },
      form: fields,
    })
  expect((await form({ verdict: "take", id: first!.id })).ok()).toBe(true)
  const closing = { verdict: "close", disposition: "informational", comment: worst.replaceAll("\0", "") }
  expect((await form({ ...closing, id: second!.id })).ok()).toBe(true)
  for (const path of [
    `/ops/queue?client=${client.id}`,
    `/ops/queue?client=${client.id}&view=closed`,
    `/ops/queue?view=mine`,
    `/ops/alerts/${second!.id}`,
    `/ops/incidents`,
    `/ops/incidents?q=${encodeURIComponent(worst.slice(0, 60))}`,
    `/ops/incidents/${incident.id}`,
    `/account`,
    `/admin`,
    `/admin/mail`,
    `/admin/audit`,
    `/admin/audit?client=HOSTILE`,
    `/admin/audit?actor=${encodeURIComponent(personName)}`,
  ]) {
    await visit(page, `${path}`)
    await expect(page.getByRole("main")).toBeVisible()
    await expect(page.getByText("Something went wrong")).toHaveCount(0)
    if (path.startsWith("/admin/audit"))
      for (const button of (await page.getByRole("button", { name: /^Details of/ }).all()).slice(0, 15))
        await button.click()
    await expectHarmless(page, path)
    await expectFits(page, path)
  }
  await visit(page, `/ops/alerts/${first!.id}`)
  await expect(page.getByText("[U+202E]gnp.exe").first()).toBeVisible()
  await visit(page, `/ops/incidents/${incident.id}`)
  await expect(page.locator("ol > li p bdi")).toHaveCount(everything.length)
  await page.getByRole("radio", { name: "Client sees this" }).click()
  await page.getByRole("textbox").first().fill(worst)
  await page.getByRole("button", { name: /^Share with/ }).click()
  await expect(page.getByRole("dialog")).toBeVisible()
  await expectHarmless(page, "share dialog")
  expect(problems).toEqual([])
  expect(await reports()).toBe(before)
})

test("the client's own pages", async ({ page }) => {
  const before = await reports()
  const problems = watch(page)
  await signIn(page, "greta@nordbank.example")
  await expect(page.getByRole("heading", { name: "Incidents", exact: true })).toBeVisible()
  await expectHarmless(page, "home")
  await expectFits(page, "home")
  await visit(page, `/client/incidents/${shared.id}`)
  await expect(page.locator("ol > li p bdi").filter({ hasText: /./ })).not.toHaveCount(0)
  for (const [name, text] of everything.filter(([, each]) => each.startsWith("<")))
    await expect(page.getByText(text, { exact: true }), name).toBeVisible()
  await expectHarmless(page, "incident")
  await expectFits(page, "incident")
  expect(problems).toEqual([])
  expect(await reports()).toBe(before)
})

test("what the policy stops is stopped, said to the portal and counted", async ({ page }) => {
  const before = await reports()
  await visit(page, "/sign-in")
  await page.evaluate(() => {
    const script = document.createElement("script")
    script.textContent = "window.__marked = 1"
    document.body.append(script)
  })
  expect(await page.evaluate(() => "__marked" in window)).toBe(false)
  await expect.poll(reports).toBe(before + 1)
})

import { type ChildProcess } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { connect } from "node:tls"
import { expect, type Page, test } from "@playwright/test"
import { createTransport } from "nodemailer"
import { freePort, launchPortal, stopPortal } from "../support/e2e-portal.ts"
import { selfSigned } from "../support/self-signed.ts"
import { api, expectAccessible, newSource, reload, signIn, visit } from "./support.ts"

/** A portal of its own, whose receiver takes syslog over TLS and mails. */
const shared = { url: process.env["E2E_URL"], data: process.env["E2E_DATA"] }
const folder = mkdtempSync(join(tmpdir(), "watchfloor-doors-"))
let portal: ChildProcess
let tlsPort = 0
let mailPort = 0

test.beforeAll(async () => {
  test.setTimeout(120_000)
  const ours = selfSigned("localhost")
  const [cert, key] = [join(folder, "receiver.pem"), join(folder, "receiver-key.pem")]
  writeFileSync(cert, ours.cert)
  writeFileSync(key, ours.key)
  tlsPort = await freePort()
  mailPort = await freePort()
  const port = await freePort()
  const data = join(folder, "data")
  portal = await launchPortal(data, port, {
    ...{ DEMO_DAYS: "1", SYSLOG_TLS_PORT: String(tlsPort), SYSLOG_TLS_CERT: cert, SYSLOG_TLS_KEY: key },
    ...{ MAIL_PORT: String(mailPort), MAIL_DOMAIN: "alerts.example" },
  })
  process.env["E2E_URL"] = `http://localhost:${port}`
  process.env["E2E_DATA"] = data
})

test.afterAll(async () => {
  process.env["E2E_URL"] = shared.url
  process.env["E2E_DATA"] = shared.data
  await stopPortal(portal)
  rmSync(folder, { recursive: true, force: true })
})

const titlesOf = async (client: string) =>
  (await api<{ items: { title: string }[] }>(`/alerts?client=${client}`)).items.map(({ title }) => title)

/** Waits until the receiver says of the section's listener that it listens. */
const untilListening = (page: Page, name: string) =>
  expect(async () => {
    await reload(page)
    await expect(page.getByRole("region", { name }).getByText("listening", { exact: true })).toBeVisible({
      timeout: 500,
    })
  }).toPass({ timeout: 15_000 })

/** Sends one line as a device would, and waits until the receiver has closed the connection. */
const sendOverTls = (device: { key: string; cert: string }, message: string) =>
  new Promise<void>((done) => {
    const socket = connect({ host: "127.0.0.1", port: tlsPort, rejectUnauthorized: false, ...device }, () =>
      socket.end(`${message.length} ${message}`),
    )
    socket.resume().on("error", () => {})
    socket.on("close", () => done())
  })

test("a sender's certificate is given to a source, and what it sends reaches that client alone", async ({
  page,
}) => {
  const [ours, theirs] = [await newSource("Vaults Ltd", "syslog"), await newSource("Others Ltd", "syslog")]
  // Both devices give themselves the same name: only the certificate tells them apart.
  const [device, other, stranger] = [selfSigned("fw-1"), selfSigned("fw-1"), selfSigned("fw-1")]
  await signIn(page, "admin@watchfloor.example")
  for (const [{ source }, { cert }] of [
    [ours, device],
    [theirs, other],
  ] as const) {
    await visit(page, `/admin/sources/${source.id}`)
    const section = page.getByRole("region", { name: "Listeners" })
    await section.getByLabel("Add a listener").selectOption("syslog-tls")
    await section.getByLabel("The sender's certificate").fill(cert)
    await section.getByRole("button", { name: "Add the listener" }).click()
    await expect(section.getByText(`TLS port ${tlsPort}`)).toBeVisible()
    await expect(section.getByText(/SHA-256 [0-9a-f]{64}/)).toBeVisible()
    await untilListening(page, "Listeners")
  }
  await expectAccessible(page)
  await sendOverTls(device, "<11>1 2026-03-02T08:00:00Z fw-1 app - - - Fan tray failed")
  await sendOverTls(other, "<11>1 2026-03-02T08:00:00Z fw-1 app - - - Door open")
  await sendOverTls(stranger, "<11>1 2026-03-02T08:00:00Z fw-1 app - - - Nobody's")
  await expect.poll(() => titlesOf(ours.client.id), { timeout: 15_000 }).toEqual(["app: Fan tray failed"])
  await expect.poll(() => titlesOf(theirs.client.id), { timeout: 15_000 }).toEqual(["app: Door open"])
  await visit(page, `/ops/queue?client=${ours.client.id}`)
  await expect(page.getByText("app: Fan tray failed").first()).toBeVisible()
})

test("what is no good certificate is said beside the field, and nothing is kept of it", async ({ page }) => {
  const { source } = await newSource("Typos Ltd", "syslog")
  const [device, ended] = [selfSigned("fw-2"), selfSigned("fw-2", -1)]
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, "admin@watchfloor.example")
  await visit(page, `/admin/sources/${source.id}`)
  const section = page.getByRole("region", { name: "Listeners" })
  await section.getByLabel("Add a listener").selectOption("syslog-tls")
  const field = section.getByLabel("The sender's certificate")
  for (const [pasted, complaint] of [
    ["not PEM at all", /from -----BEGIN CERTIFICATE-----/],
    [device.cert.slice(0, 200), /from -----BEGIN CERTIFICATE-----/],
    [`${device.cert}${device.key}`, /certificate alone; then make the sender a new key/],
    [device.key, /certificate alone; then make the sender a new key/],
    [ended.cert, /It was good until .* GMT\. Give the sender a new one/],
  ] as const) {
    await field.fill(pasted)
    await section.getByRole("button", { name: "Add the listener" }).click()
    await expect(section.getByText(complaint)).toBeVisible()
    await expect(field).toHaveAttribute("aria-invalid", "true")
  }
  await expect(section.getByText("It listens nowhere yet.")).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await expectAccessible(page)

  await field.fill(device.cert)
  await section.getByRole("button", { name: "Add the listener" }).click()
  await expect(section.getByText(`TLS port ${tlsPort}`)).toBeVisible()
  await section.getByLabel("Add a listener").selectOption("syslog-tls")
  await field.fill(device.cert)
  await section.getByRole("button", { name: "Add the listener" }).click()
  await expect(
    section.getByText("This certificate already speaks for a source of this client."),
  ).toBeVisible()
})

test("a mailbox is shown once, and a mail to it becomes an alert of its client", async ({ page }) => {
  const { source, client } = await newSource("Letters Ltd", "mail")
  await signIn(page, "admin@watchfloor.example")
  await visit(page, `/admin/sources/${source.id}`)
  const section = page.getByRole("region", { name: "Mailboxes" })
  await section.getByRole("button", { name: "Add a mailbox" }).click()
  await expect(section.getByText(/shown this once/)).toBeVisible()
  const address = (await section.locator("pre").first().textContent()) ?? ""
  expect(address).toMatch(/^[a-z0-9-]{20,}@alerts\.example$/)
  await expectAccessible(page)
  await untilListening(page, "Mailboxes")
  await expect(page.getByText(address)).toHaveCount(0)

  const transport = createTransport({ host: "127.0.0.1", port: mailPort, secure: false, ignoreTLS: true })
  const mail = { from: "nas@letters.example", subject: "Volume 1 is degraded", text: "Disk 3 has failed." }
  await transport.sendMail({ ...mail, to: address })
  await expect(transport.sendMail({ ...mail, to: "nobody@alerts.example" })).rejects.toThrow(/550/)
  await expect.poll(() => titlesOf(client.id), { timeout: 15_000 }).toEqual(["Volume 1 is degraded"])

  await section.getByRole("button", { name: "New address …" }).click()
  await page.getByLabel("The old address").selectOption("0")
  await page.getByRole("button", { name: "Make a new address" }).click()
  await expect(section.getByText(/shown this once/)).toBeVisible()
  const renewed = (await section.locator("pre").first().textContent()) ?? ""
  expect(renewed).not.toBe(address)
  await expect.poll(() => transport.sendMail({ ...mail, to: address }).catch(String)).toMatch(/550/)
  await transport.sendMail({ ...mail, subject: "Volume 2 is degraded", to: renewed })
  await expect.poll(() => titlesOf(client.id), { timeout: 15_000 }).toContain("Volume 2 is degraded")
})

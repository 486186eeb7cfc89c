import { connect } from "node:net"
import { createInterface } from "node:readline"
import { gzipSync } from "node:zlib"
import { createTransport } from "nodemailer"
import { afterAll, expect, test } from "vitest"
import { listListeners } from "#app/domain/sources/listeners.server.ts"
import { rotateMailbox } from "#app/domain/sources/rotate-mailbox.server.ts"
import { updateSource } from "#app/domain/sources/update.server.ts"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { inTenant } from "#db/tenant.ts"
import { maxMailBytes } from "#workers/receiver/mail/limits.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { anyPort, freePort, listen, storedOf } from "../support/listeners.ts"
import { selfSigned } from "../support/self-signed.ts"

const { owner: _, ...config } = await testDatabase()
const port = await freePort()
const { close } = await runReceiver({
  port: 0,
  config,
  log: { error: () => {} },
  isKnownAdapter,
  listeners: {
    host: "127.0.0.1",
    ports: anyPort,
    tls: null,
    mail: { port, domain: "alerts.example", certificate: selfSigned("alerts.example") },
  },
})
afterAll(close)
const { bodies } = storedOf(config)
const manage = (floor: Floor) => floor.tenant.scope("sources.manage", "sources.read")

async function mailbox() {
  const floor = await newFloor("mail")
  const localPart = (await listen(floor, { kind: "mail" })) ?? ""
  return { floor, localPart, address: `${localPart}@alerts.example` }
}

/** Speaks SMTP word for word; gives the code of each answer. */
async function say(recipients: readonly string[], message: string | Buffer): Promise<number[]> {
  const socket = connect(port, "127.0.0.1")
  socket.on("error", () => {})
  const answers = createInterface({ input: socket })[Symbol.asyncIterator]()
  const answer = async () => {
    for (;;) {
      const { value, done } = await answers.next()
      if (done) return 0
      if (/^\d{3} /.test(value)) return Number(value.slice(0, 3))
    }
  }
  const codes = [await answer()]
  const lines = ["EHLO x", "MAIL FROM:<tool@client.example>", ...recipients.map((to) => `RCPT TO:<${to}>`)]
  for (const line of lines) {
    socket.write(`${line}\r\n`)
    codes.push(await answer())
  }
  if (codes.at(-1) === 250) {
    socket.write("DATA\r\n")
    codes.push(await answer())
    socket.write(message)
    socket.write("\r\n.\r\n")
    codes.push(await answer())
  }
  socket.destroy()
  return codes
}

const plain = (subject: string, more = "") =>
  `From: Zabbix <zabbix@client.example>\r\nTo: x@alerts.example\r\nSubject: ${subject}\r\nDate: Mon, 2 Mar 2026 09:00:00 +0100\r\nMessage-ID: <1@client.example>\r\n${more}\r\nHost: db-1 at 10.0.0.5\r\n`

test("a mail opens an alert, and the one that says so ends it", async () => {
  const { floor, address } = await mailbox()
  const mailer = createTransport({ host: "127.0.0.1", port, tls: { rejectUnauthorized: false } })
  const send = (subject: string) =>
    mailer.sendMail({ from: "zabbix@client.example", to: address.toUpperCase(), subject, text: "Host: db-1" })
  await send("Problem: Disk full on db-1")
  await floor.drain()
  expect(await floor.alerts()).toMatchObject([
    { title: "Problem: Disk full on db-1", condition: "firing", severity: "medium" },
  ])
  await send("Resolved in 5m 3s: Disk full on db-1")
  await floor.drain()
  expect(await floor.alerts()).toMatchObject([{ condition: "cleared", count: 1 }])
})

test("the raw mail is the evidence, and its reading stands beside it", async () => {
  const { floor, address } = await mailbox()
  const raw = plain("=?utf-8?B?w5xiZXJsYXN0?= on db-1", "X-Priority: 1\r\n")
  expect(await say([address], raw)).toEqual([220, 250, 250, 250, 354, 250])
  const [body] = await bodies(floor)
  expect(JSON.parse(body!)).toMatchObject({ mail: { subject: "Überlast on db-1", priority: "1" } })
  expect((JSON.parse(body!) as { raw: string }).raw).toContain(raw.trimEnd())
  await floor.drain()
  expect(await floor.alerts()).toMatchObject([{ severity: "high", externalId: "<1@client.example>" }])
})

test("unknown, renewed and paused mailboxes answer alike; nothing is relayed", async () => {
  const { floor, localPart, address } = await mailbox()
  const refusal = [220, 250, 250, 550]
  expect(await say(["nobody@alerts.example"], "")).toEqual(refusal)
  expect(await say([`${localPart}@elsewhere.example`], "")).toEqual(refusal)
  const other = await newFloor()
  expect(await say([`${other.token}@alerts.example`], "")).toEqual(refusal)
  const fresh = await inTenant(manage(floor), async (t) => {
    const [listener] = await listListeners(t, floor.sourceId)
    return rotateMailbox(t, floor.sourceId, listener!.id, 0)
  })
  await expect.poll(() => say([address], "")).toEqual(refusal)
  await expect.poll(async () => (await say([`${fresh}@alerts.example`], plain("x"))).at(-1)).toBe(250)
  await inTenant(manage(floor), (t) => updateSource(t, floor.sourceId, { enabled: false }))
  await expect.poll(() => say([`${fresh}@alerts.example`], "")).toEqual(refusal)
})

test("a renewed address leaves the old one good for as long as it was said", async () => {
  const { floor, address } = await mailbox()
  const fresh = await inTenant(manage(floor), async (t) => {
    const [listener] = await listListeners(t, floor.sourceId)
    return rotateMailbox(t, floor.sourceId, listener!.id, 3600)
  })
  await expect.poll(async () => (await say([`${fresh}@alerts.example`], plain("x"))).at(-1)).toBe(250)
  expect((await say([address], plain("y"))).at(-1)).toBe(250)
})

test("the same mail sent again is stored once", async () => {
  const { floor, address } = await mailbox()
  for (let i = 0; i < 3; i++) expect((await say([address], plain("again"))).at(-1)).toBe(250)
  expect(await bodies(floor)).toHaveLength(1)
})

test("two mailboxes in one mail get it both, each for its own client", async () => {
  const [one, two] = [await mailbox(), await mailbox()]
  expect((await say([one.address, two.address], plain("both"))).at(-1)).toBe(250)
  expect([await bodies(one.floor), await bodies(two.floor)].map((list) => list.length)).toEqual([1, 1])
})

test("a mail over the limit is refused for good, and the door goes on", async () => {
  const { floor, address } = await mailbox()
  expect(
    (await say([address], `${plain("large")}${"x".repeat(70)}\r\n`.repeat(maxMailBytes / 72))).at(-1),
  ).toBe(552)
  expect((await say([address], plain("small"))).at(-1)).toBe(250)
  expect(await bodies(floor)).toHaveLength(1)
})

const nested = (depth: number): string =>
  Array.from(
    { length: depth },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
  ).join("")

test.each([
  ["bare line feeds", "processed", "Subject: bare\nFrom: a@b.example\n\nbody\n.\nmore\n"],
  ["headers without end", "quarantined", `Subject: huge\r\n${"X-A: b\r\n".repeat(60_000)}\r\nbody`],
  ["a hundred multiparts within each other", "quarantined", `Subject: deep\r\n${nested(100)}body`],
  ["no header at all", "quarantined", "just a text"],
  ["a header that tries to add one", "processed", "Subject: a\r\n\tBcc: x@y.example\r\n\r\nbody"],
  [
    "NUL and bytes that are no text",
    "processed",
    Buffer.from([0x53, 0x75, 0x62, 0x6a, 0x65, 0x63, 0x74, 0x3a, 0x20, 0x61, 0, 0xff, 13, 10, 13, 10, 0xfe]),
  ],
  [
    "an archive of zeros, which is not opened",
    "processed",
    `Subject: bomb\r\nContent-Type: application/gzip; name=a.gz\r\nContent-Disposition: attachment; filename=a.gz\r\nContent-Transfer-Encoding: base64\r\n\r\n${gzipSync(
      Buffer.alloc(50_000_000),
    )
      .toString("base64")
      .replaceAll(/(.{76})/g, "$1\r\n")}`,
  ],
] as const)("%s: stored, then %s", async (name, outcome, message) => {
  const { floor, address } = await mailbox()
  expect((await say([address], message as string | Buffer)).at(-1)).toBe(250)
  expect(await bodies(floor)).toHaveLength(1)
  expect(await floor.drain()).toEqual([])
  const alerts = await floor.alerts()
  expect(alerts).toHaveLength(outcome === "processed" ? 1 : 0)
  if (name.startsWith("an archive"))
    expect(alerts[0]?.description).toContain("Not read: an attachment (a.gz)")
})

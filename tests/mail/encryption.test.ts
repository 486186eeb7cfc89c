import { expect, test } from "vitest"
import { createSmtp, reasonOf, transportOptions } from "#app/gateways/smtp.server.ts"
import { sendDueMails } from "#workers/handlers/send-mail.ts"
import { testDatabase } from "../support/database.ts"
import { startMailServer } from "../support/mail-server.ts"
import { makeDue, openOutbox, queueNotice, rowOf } from "../support/outbox.ts"

const outbox = openOutbox(await testDatabase())
const from = { name: "", address: "noc@provider.example" }

test.each([
  ["smtp://mail.example", { secure: false, requireTLS: true, ignoreTLS: false, port: 587 }],
  ["smtps://mail.example", { secure: true, requireTLS: false, ignoreTLS: false, port: 465 }],
  ["smtps://127.0.0.1", { secure: true, ignoreTLS: false }],
  ["smtp://localhost:1025", { secure: false, requireTLS: false, ignoreTLS: true, port: 1025 }],
  ["smtp://[::1]:1025", { ignoreTLS: true, host: "::1" }],
  ["smtp://127.0.0.1:1025?tls=required", { requireTLS: true, ignoreTLS: false }],
  ["smtp://mail.example?tls=off", { requireTLS: false, ignoreTLS: true, port: 25 }],
  ["smtps://mail.example?tls=off", { secure: true, requireTLS: false, ignoreTLS: false }],
  ["smtp://127.0.0.1.evil.example", { requireTLS: true }],
  ["smtp://u%40x:p%2Fw@mail.example", { auth: { user: "u@x", pass: "p/w" } }],
])("%s", (url, options) => {
  expect(transportOptions(url)).toMatchObject({ ...options, tls: { rejectUnauthorized: true } })
})

test.each([
  [
    "TLS is required and the server has none",
    { disabledCommands: ["STARTTLS"] },
    "smtp:",
    "?tls=required",
    /TLS/i,
  ],
  [
    "STARTTLS with a certificate nobody vouches for",
    { disabledCommands: [] },
    "smtp:",
    "?tls=required",
    /cert|self/i,
  ],
  ["TLS from the start with such a certificate", { secure: true }, "smtps:", "", /cert|self/i],
])("nothing is said: %s", async (_name, options, protocol, query, reason) => {
  let spoken = false
  const server = await startMailServer({
    ...options,
    onMailFrom(_address, _session, done) {
      spoken = true
      done()
    },
  })
  const id = await queueNotice()
  await sendDueMails(createSmtp(`${protocol}//127.0.0.1:${server.port}${query}`, from))
  const row = await rowOf(outbox, id)
  expect(row).toMatchObject({ status: "queued", attempts: 1 })
  expect(row.last_error).toMatch(reason)
  expect([spoken, server.received]).toEqual([false, []])
  await outbox`delete from mail_outbox`
})

test("wrong credentials are the server's matter: the mail waits, and what was wrong is not repeated", async () => {
  let allowed = false
  const server = await startMailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) =>
      done(allowed ? null : new Error(`no ${auth.password}`), allowed ? { user: "noc" } : undefined),
  })
  const smtp = createSmtp(`smtp://noc:hunter2-hunter2-hunter2-hunter2@127.0.0.1:${server.port}`, from)
  const id = await queueNotice()
  await sendDueMails(smtp)
  const row = await rowOf(outbox, id)
  expect(row).toMatchObject({ status: "queued", attempts: 1 })
  expect(row.last_error).toContain("535")
  expect(row.last_error).not.toContain("hunter2")
  allowed = true
  await makeDue(outbox)
  await sendDueMails(smtp)
  expect(server.received).toHaveLength(1)
})

test("a server's answer is kept short and says no secret", () => {
  expect(reasonOf("550 5.7.1\r\nspam https://portal.example/join/x\u202e")).toBe("550 5.7.1 spam [address]")
  expect(reasonOf("x".repeat(30))).toBe("[…]")
  expect(reasonOf("no ".repeat(500)).length).toBeLessThanOrEqual(200)
})

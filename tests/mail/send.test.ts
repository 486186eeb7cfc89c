import { beforeEach, expect, test } from "vitest"
import { createSmtp } from "#app/gateways/smtp.server.ts"
import { claimMail } from "#app/mail/claim.server.ts"
import { enqueueMail } from "#app/mail/enqueue.server.ts"
import { maxAttempts } from "#app/mail/mail.ts"
import { pruneMails } from "#app/mail/sweep.server.ts"
import { inIdentity, inWorkerIdentity } from "#db/identity.ts"
import { sendDueMails } from "#workers/handlers/send-mail.ts"
import { testDatabase } from "../support/database.ts"
import { refusal, startMailServer } from "../support/mail-server.ts"
import { makeDue, openOutbox, queueNotice, queueReset, rowOf, secretOf } from "../support/outbox.ts"

const outbox = openOutbox(await testDatabase())
const from = { name: "Acme NOC", address: "noc@provider.example" }
const smtpTo = ({ url }: { url: string }) => createSmtp(url, from)
beforeEach(() => outbox`delete from mail_outbox`)

test("a mail arrives once, as HTML and as text, from us to one person", async () => {
  const server = await startMailServer()
  const { id, link } = await queueReset("bo@acme.example")
  await sendDueMails(smtpTo(server))
  await makeDue(outbox)
  await sendDueMails(smtpTo(server))

  expect(server.received).toHaveLength(1)
  const [mail] = server.received
  expect(mail?.from).toBe("noc@provider.example")
  expect(mail?.recipients).toEqual(["bo@acme.example"])
  expect(mail?.headers.get("from")).toEqual(["Acme NOC <noc@provider.example>"])
  expect(mail?.headers.get("to")).toEqual(["Bo <bo@acme.example>"])
  expect(mail?.headers.get("subject")).toEqual(["Set a new password for Watchfloor"])
  expect(mail?.headers.get("message-id")).toEqual([`<${id}@provider.example>`])
  expect(mail?.headers.get("auto-submitted")).toEqual(["auto-generated"])
  expect(mail?.text).toContain(`Set a new password:\r\n${link}\r\n`)
  expect(mail?.html).toContain(`href="${link}"`)
  expect(await rowOf(outbox, id)).toMatchObject({
    status: "sent",
    attempts: 1,
    last_error: null,
    sealed: null,
  })
})

test("the table holds no secret in clear while it waits, and none at all once it is sent", async () => {
  const server = await startMailServer()
  const { id, link } = await queueReset()
  const dump = async () =>
    JSON.stringify(await outbox`select to_jsonb(m) as all from mail_outbox m where id = ${id}`)
  const secret = secretOf(link)
  for (const form of [
    secret,
    Buffer.from(secret).toString("base64").slice(4, 20),
    Buffer.from(secret).toString("hex"),
  ])
    expect(await dump()).not.toContain(form)
  expect((await rowOf(outbox, id)).sealed).toMatch(/^v1\./)
  await sendDueMails(smtpTo(server))
  expect(server.received[0]?.text).toContain(secret)
  expect((await rowOf(outbox, id)).sealed).toBeNull()
  expect(await dump()).not.toContain(secret)
})

test("the database itself refuses a secret on a mail that is done with", async () => {
  const { id } = await queueReset()
  await expect(outbox`update mail_outbox set status = 'sent' where id = ${id}`).rejects.toThrow(
    /secrets_erased/,
  )
})

test("a change that is rolled back sends no mail", async () => {
  const undone = inIdentity(async (tx) => {
    await enqueueMail(tx, {
      template: "password-changed",
      to: { name: "", address: "x@y.example" },
      props: { at: new Date().toISOString(), address: "192.0.2.7" },
    })
    throw new Error("taken back")
  })
  await expect(undone).rejects.toThrow("taken back")
  expect(await outbox`select 1 from mail_outbox`).toHaveLength(0)
})

test("a 4xx answer is tried again, after a wait", async () => {
  let refuse = true
  const server = await startMailServer({
    onRcptTo: (_to, _session, done) => done(refuse ? refusal(450, "Greylisted, come again") : null),
  })
  const id = await queueNotice()
  await sendDueMails(smtpTo(server))
  const waiting = await rowOf(outbox, id)
  expect(waiting).toMatchObject({ status: "queued", attempts: 1 })
  expect(waiting.last_error).toContain("Greylisted")
  expect(waiting.wait).toBeGreaterThan(25)
  expect(waiting.wait).toBeLessThan(35)

  refuse = false
  await sendDueMails(smtpTo(server))
  expect(server.received, "before its time").toHaveLength(0)
  await makeDue(outbox)
  await sendDueMails(smtpTo(server))
  expect(server.received).toHaveLength(1)
  expect(await rowOf(outbox, id)).toMatchObject({ status: "sent", attempts: 2, last_error: null })
})

test("after its last try a mail is dead and its link is gone", async () => {
  const server = await startMailServer({ onRcptTo: (_to, _s, done) => done(refusal(451, "Later")) })
  const { id } = await queueReset()
  for (let i = 1; i < maxAttempts; i++) {
    await sendDueMails(smtpTo(server))
    expect(await rowOf(outbox, id)).toMatchObject({ status: "queued", attempts: i })
    await makeDue(outbox)
  }
  await sendDueMails(smtpTo(server))
  expect(await rowOf(outbox, id)).toMatchObject({ status: "dead", attempts: maxAttempts, sealed: null })
})

test("a 5xx answer to a mail is final, and the others go out", async () => {
  const server = await startMailServer({
    onRcptTo: (to, _session, done) =>
      done(to.address.startsWith("bad") ? refusal(550, "No such user") : null),
  })
  const bad = await queueReset("bad@acme.example")
  const good = await queueReset("good@acme.example")
  await sendDueMails(smtpTo(server))
  expect(await rowOf(outbox, bad.id)).toMatchObject({ status: "dead", attempts: 1, sealed: null })
  expect((await rowOf(outbox, bad.id)).last_error).toBe("550 No such user")
  expect((await rowOf(outbox, good.id)).status).toBe("sent")
})

test("a mail that cannot be written is dead, and the others go out", async () => {
  const server = await startMailServer()
  const [unknown, sealedByNobody] = [await queueNotice(), (await queueReset()).id]
  await outbox`update mail_outbox set template = 'of-another-version' where id = ${unknown}`
  await outbox`update mail_outbox set sealed = 'v1.a.b.c' where id = ${sealedByNobody}`
  const good = await queueNotice()
  await sendDueMails(smtpTo(server))
  expect((await rowOf(outbox, unknown)).last_error).toBe("This version has no such kind of mail.")
  expect(await rowOf(outbox, sealedByNobody)).toMatchObject({ status: "dead", sealed: null })
  expect((await rowOf(outbox, good)).status).toBe("sent")
})

test("a refusal that repeats the link leaves none of it in the row", async () => {
  let link = ""
  const server = await startMailServer({
    onRcptTo: (_to, _s, done) => done(refusal(450, `Blocked: see ${link} (${secretOf(link)})`)),
  })
  const queued = await queueReset()
  link = queued.link
  await sendDueMails(smtpTo(server))
  const row = await rowOf(outbox, queued.id)
  expect(row.last_error).toMatch(/^450 Blocked: see \[address\] \(\[…\]\)/)
})

test("two senders at once deliver each mail once", async () => {
  const server = await startMailServer({
    onMailFrom: (_from, _session, done) => void setTimeout(done, 20),
  })
  const ids = await Promise.all(Array.from({ length: 12 }, () => queueNotice()))
  await Promise.all([
    sendDueMails(smtpTo(server)),
    sendDueMails(smtpTo(server)),
    sendDueMails(smtpTo(server)),
  ])
  expect(server.received.map((mail) => mail.headers.get("message-id")?.[0]).sort()).toEqual(
    ids.map((id) => `<${id}@provider.example>`).sort(),
  )
})

test("a server that is down costs one mail one try a round; once it is up everything arrives", async () => {
  const server = await startMailServer()
  await server.stop()
  const ids = [await queueNotice(), await queueNotice(), await queueNotice()]
  await sendDueMails(smtpTo(server))
  const rows = await Promise.all(ids.map((id) => rowOf(outbox, id)))
  expect(rows.map((row) => row.attempts).sort()).toEqual([0, 0, 1])
  expect(rows.every((row) => row.status === "queued")).toBe(true)

  const again = await startMailServer({}, server.port)
  await makeDue(outbox)
  await sendDueMails(smtpTo(again))
  expect(again.received).toHaveLength(3)
})

test("the mail of a crashed sender is taken over after its claim, with the same message id", async () => {
  const server = await startMailServer()
  const id = await queueNotice()
  const claimed = await inWorkerIdentity(claimMail)
  expect(claimed?.id).toBe(id)
  await sendDueMails(smtpTo(server))
  expect(server.received, "while it is claimed").toHaveLength(0)
  expect((await rowOf(outbox, id)).wait).toBeGreaterThan(240)
  await makeDue(outbox)
  await sendDueMails(smtpTo(server))
  expect(server.received[0]?.headers.get("message-id")).toEqual([`<${id}@provider.example>`])
  expect(await rowOf(outbox, id)).toMatchObject({ status: "sent", attempts: 2 })
})

test("a mail whose every sender crashed ends as well", async () => {
  const id = await queueNotice()
  await outbox`update mail_outbox set attempts = ${maxAttempts}, next_attempt_at = now() where id = ${id}`
  const server = await startMailServer()
  await sendDueMails(smtpTo(server))
  expect((await rowOf(outbox, id)).status).toBe("dead")
  expect(server.received).toHaveLength(0)
})

test("a link that has expired is not sent, and is erased where it was kept", async () => {
  const [queued, kept] = [await queueReset(), await queueReset()]
  await outbox`update mail_outbox set status = 'kept' where id = ${kept.id}`
  await outbox`update mail_outbox set expires_at = now() - interval '1 minute'`
  const server = await startMailServer()
  await sendDueMails(smtpTo(server))
  expect(server.received).toHaveLength(0)
  expect(await rowOf(outbox, queued.id)).toMatchObject({ status: "dead", sealed: null })
  expect(await rowOf(outbox, kept.id)).toMatchObject({ status: "kept", sealed: null })
})

test("without a mail server mails are kept, untried", async () => {
  const { id } = await queueReset()
  await sendDueMails(null)
  const row = await rowOf(outbox, id)
  expect(row).toMatchObject({ status: "kept", attempts: 0 })
  expect(row.sealed).not.toBeNull()
  const server = await startMailServer()
  await sendDueMails(smtpTo(server))
  expect(server.received, "a server set later does not send old mail by itself").toHaveLength(0)
})

test("mails done with are forgotten after 90 days, waiting ones are not", async () => {
  const [old, young, waiting] = [await queueNotice(), await queueNotice(), await queueNotice()]
  await outbox`update mail_outbox set status = 'sent' where id in ${outbox([old, young])}`
  await outbox`update mail_outbox set created_at = now() - interval '91 days' where id in ${outbox([old, waiting])}`
  await inWorkerIdentity((tx) => pruneMails(tx, 90))
  const left = await outbox<{ id: string }[]>`select id from mail_outbox order by id`
  expect(left.map((row) => row.id)).toEqual([young, waiting].sort())
})

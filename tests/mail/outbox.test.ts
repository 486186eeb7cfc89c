import postgres from "postgres"
import { afterAll, expect, test } from "vitest"
import { withProvider } from "#app/auth/guards.server.ts"
import { personOf } from "#app/auth/principal.ts"
import { env } from "#app/env.server.ts"
import { type MailId, newId } from "#app/kernel/ids.ts"
import { providerRoles } from "#app/kernel/permission.ts"
import type { Reach } from "#app/kernel/scope.ts"
import { instantNow } from "#app/kernel/time.ts"
import { dropMail } from "#app/mail/drop.server.ts"
import { enqueueMail } from "#app/mail/enqueue.server.ts"
import { countMails, listMailActions, listMails, readMail, readPreview } from "#app/mail/read.server.ts"
import { resendMail } from "#app/mail/resend.server.ts"
import { revealLinks } from "#app/mail/reveal.server.ts"
import { loginUrl } from "#db/config.ts"
import { inIdentity } from "#db/identity.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { testDatabase } from "../support/database.ts"
import { openOutbox, queueNotice, queueReset, rowOf, secretOf } from "../support/outbox.ts"

const database = await testDatabase()
const outbox = openOutbox(database)
const staff = (role: string, reach: Reach = "all") =>
  personOf(
    { id: newId(), name: "Ada", email: "ada@provider.example", role: null, clientId: null },
    [{ id: newId(), role, discipline: "both", reach, expiresAt: null }],
    instantNow(),
  )
const ada = staff("admin")
const asAdmin = <T>(work: (tx: ProviderTx<"mail.read" | "mail.resend">) => Promise<T>) =>
  withProvider(ada, ["mail.read", "mail.resend"], work)
const setStatus = (id: MailId, status: string) =>
  outbox`update mail_outbox set status = ${status}, sealed = case when ${status} in ('queued', 'kept') then sealed end where id = ${id}`

test("only administrators get in", async () => {
  for (const role of providerRoles.filter((r) => r !== "admin"))
    await expect(
      (async () => withProvider(staff(role), ["mail.read"], (tx) => listMails(tx, { limit: 1 })))(),
      role,
    ).rejects.toMatchObject({ code: "forbidden" })
  const ofOneClient = staff("admin", [newId<"tenant">()])
  await expect(
    (async () => withProvider(ofOneClient, ["mail.read"], (tx) => listMails(tx, { limit: 1 })))(),
  ).rejects.toMatchObject({ code: "forbidden" })
})

test("a list pages from the newest on, by status, and counts", async () => {
  await outbox`delete from mail_outbox`
  const ids: MailId[] = []
  for (let i = 0; i < 5; i++) ids.push(await queueNotice())
  await setStatus(ids[1]!, "dead")
  const first = await asAdmin((tx) => listMails(tx, { limit: 2 }))
  const second = await asAdmin((tx) => listMails(tx, { limit: 2, after: first.nextCursor ?? "" }))
  const third = await asAdmin((tx) => listMails(tx, { limit: 2, after: second.nextCursor ?? "" }))
  expect([...first.items, ...second.items, ...third.items].map((mail) => mail.id)).toEqual(ids.toReversed())
  expect(third.nextCursor).toBeNull()
  const dead = await asAdmin((tx) => listMails(tx, { limit: 2, status: "dead" }))
  expect(dead.items.map((mail) => mail.id)).toEqual([ids[1]])
  expect(await asAdmin(countMails)).toMatchObject({ queued: 4, dead: 1, sent: 0 })
})

test("a preview shows the mail and never its link", async () => {
  const { id, link } = await queueReset()
  const preview = await asAdmin((tx) => readPreview(tx, id))
  expect(preview?.subject).toBe("Set a new password for Watchfloor")
  expect(preview?.text).toContain("The link is not shown here.")
  expect(JSON.stringify(preview)).not.toContain(secretOf(link))
  await outbox`update mail_outbox set template = 'of-another-version' where id = ${id}`
  expect(await asAdmin((tx) => readPreview(tx, id))).toBeNull()
})

test("a dead mail goes out again from its first try, and who asked is written down", async () => {
  const id = await queueNotice()
  await setStatus(id, "dead")
  await outbox`update mail_outbox set attempts = 10, last_error = 'x', next_attempt_at = now() + interval '1 hour' where id = ${id}`
  await asAdmin((tx) => resendMail(tx, id))
  const row = await rowOf(outbox, id)
  expect(row).toMatchObject({ status: "queued", attempts: 0, last_error: null })
  expect(row.wait).toBeLessThanOrEqual(0)
  expect(await asAdmin((tx) => listMailActions(tx, id))).toMatchObject([
    { action: "mail.resend", actor: { name: "Ada" } },
  ])
})

test("a mail on its way, sent, or without its link is not sent again", async () => {
  const { id: linkless } = await queueReset()
  await setStatus(linkless, "dead")
  const [queued, sent] = [await queueNotice(), await queueNotice()]
  await setStatus(sent, "sent")
  for (const id of [linkless, queued, sent]) {
    await expect(asAdmin((tx) => resendMail(tx, id))).rejects.toMatchObject({ code: "conflict" })
    expect(await asAdmin((tx) => listMailActions(tx, id))).toEqual([])
  }
  await expect(asAdmin((tx) => resendMail(tx, newId()))).rejects.toMatchObject({ code: "not_found" })
})

test("a dropped mail loses its link, is tried no more, and who dropped it is written down", async () => {
  const { id } = await queueReset()
  await asAdmin((tx) => dropMail(tx, id))
  expect(await rowOf(outbox, id)).toMatchObject({ status: "dropped", sealed: null })
  await expect(asAdmin((tx) => dropMail(tx, id))).rejects.toMatchObject({ code: "conflict" })
  expect(await asAdmin((tx) => listMailActions(tx, id))).toMatchObject([{ action: "mail.drop" }])
})

test("the link of a kept mail can be handed on, and every look is written down; of any other it cannot", async () => {
  const { id, link } = await queueReset()
  await expect(asAdmin((tx) => revealLinks(tx, id))).rejects.toMatchObject({ code: "conflict" })
  await setStatus(id, "kept")
  expect(await asAdmin((tx) => revealLinks(tx, id))).toEqual([link])
  expect(await asAdmin((tx) => revealLinks(tx, id))).toEqual([link])
  expect(await asAdmin((tx) => listMailActions(tx, id))).toHaveLength(2)
  expect(await asAdmin((tx) => readMail(tx, id))).toMatchObject({ links: "sealed", status: "kept" })
})

test.each(["a@b.example,c@d.example", "a@b.example\r\nBcc: c@d.example", "nobody"])(
  "%j is refused as an address",
  async (address) => {
    await expect(queueNotice(address)).rejects.toMatchObject({ code: "invalid" })
  },
)

test.each([
  "https://evil.example/reset/x",
  `${env().origin}.evil.example/x`,
  "/reset/x",
  "javascript:alert(1)",
])("a link that leads elsewhere is refused: %s", async (link) => {
  const props = { link, expiresAt: new Date().toISOString() }
  await expect(
    inIdentity((tx) =>
      enqueueMail(tx, { template: "password-reset", to: { name: "", address: "a@b.example" }, props }),
    ),
  ).rejects.toThrow(/PUBLIC_URL/)
})

const logins = ["portal_web", "portal_worker", "portal_ingest"] as const
const connections = Object.fromEntries(
  logins.map((login) => [login, postgres(loginUrl(database, login), { max: 1, onnotice: () => {} })]),
) as Record<(typeof logins)[number], postgres.Sql>
afterAll(() => Promise.all(Object.values(connections).map((sql) => sql.end())))

test("outside its door nobody sees a mail, and no client's settings open it", async () => {
  await queueNotice()
  for (const settings of [{}, { "app.door": "inbox" }, { "app.tenant": newId() }, { "app.clients": "all" }])
    for (const login of ["portal_web", "portal_worker"] as const) {
      const rows = await connections[login].begin(async (tx) => {
        for (const [name, value] of Object.entries(settings))
          await tx`select set_config(${name}, ${value}, true)`
        return tx`select 1 from mail_outbox`
      })
      expect(rows, `${login} ${JSON.stringify(settings)}`).toHaveLength(0)
    }
})

test.each([
  ["the receiver reads none", "portal_ingest", "select 1 from mail_outbox"],
  ["a portfolio reads none", "portal_web", "set local role portal_portfolio; select 1 from mail_outbox"],
  ["screens remove none", "portal_web", "delete from mail_outbox"],
] as const)("%s", async (_name, login, statement) => {
  await expect(
    connections[login].begin(async (tx) => {
      await tx`select set_config('app.door', 'identity', true)`
      await tx.unsafe(statement)
    }),
  ).rejects.toThrow(/permission denied/)
})

test.each([
  ["a mail of another kind", "password-reset", null],
  ["a notice with a link", "sla-notice", "sealed"],
])("of its own accord the worker writes notices alone, not %s", async (_name, template, sealed) => {
  const written = connections.portal_worker.begin(async (tx) => {
    await tx`select set_config('app.door', 'identity', true)`
    await tx`insert into mail_outbox (id, template, to_address, to_name, props, sealed, status, attempts, next_attempt_at, created_at)
      values (${newId()}, ${template}, 'a@b.example', '', '{}', ${sealed}, 'queued', 0, now(), now())`
  })
  await expect(written).rejects.toThrow(/row-level security/)
})

test.each(["password_hash", "*", "last_signed_in_at"])(
  "the worker reads who people are, not %s",
  async (column) => {
    const read = connections.portal_worker.begin(async (tx) => {
      await tx`select set_config('app.door', 'identity', true)`
      await tx.unsafe(`select ${column} from users`)
    })
    await expect(read).rejects.toThrow(/permission denied/)
  },
)

import postgres from "postgres"
import { afterAll } from "vitest"
import { env } from "#app/env.server.ts"
import type { MailId } from "#app/kernel/ids.ts"
import { enqueueMail } from "#app/mail/enqueue.server.ts"
import { type DatabaseConfig, loginUrl } from "#db/config.ts"
import { inIdentity } from "#db/identity.ts"

/** The outbox as the worker's login sees it: the owner of the tables sees no row, for the wall is forced. */
export function openOutbox(config: DatabaseConfig): postgres.Sql {
  const connection = { "app.door": "identity" }
  const outbox = postgres(loginUrl(config, "portal_worker"), { max: 2, connection, onnotice: () => {} })
  afterAll(() => outbox.end({ timeout: 1 }))
  return outbox
}

/** What stands in a reset link and must not stand anywhere else. */
export const secretOf = (link: string) => link.slice(link.lastIndexOf("/") + 1)

let made = 0

/** A mail with a single-use link in the outbox, in a transaction of its own. */
export async function queueReset(address = `r${++made}@acme.example`): Promise<{ id: MailId; link: string }> {
  const link = `${env().origin}/reset/${crypto.randomUUID().replaceAll("-", "")}`
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const id = await inIdentity((tx) =>
    enqueueMail(tx, { template: "password-reset", to: { name: "Bo", address }, props: { link, expiresAt } }),
  )
  return { id, link }
}

/** A mail without a secret. */
export function queueNotice(address = `n${++made}@acme.example`): Promise<MailId> {
  const at = new Date().toISOString()
  return inIdentity((tx) =>
    enqueueMail(tx, {
      template: "password-changed",
      to: { name: "Bo", address },
      props: { at, address: "192.0.2.7" },
    }),
  )
}

export type OutboxRow = {
  readonly status: string
  readonly attempts: number
  readonly last_error: string | null
  readonly sealed: string | null
  readonly sent_at: Date | null
  readonly wait: number
}

/** The row; `wait` is the seconds until it is due. */
export async function rowOf(outbox: postgres.Sql, id: MailId): Promise<OutboxRow> {
  const [row] = await outbox<OutboxRow[]>`
    select status, attempts, last_error, sealed, sent_at, extract(epoch from next_attempt_at - now())::float as wait from mail_outbox where id = ${id}`
  if (!row) throw new Error("There is no such mail.")
  return row
}

/** Makes every queued mail due now. */
export async function makeDue(outbox: postgres.Sql): Promise<void> {
  await outbox`update mail_outbox set next_attempt_at = now() - interval '1 second' where status = 'queued'`
}

import { sql } from "drizzle-orm"
import { type Instant, instantNow } from "#app/kernel/time.ts"
import type { Login } from "./config.ts"
import { poolOf } from "./pool.ts"
import type { Sql } from "./tenant.ts"

/** A transaction that sees people, sessions, API tokens, mails and the provider's own audit, and no tenant's rows. */
export type IdentityTx = { readonly sql: Sql; readonly now: Instant }

export function inIdentity<T>(work: (tx: IdentityTx) => Promise<T>): Promise<T> {
  return throughDoor("portal_web", work)
}

/**
 * The same door for the worker: its login may seal the provider's audit, send and prune mails. Of people it sees who they
 * are and what they may do, and nothing that proves it.
 */
export function inWorkerIdentity<T>(work: (tx: IdentityTx) => Promise<T>): Promise<T> {
  return throughDoor("portal_worker", work)
}

function throughDoor<T>(login: Login, work: (tx: IdentityTx) => Promise<T>): Promise<T> {
  return poolOf(login).db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.door', 'identity', true)`)
    return work({ sql: tx, now: instantNow() })
  })
}

import { sql } from "drizzle-orm"
import { type Instant, instantNow } from "#app/kernel/time.ts"
import { poolOf } from "./pool.ts"
import type { Sql } from "./tenant.ts"

/** A transaction that sees people, sessions and API tokens, and no tenant's rows. For `app/auth` alone. */
export type IdentityTx = { readonly sql: Sql; readonly now: Instant }

export function inIdentity<T>(work: (tx: IdentityTx) => Promise<T>): Promise<T> {
  return poolOf("portal_web").db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.door', 'identity', true)`)
    return work({ sql: tx, now: instantNow() })
  })
}

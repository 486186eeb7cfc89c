import { sql } from "drizzle-orm"
import type { TenantId } from "#app/kernel/ids.ts"
import { type Instant, instantNow } from "#app/kernel/time.ts"
import { poolOf } from "./pool.ts"
import type { Sql } from "./tenant.ts"

/** The sweep's transaction: it sees the clocks, their trail and their notices of all, and nothing else. */
export type SlaTx = { readonly sql: Sql; readonly now: Instant }

/** The named door of the sweep of deadlines, which looks across every client once a second. */
export function inSlaSweep<T>(work: (tx: SlaTx) => Promise<T>): Promise<T> {
  return poolOf("portal_worker").db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.door', 'sla', true)`)
    return work({ sql: tx, now: instantNow() })
  })
}

/**
 * The transaction that tells people of deadlines: it sees the rows of these clients, who works for the provider, and the
 * outbox, into which its login may put notices of clocks and nothing else.
 */
export function inSlaTelling<T>(tenants: readonly TenantId[], work: (tx: SlaTx) => Promise<T>): Promise<T> {
  return poolOf("portal_worker").db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('app.door', 'identity', true), set_config('app.tenants', ${`{${[...tenants].sort().join(",")}}`}, true)`,
    )
    return work({ sql: tx, now: instantNow() })
  })
}

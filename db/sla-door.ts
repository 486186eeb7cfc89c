import { sql } from "drizzle-orm"
import type { TenantId } from "#app/kernel/ids.ts"
import { type Instant, instantNow } from "#app/kernel/time.ts"
import { poolOf } from "./pool.ts"
import type { Sql } from "./tenant.ts"

/** The sweep's connection: it sees the clocks, their trail and their notices of all, and nothing else. */
export type SlaSweep = { readonly sql: Pick<Sql, "execute">; readonly now: Instant }

/**
 * The named door of the sweep of deadlines, which looks across every client once a second. Its connection stands in the
 * door and is used for nothing else, so that a tick costs its statements alone: each is a transaction of its own.
 */
export function inSlaSweep<T>(work: (db: SlaSweep) => Promise<T>): Promise<T> {
  return work({ sql: poolOf("portal_worker", "sla").db, now: instantNow() })
}

/** The transaction of those who tell. */
export type SlaTelling = { readonly sql: Sql; readonly now: Instant }

/**
 * The transaction that tells people of deadlines: it sees the rows of these clients, who works for the provider, and the
 * outbox, into which its login may put notices of clocks and nothing else.
 */
export function inSlaTelling<T>(
  tenants: readonly TenantId[],
  work: (tx: SlaTelling) => Promise<T>,
): Promise<T> {
  return poolOf("portal_worker").db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('app.door', 'identity', true), set_config('app.tenants', ${`{${[...tenants].sort().join(",")}}`}, true)`,
    )
    return work({ sql: tx, now: instantNow() })
  })
}

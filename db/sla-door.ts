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

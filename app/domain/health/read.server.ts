import { isNull, sql } from "drizzle-orm"
import type { ReadTx } from "#db/tenant.ts"
import { inbox, quarantine } from "#db/schema/ingest.ts"

export type InboxHealth = {
  /** Deliveries accepted and not processed yet. */
  readonly waiting: number
  /** Age of the oldest of them in seconds; 0 when none waits. */
  readonly oldestSeconds: number
  readonly quarantined: number
}

/** How far the workers are behind the receiver. */
export async function readInboxHealth(t: ReadTx): Promise<InboxHealth> {
  const [waiting] = await t.sql
    .select({
      waiting: sql<number>`count(*)::int`,
      oldestSeconds: sql<number>`coalesce(extract(epoch from now() - min(${inbox.receivedAt}) filter (where not ${inbox.isReplay})), 0)::float8`,
    })
    .from(inbox)
  const [held] = await t.sql
    .select({ n: sql<number>`count(*)::int` })
    .from(quarantine)
    .where(isNull(quarantine.settledAt))
  return {
    waiting: waiting?.waiting ?? 0,
    oldestSeconds: waiting?.oldestSeconds ?? 0,
    quarantined: held?.n ?? 0,
  }
}

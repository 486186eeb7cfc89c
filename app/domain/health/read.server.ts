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

/** The delivery that has waited longest, found at the heads of the lanes: also when a million wait behind it. */
export async function readOldestWaiting(
  t: ReadTx,
): Promise<{ readonly id: string; readonly seconds: number } | null> {
  const rows = await t.sql.execute<{ id: string; seconds: number }>(sql`
    with recursive heads as (
      (select lane, id, received_at from inbox order by lane, id limit 1)
      union all
      select n.lane, n.id, n.received_at from heads h cross join lateral (
        select i.lane, i.id, i.received_at from inbox i where i.lane > h.lane order by i.lane, i.id limit 1
      ) n
    )
    select id, extract(epoch from now() - received_at)::float8 as seconds from heads order by received_at limit 1`)
  return rows[0] ?? null
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

/** Deliveries refused and datagrams dropped for want of room in the last 24 hours, by whole hours. */
export async function readThrottled(t: ReadTx): Promise<number> {
  const [refused] = await t.sql.execute<{ n: number }>(sql`
    select coalesce(sum(h.n), 0)::float8 as n from sources s cross join lateral (
      select sum(throttled) as n from source_hours x
      where x.tenant_id = s.tenant_id and x.source_id = s.id and x.hour > ${t.now.toString()}::timestamptz - interval '24 hours') h`)
  return refused?.n ?? 0
}

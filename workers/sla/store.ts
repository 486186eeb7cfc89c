import { sql } from "drizzle-orm"
import { readInstant } from "#db/columns.ts"
import type { SlaSweep } from "#db/sla-door.ts"
import type { Instant } from "#app/kernel/time.ts"

/** Deadlines from one moment up to and without another. */
export type Stretch = { readonly from: Instant | null; readonly to: Instant }

/** What a statement noted: how many clocks it looked at, and the last deadline among them. */
export type Noted = { readonly clocks: number; readonly last: Instant | null }

type Row = { clocks: number; last: string | null }

const actor = '{"kind":"system","name":"sla sweep"}'

/**
 * Writes into the trail which clocks breached in a stretch, each at its deadline. What is there already stays as it is.
 * Looks at `limit` clocks, and at as many more as have the last one's deadline.
 */
export function noteBreaches(db: SlaSweep, { from, to }: Stretch, limit: number): Promise<Noted> {
  return note(
    db,
    sql`select tenant_id, id, due_at as at, 'breached' as kind, 'due_passed' as cause from sla_clocks
      where state = 'running' and due_at < ${to.toString()}::timestamptz and ${after("due_at", from)} and breached_at is null
      order by due_at fetch first ${sql.raw(String(limit))} rows with ties`,
  )
}

/** The same for clocks that came to be at risk. */
export function noteAtRisk(db: SlaSweep, { from, to }: Stretch, limit: number): Promise<Noted> {
  return note(
    db,
    sql`select tenant_id, id, at_risk_at as at, 'at_risk' as kind, 'share_reached' as cause from sla_clocks
      where state = 'running' and at_risk_at < ${to.toString()}::timestamptz and ${after("at_risk_at", from)}
        and breached_at is null and at_risk_at <= due_at
      order by at_risk_at fetch first ${sql.raw(String(limit))} rows with ties`,
  )
}

/** The same for clocks that reached a level of their target; the cause names it. */
export function noteLevels(db: SlaSweep, { from, to }: Stretch, limit: number): Promise<Noted> {
  return note(
    db,
    sql`select tenant_id, clock_id as id, at, 'escalated' as kind, level as cause from sla_clock_levels
      where at < ${to.toString()}::timestamptz and ${after("at", from)}
      order by at fetch first ${sql.raw(String(limit))} rows with ties`,
  )
}

function after(column: string, from: Instant | null) {
  return from ? sql`${sql.raw(column)} >= ${from.toString()}::timestamptz` : sql`true`
}

async function note(db: SlaSweep, found: ReturnType<typeof sql>): Promise<Noted> {
  const [row] = await db.sql.execute<Row>(sql`
    with found as materialized (${found}),
    noted as (
      insert into sla_clock_events (tenant_id, clock_id, kind, at, cause, ordinal, actor, recorded_at)
      select tenant_id, id, kind, at, cause, 0, ${actor}::jsonb, ${db.now.toString()}::timestamptz from found
      on conflict do nothing
    )
    select count(*)::int as clocks, max(at)::text as last from found`)
  return { clocks: row?.clocks ?? 0, last: row?.last ? readInstant(row.last) : null }
}

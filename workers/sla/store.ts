import { sql } from "drizzle-orm"
import { readInstant } from "#db/columns.ts"
import type { SlaSweep } from "#db/sla-door.ts"
import type { Instant } from "#app/kernel/time.ts"

/** Moments from one up to and without another. */
export type Stretch = { readonly from: Instant | null; readonly to: Instant }

/** What a statement noted: how many it looked at, and the last moment among them. */
export type Noted = { readonly clocks: number; readonly last: Instant | null }

/** What comes about by time alone, by the word the trail has for it. A breach goes first. */
export const dueKinds = ["breached", "at_risk", "escalated"] as const
export type DueKind = (typeof dueKinds)[number]

/** Where the moments of a kind stand: each column has its index over those that are still to come about. */
type Place = {
  readonly table: string
  readonly clock: string
  readonly at: string
  readonly cause: string
  readonly only: string
}

const places: Readonly<Record<DueKind, Place>> = {
  breached: {
    ...{ table: "sla_clocks", clock: "id", at: "due_at", cause: "'due_passed'" },
    only: "state = 'running' and breached_at is null",
  },
  at_risk: {
    ...{ table: "sla_clocks", clock: "id", at: "at_risk_at", cause: "'share_reached'" },
    only: "state = 'running' and breached_at is null and at_risk_at <= due_at",
  },
  // The cause names the level.
  escalated: { table: "sla_clock_levels", clock: "clock_id", at: "at", cause: "level", only: "true" },
}

const actor = '{"kind":"system","name":"sla sweep"}'

/**
 * The kinds of which there is something in a stretch, in one round trip: most ticks find nothing and write nothing. Each
 * index is asked for its first moment, which needs no plan of its own for every stretch.
 */
export async function findDue(db: SlaSweep, { from, to }: Stretch): Promise<readonly DueKind[]> {
  const looks = dueKinds.map((kind) => {
    const { table, at } = places[kind]
    const first = sql`select ${sql.raw(at)} from ${sql.raw(table)} where ${since(kind, from)} order by 1 limit 1`
    return sql`(${first}) < ${to.toString()}::timestamptz as ${sql.raw(kind)}`
  })
  const [row] = await db.sql.execute<Record<DueKind, boolean | null>>(sql`select ${sql.join(looks, sql`, `)}`)
  return dueKinds.filter((kind) => row?.[kind])
}

/**
 * Writes into the trail what of a kind came about in a stretch, each at its moment. What is there already stays as it is.
 * Looks at `limit` clocks, and at as many more as have the last one's moment. They are written in the order of the trail's
 * own key, not of their moments: its index is then filled page by page (measured 1.5 times as fast).
 */
export async function noteDue(
  db: SlaSweep,
  kind: DueKind,
  { from, to }: Stretch,
  limit: number,
): Promise<Noted> {
  const { table, clock, at, cause } = places[kind]
  const [row] = await db.sql.execute<{ clocks: number; last: string | null }>(sql`
    with found as materialized (
      select tenant_id, ${sql.raw(clock)} as id, ${sql.raw(at)} as at, ${sql.raw(cause)} as cause
      from ${sql.raw(table)} where ${since(kind, from)} and ${sql.raw(at)} < ${to.toString()}::timestamptz
      order by ${sql.raw(at)} fetch first ${sql.raw(String(limit))} rows with ties
    ),
    noted as (
      insert into sla_clock_events (tenant_id, clock_id, kind, at, cause, ordinal, actor, recorded_at)
      select tenant_id, id, ${kind}, at, cause, 0, ${actor}::jsonb, ${db.now.toString()}::timestamptz from found order by tenant_id, id
      on conflict do nothing
    )
    select count(*)::int as clocks, max(at)::text as last from found`)
  return { clocks: row?.clocks ?? 0, last: row?.last ? readInstant(row.last) : null }
}

function since(kind: DueKind, from: Instant | null) {
  const { at, only } = places[kind]
  return sql`${sql.raw(only)} and ${sql.raw(at)} >= ${from?.toString() ?? "-infinity"}::timestamptz`
}

import { type SQL, sql } from "drizzle-orm"
import { backlogLane } from "#app/domain/ingest/lane.ts"
import type { DeliveryId } from "#app/kernel/ids.ts"
import { readInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { ClaimedDelivery, Outcome } from "../incoming.ts"

/** How much one claim takes: rows, and bytes of bodies (one large body is always taken). */
const maxBytes = 4 * 1024 * 1024

type Row = Record<string, unknown>

/**
 * Which lanes of the inbox a claim looks at: those where little waits, those where much does (and old backlog), or all.
 * Two consumers, one for each kind, keep a client with little to say out of the way of those with much.
 */
export type Depth = "shallow" | "deep" | "any"

/** A lane where more than this waits is deep. */
export const shallowRows = 100

export type Claim = {
  /** In the order of their arrival. */
  readonly deliveries: readonly ClaimedDelivery[]
  /** True when some lane is deep, whether or not it was looked at. */
  readonly deepWaits: boolean
}

/** Consumers of deep lanes. One that works out a batch leaves Postgres idle, and the other way round. */
export const deepConsumers = 2

const chosenBy: Readonly<Record<Depth, SQL>> = {
  shallow: sql`n <= ${shallowRows} and lane <> ${backlogLane}`,
  deep: sql`n > ${shallowRows} or lane = ${backlogLane}`,
  any: sql`true`,
}

/** Of the chosen lanes, how many one claim takes: an equal part where others look at the same ones, else all. */
const shareBy: Readonly<Record<Depth, SQL>> = {
  shallow: sql`null`,
  deep: sql`(select ceil(count(*) / ${sql.raw(deepConsumers.toFixed(1))}) from chosen)::bigint`,
  any: sql`null`,
}

/** The first half of an advisory lock's key, so that it meets nobody else's. */
const laneLocks = 0x696e_626f

/**
 * Locks the oldest deliveries of every lane nobody else holds, an equal part of the batch from each. They stay in the inbox
 * until `settle` moves them, so that a rollback or a crash gives them back.
 *
 * A lane is held by one transaction at a time: what one client sent takes effect in its order, and two consumers never
 * wait for each other's alerts. Where there are more lanes than fit, a claim begins at one of chance.
 */
export async function claim(
  tx: InboxTx,
  limit: number,
  skip: readonly DeliveryId[],
  depth: Depth = "any",
): Promise<Claim> {
  const begin = Math.floor(Math.random() * 0x7fff)
  const rows = await tx.sql.execute<Row>(sql`
    with recursive heads(lane) as (
      (select lane from inbox order by lane limit 1)
      union all
      select next.lane from heads h cross join lateral (select i.lane from inbox i where i.lane > h.lane order by i.lane limit 1) next
    ),
    depths as materialized (
      select h.lane, d.n from heads h
      cross join lateral (select count(*) as n from (select from inbox i where i.lane = h.lane limit ${shallowRows + 1}) x) d
    ),
    chosen as materialized (
      select lane from depths where ${chosenBy[depth]} order by lane < ${begin}, lane limit ${limit}
    ),
    free as materialized (
      select lane from chosen where pg_try_advisory_xact_lock(${laneLocks}, lane) limit ${shareBy[depth]}
    ),
    held as (select lane, count(*) over () as lanes from free),
    taken as materialized (
      select i.*, row_number() over (partition by i.lane order by i.id) as turn from held h cross join lateral (
        select * from inbox i where i.lane = h.lane and not (i.id = any (${uuids(skip)}::uuid[]))
        order by i.id limit greatest(1, ${limit} / h.lanes) for update skip locked
      ) i
    ),
    weighed as (
      select *, sum(octet_length(body)) over (order by turn, id) - octet_length(body) as bytes_before from taken
    )
    select w.*, f.deep from (select exists (select from depths where ${chosenBy.deep}) as deep) f
    left join weighed w on w.bytes_before < ${maxBytes} order by w.id`)
  const found = rows.filter((row) => row["id"] !== null)
  return { deliveries: found.map(delivery), deepWaits: rows[0]?.["deep"] === true }
}

/** Where a delivery waits. */
export type InboxPlace = Pick<ClaimedDelivery, "id" | "lane">

/** Locks exactly these, where they are still there. */
export async function claimThese(tx: InboxTx, places: readonly InboxPlace[]): Promise<ClaimedDelivery[]> {
  const rows = await tx.sql.execute<Row>(sql`
    select * from inbox where lane = any (${lanesOf(places)}::smallint[]) and id = any (${uuids(places.map(({ id }) => id))}::uuid[])
    order by id for update skip locked`)
  return rows.map(delivery)
}

/**
 * Moves claimed deliveries from the inbox to the evidence, with what became of them. The body never leaves the database.
 * One that was replayed is evidence already: its outcome is written anew, and its place in quarantine is settled or
 * counts one more try.
 *
 * The inbox is asked by arrays and joined with nothing: after a vacuum of an empty inbox the planner takes it for empty, and
 * a join would go through all of a backlog for every batch. Most deliveries are simply processed: only of the others is
 * said what became of them.
 */
export async function settle(tx: InboxTx, outcomes: readonly Outcome[]): Promise<void> {
  const places = outcomes.map((o) => o.delivery)
  const others = outcomes.filter((o) => o.outcome !== "processed" || o.note !== null)
  const became = JSON.stringify(Object.fromEntries(others.map((o) => [o.delivery.id, [o.outcome, o.note]])))
  const columns = sql.raw(
    "tenant_id, id, source_id, adapter, received_at, content_type, body_encoding, body, is_replay, outcome, note",
  )
  await tx.sql.execute(sql`
    with gone as (
      delete from inbox where lane = any (${lanesOf(places)}::smallint[]) and id = any (${uuids(places.map(({ id }) => id))}::uuid[])
      returning inbox.*, coalesce(${became}::jsonb -> inbox.id::text ->> 0, 'processed') as outcome, ${became}::jsonb -> inbox.id::text ->> 1 as note
    ),
    kept as (
      insert into deliveries (${columns}, processed_at) select ${columns}, clock_timestamp() from gone where not is_replay
    ),
    kept_anew as (
      insert into deliveries (${columns}, processed_at) select ${columns}, clock_timestamp() from gone where is_replay
      on conflict (tenant_id, id, received_at) do update set is_replay = excluded.is_replay, outcome = excluded.outcome,
        note = excluded.note, processed_at = excluded.processed_at
    ),
    read_at_last as (
      update quarantine q set settled_at = clock_timestamp(), settled_by = 'replay' from gone
      where gone.is_replay and gone.outcome <> 'quarantined' and q.tenant_id = gone.tenant_id and q.delivery_id = gone.id
    )
    insert into quarantine (tenant_id, delivery_id, source_id, adapter, reason, received_at, quarantined_at)
    select tenant_id, id, source_id, adapter, note, received_at, clock_timestamp() from gone where outcome = 'quarantined'
    on conflict (tenant_id, delivery_id) do update set attempts = quarantine.attempts + 1, reason = excluded.reason,
      settled_at = null, settled_by = null`)
}

const lanesOf = (places: readonly InboxPlace[]) =>
  `{${[...new Set(places.map(({ lane }) => lane))].join(",")}}`

function uuids(ids: readonly string[]): string {
  return `{${ids.join(",")}}`
}

function delivery(row: Row): ClaimedDelivery {
  return {
    lane: Number(row["lane"]),
    tenantId: row["tenant_id"] as ClaimedDelivery["tenantId"],
    id: row["id"] as ClaimedDelivery["id"],
    sourceId: row["source_id"] as ClaimedDelivery["sourceId"],
    adapter: String(row["adapter"]),
    receivedAt: readInstant(String(row["received_at"])),
    contentType: row["content_type"] === null ? null : String(row["content_type"]),
    bodyEncoding: row["body_encoding"] as ClaimedDelivery["bodyEncoding"],
    body: String(row["body"]),
    isReplay: row["is_replay"] === true,
  }
}

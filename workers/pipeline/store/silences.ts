import { sql } from "drizzle-orm"
import { backlogLane, laneOf } from "#app/domain/ingest/lane.ts"
import type { WatchedSource } from "#app/domain/sources/silence.ts"
import { newId, type SourceId, type TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { readInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { ClaimedDelivery } from "../incoming.ts"

type Row = Record<string, unknown>

export type Watched = WatchedSource & { readonly id: SourceId; readonly name: string }

/** The sources of a client whose silence means something, or meant something a moment ago. */
export async function readWatched(tx: InboxTx, tenantId: TenantId): Promise<Watched[]> {
  const rows = await tx.sql.execute<Row>(sql`
    select s.*, o.since as open_since, e.ended_at as last_ended_at from sources s
    left join lateral (
      select since from source_silences x where x.tenant_id = s.tenant_id and x.source_id = s.id and x.ended_at is null order by since limit 1
    ) o on true
    left join lateral (
      select max(ended_at) as ended_at from source_silences x where x.tenant_id = s.tenant_id and x.source_id = s.id
    ) e on true
    where s.tenant_id = ${tenantId} and s.mirror_of is null
      and ((s.expected_every_seconds is not null and s.deleted_at is null) or s.silent_since is not null or o.since is not null)
    order by s.id`)
  return rows.map(watched)
}

/**
 * Holds sources for the rest of the transaction. A statement of its own: what is read beside a locked row in one and the same
 * is as it was before the wait.
 */
export async function lockSources(tx: InboxTx, tenantId: TenantId, ids: readonly SourceId[]): Promise<void> {
  await tx.sql.execute(sql`
    select 1 from sources where tenant_id = ${tenantId} and id = any (${`{${ids.join(",")}}`}::uuid[]) order by id for update`)
}

/** Deliveries of a client's lane that are looked through, at most: a backlog can be a million deep. */
const lookedThrough = 10_000

/**
 * Which of these have deliveries in the inbox: they spoke, only nobody has looked yet. Where more waits than is looked
 * through, each of them may have spoken, and is taken to have.
 */
export async function readWaiting(
  tx: InboxTx,
  tenantId: TenantId,
  ids: readonly SourceId[],
): Promise<Set<SourceId>> {
  if (ids.length === 0) return new Set()
  const lanes = `{${laneOf(tenantId)},${backlogLane}}`
  const [row] = await tx.sql.execute<{ looked: number; spoke: SourceId[] | null }>(sql`
    with waiting as materialized (
      select i.* from unnest(${lanes}::smallint[]) as l(lane) cross join lateral (
        select tenant_id, source_id from inbox where lane = l.lane order by id limit ${lookedThrough}
      ) i
    )
    select count(*)::int as looked, json_agg(distinct source_id) filter (
      where tenant_id = ${tenantId} and source_id = any (${`{${ids.join(",")}}`}::uuid[])
    ) as spoke from waiting`)
  return new Set(row && row.looked >= lookedThrough ? ids : row?.spoke)
}

export type SilenceChange = {
  readonly id: SourceId
  readonly silentSince: Instant | null
  readonly opens: Instant | null
  readonly closes: Instant | null
}

/** Writes what changed: the mark on the source, and the record of what was not watched. */
export async function writeSilences(
  tx: InboxTx,
  tenantId: TenantId,
  changes: readonly SilenceChange[],
  now: Instant,
): Promise<void> {
  const rows = changes.map(({ id, silentSince, opens, closes }) => ({
    id,
    record: newId(),
    silent: silentSince?.toString() ?? null,
    opens: opens?.toString() ?? null,
    closes: closes?.toString() ?? null,
  }))
  await tx.sql.execute(sql`
    with x as (select * from json_to_recordset(${JSON.stringify(rows)}::json)
      as x(id uuid, record uuid, silent timestamptz, opens timestamptz, closes timestamptz)),
    marked as (
      update sources set silent_since = x.silent from x where sources.tenant_id = ${tenantId} and sources.id = x.id
    ),
    ended as (
      update source_silences set ended_at = greatest(x.closes, source_silences.since) from x
      where x.closes is not null and source_silences.tenant_id = ${tenantId} and source_silences.source_id = x.id and source_silences.ended_at is null
    )
    insert into source_silences (tenant_id, id, source_id, since, noticed_at)
    select ${tenantId}, record, id, opens, ${now.toString()}::timestamptz from x where opens is not null`)
}

/** Keeps what the portal reported itself as evidence, like what came through the door. */
export async function keepReports(tx: InboxTx, reports: readonly ClaimedDelivery[]): Promise<void> {
  const rows = reports.map((r) => ({
    t: r.tenantId,
    i: r.id,
    s: r.sourceId,
    a: r.adapter,
    r: r.receivedAt.toString(),
    b: r.body,
  }))
  await tx.sql.execute(sql`
    insert into deliveries (tenant_id, id, source_id, adapter, received_at, content_type, body_encoding, body, outcome, note, processed_at)
    select t, i, s, a, r, 'application/json', 'utf8', b, 'processed', null, clock_timestamp()
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(t uuid, i uuid, s uuid, a text, r timestamptz, b text)`)
}

function watched(row: Row): Watched {
  const at = (name: string) => (row[name] === null ? null : readInstant(String(row[name])))
  return {
    id: row["id"] as SourceId,
    name: String(row["name"]),
    adapter: String(row["adapter"]),
    enabled: row["enabled"] === true,
    isDeleted: row["deleted_at"] !== null,
    createdAt: readInstant(String(row["created_at"])),
    lastDeliveryAt: at("last_delivery_at"),
    expectedEverySeconds: row["expected_every_seconds"] as number | null,
    silentSince: at("silent_since"),
    openSince: at("open_since"),
    lastEndedAt: at("last_ended_at"),
  }
}

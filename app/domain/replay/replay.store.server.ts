import { sql } from "drizzle-orm"
import type { DeliveryId, SourceId } from "#app/kernel/ids.ts"
import { newIdAt } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { instant } from "#app/kernel/time.ts"
import { notify } from "#db/notify.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import type { ReplayChoice } from "./replay.ts"

/** A step of a replay: what it found, and where the next one starts; null after the last. */
export type Step = { readonly ids: readonly DeliveryId[]; readonly next: DeliveryId | null }

type Row = Record<string, unknown>
type Range = Extract<ReplayChoice, { kind: "range" }>

/**
 * The deliveries of the next step, by id and so in the order of arrival. A range is read through the client's deliveries
 * in portions of a bounded size, so that a step may find none and there be more all the same.
 *
 * @param limit rows looked at, at most
 */
export async function selectStep<P extends Permission>(
  t: TenantTx<P>,
  sourceId: SourceId,
  choice: ReplayChoice,
  after: DeliveryId | null,
  limit: number,
): Promise<Step> {
  const start = after ?? "00000000-0000-0000-0000-000000000000"
  if (choice.kind === "range") return rangeStep(t, sourceId, choice, after, limit)
  const which =
    choice.kind === "one" ? sql`delivery_id = ${choice.delivery}::uuid` : sql`reason = ${choice.reason}`
  const rows = await t.sql.execute<Row>(sql`
    select delivery_id as id from quarantine
    where tenant_id = ${t.scope.tenantId} and source_id = ${sourceId} and ${which} and settled_at is null and delivery_id > ${start}::uuid
    order by delivery_id limit ${limit}`)
  return stepOf(rows, limit)
}

async function rangeStep<P extends Permission>(
  t: TenantTx<P>,
  sourceId: SourceId,
  range: Range,
  after: DeliveryId | null,
  limit: number,
): Promise<Step> {
  const rows = await t.sql.execute<Row>(sql`
    select id, source_id = ${sourceId} and ${wantedOf(range)} as wanted from (
      select tenant_id, id, source_id, outcome, note from deliveries where ${inRange(range, t.scope.tenantId)}
        and id > ${after ?? idAt(range.from)}::uuid
      order by id limit ${limit}
    ) d order by id`)
  const step = stepOf(rows, limit)
  const wanted = new Set(rows.flatMap((row) => (row["wanted"] === true ? [row["id"]] : [])))
  return { ids: step.ids.filter((id) => wanted.has(id)), next: step.next }
}

/** How many a range holds, counted to 10,000. */
export async function countRange<P extends Permission>(
  t: ReadTx<P>,
  tenantId: string,
  sourceId: SourceId,
  range: Range,
): Promise<number> {
  const [row] = await t.sql.execute<Row>(sql`
    select count(*) as n from (
      select 1 from deliveries d where ${inRange(range, tenantId)} and id > ${idAt(range.from)}::uuid
        and source_id = ${sourceId} and ${wantedOf(range)} limit 10000
    ) d`)
  return Number(row?.["n"] ?? 0)
}

/**
 * Puts deliveries into the inbox again, under their own ids and marked as replayed. Replays of one source go one after
 * the other: the lock, and the look for what already waits, keep a delivery from waiting twice. What has been processed
 * meanwhile stays where it is. Gives those that were put in.
 */
export async function insertReplays<P extends Permission>(
  t: TenantTx<P>,
  sourceId: SourceId,
  ids: readonly DeliveryId[],
): Promise<DeliveryId[]> {
  if (ids.length === 0) return []
  await t.sql.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`replay ${sourceId}`}, 0))`)
  const list = `{${ids.join(",")}}`
  const rows = await t.sql.execute<Row>(sql`
    with again as (
      insert into inbox (tenant_id, id, source_id, adapter, received_at, content_type, body_encoding, body, is_replay, lane)
      select tenant_id, id, source_id, adapter, received_at, content_type, body_encoding, body, true, 1 from deliveries d
      where d.tenant_id = ${t.scope.tenantId} and d.source_id = ${sourceId} and d.id = any (${list}::uuid[])
        and d.outcome in ('quarantined', 'ignored')
        and not exists (select from inbox i where i.tenant_id = d.tenant_id and i.id = d.id)
      returning id
    ), marked as (
      update quarantine q set replayed_at = ${t.now.toString()}::timestamptz from again
      where q.tenant_id = ${t.scope.tenantId} and q.delivery_id = again.id
    )
    select id from again`)
  if (rows.length > 0) await notify(t.sql, "inbox", [""])
  return rows.map((row) => row["id"] as DeliveryId)
}

const inRange = ({ from, until }: Range, tenantId: string) =>
  sql`tenant_id = ${tenantId} and received_at >= ${from}::timestamptz and received_at < ${until}::timestamptz`

/** Of what is in quarantine only what still waits for somebody. */
function wantedOf({ outcome, note }: Range) {
  const because = note === undefined ? sql`true` : sql`note = ${note}`
  const unsettled =
    outcome === "quarantined"
      ? sql`exists (select from quarantine q where q.tenant_id = d.tenant_id and q.delivery_id = d.id and q.settled_at is null)`
      : sql`true`
  return sql`outcome = ${outcome} and ${because} and ${unsettled}`
}

/** The id that sorts just before what was received then. */
function idAt(moment: string): string {
  // Ids are made a little before the commit that sets the time of receipt.
  return newIdAt(instant(moment).epochMilliseconds - 60_000)
}

function stepOf(rows: readonly Row[], limit: number): Step {
  const ids = rows.map((row) => row["id"] as DeliveryId)
  return { ids, next: rows.length < limit ? null : (ids.at(-1) ?? null) }
}

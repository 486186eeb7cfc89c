import { and, desc, eq, sql } from "drizzle-orm"
import type { DeliveryId, SourceId } from "#app/kernel/ids.ts"
import { newIdAt } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { type Instant, plusSeconds } from "#app/kernel/time.ts"
import { readInstant } from "#db/columns.ts"
import { within } from "#db/reach.ts"
import { deliveries } from "#db/schema/ingest.ts"
import { sourceMappings } from "#db/schema/sources.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"

/** A saved mapping. `mapping` is as it was saved, by whatever version of the portal. */
export type MappingVersion = {
  readonly version: number
  readonly mapping: unknown
  readonly createdAt: Instant
  readonly createdBy: string
}

/** What a mapping is tried on. */
export type SampleDelivery = {
  readonly id: DeliveryId
  readonly receivedAt: Instant
  readonly contentType: string | null
  readonly bodyEncoding: "utf8" | "base64"
  readonly body: string
  readonly outcome: "processed" | "ignored" | "quarantined"
}

/** The newest first; at most 50. */
export function selectMappings<P extends Permission>(
  t: ReadTx<P>,
  sourceId: SourceId,
): Promise<MappingVersion[]> {
  return t.sql
    .select({
      version: sourceMappings.version,
      mapping: sourceMappings.mapping,
      createdAt: sourceMappings.createdAt,
      createdBy: sourceMappings.createdBy,
    })
    .from(sourceMappings)
    .where(and(within(sourceMappings.tenantId, t.reach), eq(sourceMappings.sourceId, sourceId)))
    .orderBy(desc(sourceMappings.version))
    .limit(50)
}

/** Adds a version; null where somebody else saved one in between. */
export async function insertMapping<P extends Permission>(
  t: TenantTx<P>,
  sourceId: SourceId,
  version: number,
  mapping: object,
  createdBy: string,
): Promise<number | null> {
  const [row] = await t.sql
    .insert(sourceMappings)
    .values({ tenantId: t.scope.tenantId, sourceId, version, mapping, createdAt: t.now, createdBy })
    .onConflictDoNothing()
    .returning({ version: sourceMappings.version })
  return row?.version ?? null
}

/** Deliveries looked through for the newest of one source, and how far back. */
const lookedThrough = 20_000
const lookBackSeconds = 7 * 86_400

/** The newest deliveries of a source in the last week, without their bodies. */
export async function selectRecent<P extends Permission>(
  t: ReadTx<P>,
  tenantId: string,
  sourceId: SourceId,
  limit: number,
): Promise<Pick<SampleDelivery, "id" | "receivedAt" | "outcome">[]> {
  const since = plusSeconds(t.now, -lookBackSeconds)
  const rows = await t.sql.execute<Record<string, unknown>>(sql`
    select id, received_at, outcome from (
      select id, source_id, received_at, outcome from deliveries
      where tenant_id = ${tenantId} and received_at >= ${since.toString()}::timestamptz and id > ${idAt(since)}::uuid
      order by id desc limit ${lookedThrough}
    ) d where source_id = ${sourceId} order by id desc limit ${limit}`)
  return rows.map((row) => ({
    id: row["id"] as DeliveryId,
    receivedAt: readInstant(String(row["received_at"])),
    outcome: row["outcome"] as SampleDelivery["outcome"],
  }))
}

const sample = {
  id: deliveries.id,
  receivedAt: deliveries.receivedAt,
  contentType: deliveries.contentType,
  bodyEncoding: deliveries.bodyEncoding,
  body: deliveries.body,
  outcome: deliveries.outcome,
}

export async function selectDelivery<P extends Permission>(
  t: ReadTx<P>,
  sourceId: SourceId,
  id: DeliveryId,
): Promise<SampleDelivery | undefined> {
  const [row] = await t.sql
    .select(sample)
    .from(deliveries)
    .where(
      and(within(deliveries.tenantId, t.reach), eq(deliveries.id, id), eq(deliveries.sourceId, sourceId)),
    )
  return row
}

/**
 * The next deliveries of a source since a moment, in the order of arrival: out of at most `looked` deliveries of its
 * client, `most` of its own, and `bytes` of bodies (one large body is always read). `next` is where to go on; null at the
 * end.
 */
export async function selectSince<P extends Permission>(
  t: ReadTx<P>,
  { tenantId, sourceId }: { readonly tenantId: string; readonly sourceId: SourceId },
  from: { readonly since: Instant; readonly after: DeliveryId | null },
  bound: { readonly looked: number; readonly most: number; readonly bytes: number },
): Promise<{ readonly deliveries: SampleDelivery[]; readonly next: DeliveryId | null }> {
  const looked = await t.sql.execute<Record<string, unknown>>(sql`
    select id, source_id = ${sourceId} as ours from deliveries
    where tenant_id = ${tenantId} and received_at >= ${from.since.toString()}::timestamptz
      and id > ${from.after ?? idAt(from.since)}::uuid
    order by id limit ${bound.looked}`)
  const ours = looked.flatMap((row) => (row["ours"] === true ? [row["id"] as DeliveryId] : []))
  const wanted = ours.slice(0, bound.most)
  const rows = await t.sql.execute<Record<string, unknown>>(sql`
    select * from (
      select d.*, sum(octet_length(d.body)) over (order by d.id) - octet_length(d.body) as bytes_before from (
        select id, received_at, content_type, body_encoding, outcome, body from deliveries
        where tenant_id = ${tenantId} and id = any (${`{${wanted.join(",")}}`}::uuid[])
      ) d
    ) w where bytes_before < ${bound.bytes} order by id`)
  const read = rows.map(sampleOf)
  const isCut = read.length < ours.length
  const end =
    looked.length < bound.looked ? null : ((looked.at(-1)?.["id"] as DeliveryId | undefined) ?? null)
  return { deliveries: read, next: isCut ? (read.at(-1)?.id ?? null) : end }
}

function sampleOf(row: Record<string, unknown>): SampleDelivery {
  return {
    id: row["id"] as DeliveryId,
    receivedAt: readInstant(String(row["received_at"])),
    contentType: row["content_type"] as string | null,
    bodyEncoding: row["body_encoding"] as SampleDelivery["bodyEncoding"],
    body: String(row["body"]),
    outcome: row["outcome"] as SampleDelivery["outcome"],
  }
}

/** The id that sorts just before what was received then. */
function idAt(moment: Instant): string {
  // Ids are made a little before the commit that sets the time of receipt.
  return newIdAt(moment.epochMilliseconds - 60_000)
}

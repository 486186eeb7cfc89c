import { and, asc, desc, eq, inArray, isNull, lt, or, sql } from "drizzle-orm"
import type { DeliveryId, SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { notify } from "#db/notify.ts"
import { within } from "#db/reach.ts"
import { unroutedEvents } from "#db/schema/shared-sources.ts"
import { sources } from "#db/schema/sources.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { canonicalAdapter } from "../ingest/canonical-delivery.ts"
import { decodeCursor, type Page, pageOf } from "../paging.ts"
import type { KeptEvent, UnroutedView } from "./unrouted.ts"

/** Newest first. */
export async function selectWaiting<P extends Permission>(
  t: ReadTx<P>,
  page: { readonly source?: SourceId; readonly after?: string; readonly limit: number },
): Promise<Page<UnroutedView>> {
  const [at, id] = page.after ? decodeCursor(page.after, 2) : []
  const rows = await fromUnrouted(t)
    .where(
      and(
        within(unroutedEvents.tenantId, t.reach),
        isNull(unroutedEvents.settledAt),
        page.source ? eq(unroutedEvents.sourceId, page.source) : undefined,
        at !== undefined
          ? sql`(${unroutedEvents.receivedAt}, ${unroutedEvents.id}) < (${at}::timestamptz, ${id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(unroutedEvents.receivedAt), desc(unroutedEvents.id))
    .limit(page.limit + 1)
  return pageOf(rows, page.limit, viewOf, ({ row }) => [row.receivedAt.toString(), row.id])
}

/** Locks those of the events that still wait, in one order, so that two people cannot wait for each other. */
export async function lockWaiting<P extends Permission>(
  t: TenantTx<P>,
  ids: readonly string[],
): Promise<UnroutedView[]> {
  const rows = await fromUnrouted(t)
    .where(
      and(
        eq(unroutedEvents.tenantId, t.scope.tenantId),
        isNull(unroutedEvents.settledAt),
        inArray(unroutedEvents.id, [...ids]),
      ),
    )
    .orderBy(asc(unroutedEvents.id))
    .for("update", { of: unroutedEvents })
  return rows.map(viewOf)
}

export async function countWaiting<P extends Permission>(t: ReadTx<P>, source?: SourceId): Promise<number> {
  const [row] = await t.sql
    .select({ n: sql<number>`count(*)::int` })
    .from(unroutedEvents)
    .where(
      and(
        within(unroutedEvents.tenantId, t.reach),
        isNull(unroutedEvents.settledAt),
        source ? eq(unroutedEvents.sourceId, source) : undefined,
      ),
    )
  return row?.n ?? 0
}

/** Says where events go, before they do: from here on they go nowhere else. */
export async function markAssigned<P extends Permission>(
  t: TenantTx<P>,
  ids: readonly string[],
  clientId: TenantId,
): Promise<void> {
  await t.sql
    .update(unroutedEvents)
    .set({ assignedTo: clientId })
    .where(
      and(
        eq(unroutedEvents.tenantId, t.scope.tenantId),
        inArray(unroutedEvents.id, [...ids]),
        isNull(unroutedEvents.settledAt),
        or(isNull(unroutedEvents.assignedTo), eq(unroutedEvents.assignedTo, clientId)),
      ),
    )
}

/** @param clientId where they went; null for dismissed ones */
export async function markSettled<P extends Permission>(
  t: TenantTx<P>,
  ids: readonly string[],
  clientId: TenantId | null,
): Promise<void> {
  await t.sql
    .update(unroutedEvents)
    .set({ settledAt: t.now, settledBy: t.scope.actor.name })
    .where(
      and(
        eq(unroutedEvents.tenantId, t.scope.tenantId),
        inArray(unroutedEvents.id, [...ids]),
        isNull(unroutedEvents.settledAt),
        clientId ? eq(unroutedEvents.assignedTo, clientId) : isNull(unroutedEvents.assignedTo),
      ),
    )
}

/** Deletes what was settled before then; without a settlement nothing is. */
export async function deleteSettledBefore<P extends Permission>(
  t: TenantTx<P>,
  before: Instant,
): Promise<void> {
  await t.sql
    .delete(unroutedEvents)
    .where(and(eq(unroutedEvents.tenantId, t.scope.tenantId), lt(unroutedEvents.settledAt, before)))
}

export type OwnDelivery = {
  readonly id: DeliveryId
  readonly sourceId: SourceId
  readonly receivedAt: Instant
  readonly isReplay: boolean
  readonly body: string
}

/**
 * Puts deliveries of the portal's own into the inbox, each once: one whose id the inbox or the evidence has already is left
 * out. Gives how many were put in.
 */
export async function putIn<P extends Permission>(
  t: TenantTx<P>,
  deliveries: readonly OwnDelivery[],
): Promise<number> {
  if (deliveries.length === 0) return 0
  const { tenantId } = t.scope
  await t.sql.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`put in ${tenantId}`}, 0))`)
  const rows = deliveries.map((d) => ({
    i: d.id,
    s: d.sourceId,
    r: d.receivedAt.toString(),
    p: d.isReplay,
    b: d.body,
  }))
  const added = await t.sql.execute(sql`
    insert into inbox (tenant_id, id, source_id, adapter, received_at, content_type, body_encoding, body, is_replay)
    select ${tenantId}, x.i, x.s, ${canonicalAdapter}, x.r, 'application/json', 'utf8', x.b, x.p
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(i uuid, s uuid, r timestamptz, b text, p boolean)
    where not exists (select from inbox n where n.tenant_id = ${tenantId} and n.id = x.i)
      and not exists (select from deliveries d where d.tenant_id = ${tenantId} and d.id = x.i and d.received_at = x.r)
    returning 1`)
  await notify(t.sql, "inbox", [""])
  return added.length
}

function fromUnrouted<P extends Permission>(t: ReadTx<P>) {
  return t.sql
    .select({ row: unroutedEvents, source: sources.name })
    .from(unroutedEvents)
    .innerJoin(
      sources,
      and(eq(sources.tenantId, unroutedEvents.tenantId), eq(sources.id, unroutedEvents.sourceId)),
    )
}

function viewOf({
  row,
  source,
}: {
  readonly row: typeof unroutedEvents.$inferSelect
  readonly source: string
}): UnroutedView {
  const { adapter, event } = row.event as KeptEvent
  const { id, receivedAt, title, assignedTo } = row
  return { id, receivedAt, title, adapter, event, assignedTo, source: { id: row.sourceId, name: source } }
}

import { and, count, desc, eq, isNotNull, isNull, lt, notExists, sql } from "drizzle-orm"
import type { DeliveryId, SourceId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { deliveries, inbox, quarantine } from "#db/schema/ingest.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { decodeCursor, type Page, pageOf } from "../paging.ts"
import { type Quarantined, shownCharacters } from "./replay.ts"

export type QuarantineFilter = {
  /** Waiting for a person, or settled: read at last or set aside. */
  readonly state: "waiting" | "settled"
  readonly reason?: string
}

const ofState = (state: QuarantineFilter["state"]) =>
  state === "waiting" ? isNull(quarantine.settledAt) : isNotNull(quarantine.settledAt)

/** The newest first. */
export async function selectQuarantined<P extends Permission>(
  t: ReadTx<P>,
  sourceId: SourceId,
  { state, reason }: QuarantineFilter,
  page: { readonly after?: string; readonly limit: number },
): Promise<Page<Quarantined>> {
  const [at, id] = page.after ? decodeCursor(page.after, 2) : []
  const rows = await t.sql
    .select({
      id: quarantine.deliveryId,
      receivedAt: quarantine.receivedAt,
      reason: quarantine.reason,
      attempts: quarantine.attempts,
      replayedAt: quarantine.replayedAt,
      settledAt: quarantine.settledAt,
      settledBy: quarantine.settledBy,
      contentType: deliveries.contentType,
      body: sql<string | null>`left(${deliveries.body}, ${shownCharacters})`,
      isBase64: sql<boolean>`coalesce(${deliveries.bodyEncoding} = 'base64', false)`,
      length: sql<number>`coalesce(length(${deliveries.body}), 0)`,
    })
    .from(quarantine)
    .leftJoin(
      deliveries,
      and(
        eq(deliveries.tenantId, quarantine.tenantId),
        eq(deliveries.id, quarantine.deliveryId),
        eq(deliveries.receivedAt, quarantine.receivedAt),
      ),
    )
    .where(
      and(
        within(quarantine.tenantId, t.reach),
        eq(quarantine.sourceId, sourceId),
        ofState(state),
        reason ? eq(quarantine.reason, reason) : undefined,
        at === undefined
          ? undefined
          : sql`(${quarantine.receivedAt}, ${quarantine.deliveryId}) < (${at}::timestamptz, ${id}::uuid)`,
      ),
    )
    .orderBy(desc(quarantine.receivedAt), desc(quarantine.deliveryId))
    .limit(page.limit + 1)
  return pageOf(
    rows,
    page.limit,
    (row) => row,
    (row) => [row.receivedAt.toString(), row.id],
  )
}

/** How many wait for each reason, the most frequent first; at most 50 reasons. */
export function countByReason<P extends Permission>(
  t: ReadTx<P>,
  sourceId: SourceId,
): Promise<{ reason: string; count: number }[]> {
  const many = count()
  return t.sql
    .select({ reason: quarantine.reason, count: many })
    .from(quarantine)
    .where(and(within(quarantine.tenantId, t.reach), eq(quarantine.sourceId, sourceId), ofState("waiting")))
    .groupBy(quarantine.reason)
    .orderBy(desc(many), quarantine.reason)
    .limit(50)
}

/** Takes these out of the list for good; gives those that were still waiting. */
export function markSetAside<P extends Permission>(
  t: TenantTx<P>,
  sourceId: SourceId,
  what: { readonly id: DeliveryId } | { readonly reason: string },
  by: string,
): Promise<{ id: DeliveryId }[]> {
  return t.sql
    .update(quarantine)
    .set({ settledAt: t.now, settledBy: by })
    .where(
      and(
        eq(quarantine.tenantId, t.scope.tenantId),
        eq(quarantine.sourceId, sourceId),
        "id" in what ? eq(quarantine.deliveryId, what.id) : eq(quarantine.reason, what.reason),
        ofState("waiting"),
      ),
    )
    .returning({ id: quarantine.deliveryId })
}

/** Deletes what was settled before then, but for what waits in the inbox to be read once more. */
export async function deleteSettledBefore<P extends Permission>(
  t: TenantTx<P>,
  before: Instant,
): Promise<void> {
  const { tenantId } = t.scope
  const again = t.sql
    .select({ id: inbox.id })
    .from(inbox)
    .where(and(eq(inbox.tenantId, tenantId), eq(inbox.id, quarantine.deliveryId)))
  await t.sql
    .delete(quarantine)
    .where(
      and(
        eq(quarantine.tenantId, tenantId),
        ofState("settled"),
        lt(quarantine.settledAt, before),
        notExists(again),
      ),
    )
}

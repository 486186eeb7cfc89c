import { and, asc, desc, eq, gte, sql } from "drizzle-orm"
import type { AnyPgColumn } from "drizzle-orm/pg-core"
import type { DeliveryId, SourceId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { signals } from "#db/schema/ingest.ts"
import { fingerprintRecipes, sourceHours } from "#db/schema/sources.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import type { CanonicalEvent } from "../ingest/adapter.ts"
import type { Recipe } from "./recipe.ts"

/** The newest first. */
export async function selectRecipes<P extends Permission>(t: ReadTx<P>, id: SourceId) {
  const rows = await t.sql
    .select()
    .from(fingerprintRecipes)
    .where(and(within(fingerprintRecipes.tenantId, t.reach), eq(fingerprintRecipes.sourceId, id)))
    .orderBy(desc(fingerprintRecipes.version))
  return rows.map(({ version, fields, createdAt, createdBy }) => ({
    version,
    fields: fields as Recipe | null,
    createdAt,
    createdBy,
  }))
}

/** @returns false when somebody else wrote that version a moment before */
export async function insertRecipe<P extends Permission>(
  t: TenantTx<P>,
  id: SourceId,
  recipe: { readonly version: number; readonly fields: Recipe | null; readonly createdBy: string },
): Promise<boolean> {
  const added = await t.sql
    .insert(fingerprintRecipes)
    .values({
      tenantId: t.scope.tenantId,
      sourceId: id,
      ...recipe,
      // Null is a value here, not the JSON word for it.
      fields: recipe.fields ?? sql`null`,
      createdAt: t.now,
    })
    .onConflictDoNothing()
    .returning({ version: fingerprintRecipes.version })
  return added.length > 0
}

export type PastSignal = {
  readonly deliveryId: DeliveryId
  readonly ordinal: number
  readonly receivedAt: Instant
  readonly event: CanonicalEvent
}

/** A page of a source's signals, in order of their deliveries, after a place in it. */
export async function selectSignalsOf<P extends Permission>(
  t: ReadTx<P>,
  id: SourceId,
  page: {
    readonly since: Instant
    readonly after: Pick<PastSignal, "deliveryId" | "ordinal">
    readonly limit: number
  },
): Promise<PastSignal[]> {
  const { deliveryId, ordinal } = page.after
  const rows = await t.sql
    .select({
      deliveryId: signals.deliveryId,
      ordinal: signals.ordinal,
      receivedAt: signals.receivedAt,
      event: signals.event,
    })
    .from(signals)
    .where(
      and(
        within(signals.tenantId, t.reach),
        eq(signals.sourceId, id),
        gte(signals.receivedAt, page.since),
        sql`(${signals.deliveryId}, ${signals.ordinal}) > (${deliveryId}::uuid, ${ordinal}::int)`,
      ),
    )
    .orderBy(asc(signals.deliveryId), asc(signals.ordinal))
    .limit(page.limit)
  return rows.map((row) => ({ ...row, event: row.event as CanonicalEvent }))
}

/** What a source brought since a time, and how much of it was of doubtful identity. */
export async function sumHours<P extends Permission>(t: ReadTx<P>, id: SourceId, since: Instant) {
  const sum = (column: AnyPgColumn) => sql<number>`coalesce(sum(${column}), 0)::int`
  const [row] = await t.sql
    .select({
      events: sum(sourceHours.events),
      exactDupes: sum(sourceHours.exactDupes),
      folded: sum(sourceHours.folded),
      alerts: sum(sourceHours.alerts),
      degraded: sum(sourceHours.degraded),
      defaulted: sum(sourceHours.defaulted),
      skewed: sum(sourceHours.skewed),
      outOfOrder: sum(sourceHours.outOfOrder),
    })
    .from(sourceHours)
    .where(
      and(within(sourceHours.tenantId, t.reach), eq(sourceHours.sourceId, id), gte(sourceHours.hour, since)),
    )
  return (
    row ?? {
      events: 0,
      exactDupes: 0,
      folded: 0,
      alerts: 0,
      degraded: 0,
      defaulted: 0,
      skewed: 0,
      outOfOrder: 0,
    }
  )
}

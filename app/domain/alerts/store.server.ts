import { and, asc, desc, eq, inArray, isNull, lte, sql } from "drizzle-orm"
import type { AlertId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { orNever } from "#db/columns.ts"
import { within } from "#db/reach.ts"
import { alerts } from "#db/schema/alerts.ts"
import { signals } from "#db/schema/ingest.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"

export async function selectSignals<P extends Permission>(t: ReadTx<P>, id: AlertId, limit: number) {
  return t.sql
    .select({
      delivery: signals.deliveryId,
      ordinal: signals.ordinal,
      kind: signals.kind,
      severity: signals.severity,
      title: signals.title,
      occurredAt: signals.occurredAt,
      receivedAt: signals.receivedAt,
      event: signals.event,
    })
    .from(signals)
    .where(and(within(signals.tenantId, t.reach), eq(signals.alertId, id)))
    .orderBy(desc(signals.receivedAt), desc(signals.ordinal))
    .limit(limit)
}

/** The incident an alert is in, read without a lock. */
export async function findIncidentOf<P extends Permission>(t: TenantTx<P>, id: AlertId) {
  const [row] = await t.sql
    .select({ incidentId: alerts.incidentId })
    .from(alerts)
    .where(and(eq(alerts.tenantId, t.scope.tenantId), eq(alerts.id, id)))
  return row?.incidentId ?? null
}

/** Locks one alert of the tenant for the rest of the transaction. */
export async function lockAlert<P extends Permission>(t: TenantTx<P>, id: AlertId) {
  const [row] = await t.sql
    .select()
    .from(alerts)
    .where(and(eq(alerts.tenantId, t.scope.tenantId), eq(alerts.id, id)))
    .for("update")
  return row
}

export type AlertRow = typeof alerts.$inferSelect
export type AlertChange = Partial<Omit<typeof alerts.$inferSelect, "tenantId" | "id" | "version">>

/** Writes a change and raises the version. */
export async function updateAlert<P extends Permission>(
  t: TenantTx<P>,
  id: AlertId,
  change: AlertChange,
): Promise<void> {
  await t.sql
    .update(alerts)
    .set({
      ...change,
      ...("dueAt" in change ? { dueAt: orNever(change.dueAt) } : {}),
      updatedAt: t.now,
      version: sql`${alerts.version} + 1`,
    })
    .where(and(eq(alerts.tenantId, t.scope.tenantId), eq(alerts.id, id)))
}

/** Closes untouched alerts that cleared before a time and are in no incident: those go with it. */
export async function closeClearedBefore<P extends Permission>(t: TenantTx<P>, before: Instant) {
  const due = t.sql
    .select({ id: alerts.id })
    .from(alerts)
    .where(
      and(
        eq(alerts.tenantId, t.scope.tenantId),
        eq(alerts.condition, "cleared"),
        eq(alerts.state, "new"),
        isNull(alerts.incidentId),
        lte(alerts.clearedAt, before),
      ),
    )
    .orderBy(asc(alerts.tenantId), asc(alerts.fingerprint))
    .limit(500)
    .for("update", { skipLocked: true })
  return t.sql
    .update(alerts)
    .set({
      state: "closed",
      disposition: "auto_cleared",
      closedAt: t.now,
      dueAt: orNever(null),
      updatedAt: t.now,
      version: sql`${alerts.version} + 1`,
    })
    .where(and(eq(alerts.tenantId, t.scope.tenantId), inArray(alerts.id, due)))
    .returning({ id: alerts.id })
}

import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm"
import type { AlertId, IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { orNever } from "#db/columns.ts"
import { within } from "#db/reach.ts"
import { alerts } from "#db/schema/alerts.ts"
import { incidents } from "#db/schema/incidents.ts"
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
      effect: signals.effect,
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

/** Which of these incidents are new, in nobody's hands, and have no open alert left. */
export async function selectIncidentsAllClosed<P extends Permission>(
  t: TenantTx<P>,
  ids: readonly IncidentId[],
): Promise<IncidentId[]> {
  if (ids.length === 0) return []
  const rows = await t.sql
    .select({ id: incidents.id })
    .from(incidents)
    .where(
      and(
        eq(incidents.tenantId, t.scope.tenantId),
        inArray(incidents.id, [...ids]),
        eq(incidents.stage, "new"),
        isNull(incidents.ownerId),
        sql`not exists (select from alerts a where a.tenant_id = ${incidents.tenantId} and a.incident_id = ${incidents.id} and a.state <> 'closed')`,
      ),
    )
    .orderBy(asc(incidents.id))
  return rows.map((row) => row.id)
}

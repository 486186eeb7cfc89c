import { and, asc, eq, notInArray, sql } from "drizzle-orm"
import type { AlertId, IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Actor } from "#app/kernel/scope.ts"
import type { Instant } from "#app/kernel/time.ts"
import { orNever } from "#db/columns.ts"
import { within } from "#db/reach.ts"
import { alerts } from "#db/schema/alerts.ts"
import { incidents, incidentTimeline } from "#db/schema/incidents.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { doneStages, type TimelineEntry } from "./incident.ts"

export type IncidentRow = typeof incidents.$inferSelect
export type IncidentChange = Partial<Omit<typeof incidents.$inferSelect, "tenantId" | "id" | "version">>
type NewIncidentRow = Omit<typeof incidents.$inferInsert, "dueAt"> & { readonly dueAt: Instant | null }

/** Locks one incident of the tenant for the rest of the transaction. */
export async function lockIncident<P extends Permission>(
  t: TenantTx<P>,
  id: IncidentId,
): Promise<IncidentRow | undefined> {
  const [row] = await t.sql
    .select()
    .from(incidents)
    .where(and(eq(incidents.tenantId, t.scope.tenantId), eq(incidents.id, id)))
    .for("update")
  return row
}

/** The open incident that collects this group's alerts. */
export async function findOpenOfGroup<P extends Permission>(
  t: TenantTx<P>,
  groupKey: string,
): Promise<IncidentRow | undefined> {
  const [row] = await t.sql
    .select()
    .from(incidents)
    .where(
      and(
        eq(incidents.tenantId, t.scope.tenantId),
        eq(incidents.groupKey, groupKey),
        notInArray(incidents.stage, [...doneStages]),
      ),
    )
  return row
}

/** Locks the alerts of an incident in the order the pipeline locks them; call it before locking the incident. */
export async function lockAlertsOf<P extends Permission>(
  t: TenantTx<P>,
  id: IncidentId,
): Promise<{ id: AlertId; state: string }[]> {
  return t.sql
    .select({ id: alerts.id, state: alerts.state })
    .from(alerts)
    .where(and(eq(alerts.tenantId, t.scope.tenantId), eq(alerts.incidentId, id)))
    .orderBy(asc(alerts.tenantId), asc(alerts.fingerprint))
    .for("update")
}

export async function nextNumber<P extends Permission>(t: TenantTx<P>): Promise<number> {
  const [row] = await t.sql.execute<{ next: number }>(sql`
    insert into tenant_counters (tenant_id, kind, next) values (${t.scope.tenantId}, 'incident', 1001)
    on conflict (tenant_id, kind) do update set next = tenant_counters.next + 1 returning next`)
  return row?.next ?? 1001
}

export async function insertIncident<P extends Permission>(
  t: TenantTx<P>,
  row: NewIncidentRow,
): Promise<void> {
  await t.sql.insert(incidents).values({ ...row, dueAt: orNever(row.dueAt) })
}

export async function updateIncident<P extends Permission>(
  t: TenantTx<P>,
  id: IncidentId,
  change: IncidentChange,
): Promise<void> {
  await t.sql
    .update(incidents)
    .set({
      ...change,
      ...("dueAt" in change ? { dueAt: orNever(change.dueAt) } : {}),
      updatedAt: t.now,
      version: sql`${incidents.version} + 1`,
    })
    .where(and(eq(incidents.tenantId, t.scope.tenantId), eq(incidents.id, id)))
}

/** Moves the deadline its open alerts are sorted by. */
export async function setDueOfAlerts<P extends Permission>(
  t: TenantTx<P>,
  id: IncidentId,
  dueAt: Instant | null,
): Promise<void> {
  await t.sql
    .update(alerts)
    .set({ dueAt: orNever(dueAt) })
    .where(
      and(eq(alerts.tenantId, t.scope.tenantId), eq(alerts.incidentId, id), sql`${alerts.state} <> 'closed'`),
    )
}

/** Its open alerts go where it goes. */
export async function moveAlertsToTeam<P extends Permission>(
  t: TenantTx<P>,
  id: IncidentId,
  discipline: "noc" | "soc",
): Promise<void> {
  await t.sql
    .update(alerts)
    .set({ discipline, updatedAt: t.now, version: sql`${alerts.version} + 1` })
    .where(
      and(eq(alerts.tenantId, t.scope.tenantId), eq(alerts.incidentId, id), sql`${alerts.state} <> 'closed'`),
    )
}

/** Closes what is still open among its alerts; gives how many. */
export async function closeAlertsOf<P extends Permission>(
  t: TenantTx<P>,
  id: IncidentId,
  disposition: string,
): Promise<AlertId[]> {
  const rows = await t.sql
    .update(alerts)
    .set({
      state: "closed",
      disposition,
      closedAt: t.now,
      dueAt: orNever(null),
      updatedAt: t.now,
      version: sql`${alerts.version} + 1`,
    })
    .where(
      and(eq(alerts.tenantId, t.scope.tenantId), eq(alerts.incidentId, id), sql`${alerts.state} <> 'closed'`),
    )
    .returning({ id: alerts.id })
  return rows.map((row) => row.id)
}

export async function insertTimelineEntry<P extends Permission>(
  t: TenantTx<P>,
  incidentId: IncidentId,
  entry: TimelineEntry,
): Promise<void> {
  await t.sql.insert(incidentTimeline).values({ tenantId: t.scope.tenantId, incidentId, ...entry })
}

/** Oldest first. `lane` narrows to what one side may read. */
export async function selectTimeline<P extends Permission>(
  t: ReadTx<P>,
  id: IncidentId,
  lane: "all" | "client",
): Promise<TimelineEntry[]> {
  const rows = await t.sql
    .select()
    .from(incidentTimeline)
    .where(
      and(
        within(incidentTimeline.tenantId, t.reach),
        eq(incidentTimeline.incidentId, id),
        lane === "client" ? eq(incidentTimeline.lane, "client") : undefined,
      ),
    )
    .orderBy(asc(incidentTimeline.at), asc(incidentTimeline.id))
    .limit(1000)
  return rows.map((row) => ({ ...row, actor: row.actor as Actor, data: row.data as Record<string, unknown> }))
}

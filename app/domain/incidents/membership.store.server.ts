import { and, asc, eq, inArray, or, sql } from "drizzle-orm"
import type { AlertId, IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { orNever } from "#db/columns.ts"
import { alerts } from "#db/schema/alerts.ts"
import { clients } from "#db/schema/clients.ts"
import { incidents } from "#db/schema/incidents.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Member } from "./membership.ts"
import type { Priority } from "./priority.ts"
import type { IncidentRow } from "./store.server.ts"

const memberColumns = {
  id: alerts.id,
  incidentId: alerts.incidentId,
  title: alerts.title,
  asset: alerts.asset,
  discipline: alerts.discipline,
  state: alerts.state,
  condition: alerts.condition,
  suppressedBy: alerts.suppressedBy,
  assigneeId: alerts.assigneeId,
  severity: alerts.severity,
  priority: alerts.priority,
  firstSeenAt: alerts.firstSeenAt,
  lastSeenAt: alerts.lastSeenAt,
  clearedAt: alerts.clearedAt,
}

/** Locks these alerts and all those of these incidents, in the order the pipeline locks them. Incidents come after. */
export async function lockAlertsAround<P extends Permission>(
  t: TenantTx<P>,
  incidentIds: readonly IncidentId[],
  alertIds: readonly AlertId[] = [],
): Promise<Member[]> {
  const rows = await t.sql
    .select(memberColumns)
    .from(alerts)
    .where(
      and(
        eq(alerts.tenantId, t.scope.tenantId),
        or(inArray(alerts.incidentId, [...incidentIds]), inArray(alerts.id, [...alertIds])),
      ),
    )
    .orderBy(asc(alerts.tenantId), asc(alerts.fingerprint))
    .for("update")
  return rows.map((row) => ({ ...row, priority: row.priority as Priority }))
}

/** The alerts of an incident as they are now. */
export async function selectMembers<P extends Permission>(t: TenantTx<P>, id: IncidentId): Promise<Member[]> {
  const rows = await t.sql
    .select(memberColumns)
    .from(alerts)
    .where(and(eq(alerts.tenantId, t.scope.tenantId), eq(alerts.incidentId, id)))
  return rows.map((row) => ({ ...row, priority: row.priority as Priority }))
}

/** The incidents these alerts are in, read without a lock. */
export async function selectHomes<P extends Permission>(
  t: TenantTx<P>,
  ids: readonly AlertId[],
): Promise<IncidentId[]> {
  const rows = await t.sql
    .selectDistinct({ id: alerts.incidentId })
    .from(alerts)
    .where(and(eq(alerts.tenantId, t.scope.tenantId), inArray(alerts.id, [...ids])))
  return rows.flatMap((row) => row.id ?? [])
}

/** Locks incidents, and those merged into them before, in the order every writer locks them: by id. */
export async function lockIncidentsWithMerged<P extends Permission>(
  t: TenantTx<P>,
  ids: readonly IncidentId[],
): Promise<IncidentRow[]> {
  return t.sql
    .select()
    .from(incidents)
    .where(
      and(
        eq(incidents.tenantId, t.scope.tenantId),
        or(inArray(incidents.id, [...ids]), inArray(incidents.mergedInto, [...ids])),
      ),
    )
    .orderBy(asc(incidents.tenantId), asc(incidents.id))
    .for("update")
}

/** Locks incidents in the order every writer locks them: by id. */
export async function lockIncidentsOf<P extends Permission>(
  t: TenantTx<P>,
  ids: readonly IncidentId[],
): Promise<IncidentRow[]> {
  return t.sql
    .select()
    .from(incidents)
    .where(and(eq(incidents.tenantId, t.scope.tenantId), inArray(incidents.id, [...ids])))
    .orderBy(asc(incidents.tenantId), asc(incidents.id))
    .for("update")
}

/** What a change of home does to an alert. A left-out key stays as it is. */
type Moved = {
  readonly incidentId: IncidentId | null
  readonly state?: Member["state"]
  readonly dueAt?: Instant | null
}

export async function moveMembers<P extends Permission>(
  t: TenantTx<P>,
  ids: readonly AlertId[],
  to: Moved,
): Promise<void> {
  if (ids.length === 0) return
  await t.sql
    .update(alerts)
    .set({
      ...to,
      ...("dueAt" in to ? { dueAt: orNever(to.dueAt) } : {}),
      isChild: false,
      updatedAt: t.now,
      version: sql`${alerts.version} + 1`,
    })
    .where(and(eq(alerts.tenantId, t.scope.tenantId), inArray(alerts.id, [...ids])))
}

/** Moves every alert of some incidents, also one that came while they were being locked; gives their ids. */
export async function moveAllMembers<P extends Permission>(
  t: TenantTx<P>,
  from: readonly IncidentId[],
  to: IncidentId,
): Promise<AlertId[]> {
  const rows = await t.sql
    .update(alerts)
    .set({ incidentId: to, updatedAt: t.now, version: sql`${alerts.version} + 1` })
    .where(and(eq(alerts.tenantId, t.scope.tenantId), inArray(alerts.incidentId, [...from])))
    .returning({ id: alerts.id })
  return rows.map((row) => row.id)
}

/** "ACME-1042" for each of these incidents. */
export async function selectReferences<P extends Permission>(
  t: TenantTx<P>,
  ids: readonly IncidentId[],
): Promise<Map<IncidentId, string>> {
  const rows = await t.sql
    .select({ id: incidents.id, number: incidents.number, code: clients.code })
    .from(incidents)
    .innerJoin(clients, eq(clients.id, incidents.tenantId))
    .where(and(eq(incidents.tenantId, t.scope.tenantId), inArray(incidents.id, [...ids])))
  return new Map(rows.map(({ id, number, code }) => [id, `${code}-${number}`]))
}

import { and, asc, eq, inArray, isNull, ne, sql, type SQL } from "drizzle-orm"
import type { AlertId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { orNever } from "#db/columns.ts"
import { alerts } from "#db/schema/alerts.ts"
import { incidents } from "#db/schema/incidents.ts"
import { sources } from "#db/schema/sources.ts"
import { storms } from "#db/schema/suppression.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Disposition } from "./alert.ts"
import { flapping } from "./flapping.ts"
import { calmMs } from "./storm.ts"

/** Rows one run takes at most: the next comes soon. */
const most = 500

/** Neither the alert nor the incident it is in has been touched by a person. */
const untouched = and(
  eq(alerts.state, "new"),
  sql`(${alerts.incidentId} is null or exists (select from ${incidents} n where n.tenant_id = ${alerts.tenantId}
    and n.id = ${alerts.incidentId} and n.stage = 'new' and n.owner_id is null))`,
)

/** Closes untouched alerts in no incident that have been cleared for their source's resolve delay, or for longer where they flap. */
export function closeClearedRows<P extends Permission>(t: TenantTx<P>) {
  const delay = sql`make_interval(secs => case when ${alerts.flappingSince} is null then ${sources.resolveDelaySeconds}
    else greatest(${sources.resolveDelaySeconds}, ${flapping.stableSeconds}) end)`
  return closeRows(
    t,
    and(
      eq(alerts.condition, "cleared"),
      eq(alerts.state, "new"),
      isNull(alerts.incidentId),
      sql`${alerts.clearedAt} <= ${t.now.toString()}::timestamptz - ${delay}`,
    ),
    "auto_cleared",
  )
}

const overdue = <P extends Permission>(t: TenantTx<P>) =>
  sql`${alerts.lastSeenAt} <= ${t.now.toString()}::timestamptz - make_interval(secs => ${sources.staleAfterSeconds})`

/** Closes untouched alerts that their source has not repeated for as long as it says. */
export function closeStaleRows<P extends Permission>(t: TenantTx<P>) {
  return closeRows(t, and(untouched, overdue(t)), "stale")
}

async function closeRows<P extends Permission>(
  t: TenantTx<P>,
  which: SQL | undefined,
  disposition: Disposition,
) {
  const due = t.sql
    .select({ id: alerts.id })
    .from(alerts)
    .innerJoin(sources, and(eq(sources.tenantId, alerts.tenantId), eq(sources.id, alerts.sourceId)))
    .where(and(eq(alerts.tenantId, t.scope.tenantId), which))
    .orderBy(asc(alerts.tenantId), asc(alerts.fingerprint))
    .limit(most)
    .for("update", { of: alerts, skipLocked: true })
  return t.sql
    .update(alerts)
    .set({ state: "closed", disposition, closedAt: t.now, dueAt: orNever(null), ...changed(t) })
    .where(and(eq(alerts.tenantId, t.scope.tenantId), inArray(alerts.id, due)))
    .returning({ id: alerts.id, incidentId: alerts.incidentId })
}

/** Marks alerts in somebody's hands that their source does not repeat any more: they stay open. */
export async function markStaleRows<P extends Permission>(t: TenantTx<P>): Promise<AlertId[]> {
  const due = t.sql
    .select({ id: alerts.id })
    .from(alerts)
    .innerJoin(sources, and(eq(sources.tenantId, alerts.tenantId), eq(sources.id, alerts.sourceId)))
    .where(
      and(
        eq(alerts.tenantId, t.scope.tenantId),
        ne(alerts.state, "closed"),
        sql`not ('stale' = any (${alerts.flags}))`,
        overdue(t),
      ),
    )
    .orderBy(asc(alerts.tenantId), asc(alerts.fingerprint))
    .limit(most)
    .for("update", { of: alerts, skipLocked: true })
  const marked = await t.sql
    .update(alerts)
    .set({ flags: sql`array_append(${alerts.flags}, 'stale')`, ...changed(t) })
    .where(and(eq(alerts.tenantId, t.scope.tenantId), inArray(alerts.id, due)))
    .returning({ id: alerts.id })
  return marked.map((row) => row.id)
}

/** Ends the flapping of open alerts whose condition has not changed for long enough. */
export async function calmFlappingRows<P extends Permission>(t: TenantTx<P>): Promise<AlertId[]> {
  const last = sql`${alerts.conditionChanges}[cardinality(${alerts.conditionChanges})]`
  const due = t.sql
    .select({ id: alerts.id })
    .from(alerts)
    .where(
      and(
        eq(alerts.tenantId, t.scope.tenantId),
        ne(alerts.state, "closed"),
        sql`${alerts.flappingSince} is not null`,
        sql`${last} <= ${t.now.toString()}::timestamptz - make_interval(secs => ${flapping.stableSeconds})`,
      ),
    )
    .orderBy(asc(alerts.tenantId), asc(alerts.fingerprint))
    .limit(most)
    .for("update", { skipLocked: true })
  const calm = await t.sql
    .update(alerts)
    .set({ flappingSince: null, flags: sql`array_remove(${alerts.flags}, 'flapping')`, ...changed(t) })
    .where(and(eq(alerts.tenantId, t.scope.tenantId), inArray(alerts.id, due)))
    .returning({ id: alerts.id })
  return calm.map((row) => row.id)
}

/** The alerts of storms that have calmed down. */
export async function selectCalmStorms<P extends Permission>(t: TenantTx<P>): Promise<AlertId[]> {
  const rows = await t.sql
    .select({ id: storms.alertId })
    .from(storms)
    .where(and(eq(storms.tenantId, t.scope.tenantId), calm(t)))
    .limit(most)
  return rows.flatMap((row) => row.id ?? [])
}

/** Ends those of these storms that are still calm, once their alerts are locked; gives the alerts of those it ended. */
export async function endStormRows<P extends Permission>(
  t: TenantTx<P>,
  ids: readonly AlertId[],
): Promise<AlertId[]> {
  if (ids.length === 0) return []
  await t.sql
    .select({ id: alerts.id })
    .from(alerts)
    .where(and(eq(alerts.tenantId, t.scope.tenantId), inArray(alerts.id, [...ids])))
    .orderBy(asc(alerts.tenantId), asc(alerts.fingerprint))
    .for("update")
  const ended = await t.sql.execute<{ alert_id: AlertId }>(sql`
    with over as (
      select tenant_id, source_id, group_key, alert_id from ${storms}
      where ${eq(storms.tenantId, t.scope.tenantId)} and ${inArray(storms.alertId, [...ids])} and ${calm(t)}
      order by source_id, group_key for update
    )
    update storms s set alert_id = null, updated_at = ${t.now.toString()}::timestamptz from over
    where s.tenant_id = over.tenant_id and s.source_id = over.source_id and s.group_key = over.group_key
    returning over.alert_id`)
  const over = ended.map((row) => row.alert_id)
  if (over.length === 0) return []
  await t.sql
    .update(alerts)
    .set({
      condition: "cleared",
      clearedAt: sql`coalesce(${alerts.clearedAt}, ${t.now.toString()}::timestamptz)`,
      ...changed(t),
    })
    .where(and(eq(alerts.tenantId, t.scope.tenantId), inArray(alerts.id, over), ne(alerts.state, "closed")))
  return over
}

const calm = <P extends Permission>(t: TenantTx<P>) =>
  sql`${storms.alertId} is not null and (${storms.count} ->> 'calmFrom')::bigint + ${calmMs} <= ${t.now.epochMilliseconds}`

const changed = <P extends Permission>(t: TenantTx<P>) => ({
  updatedAt: t.now,
  version: sql`${alerts.version} + 1`,
})

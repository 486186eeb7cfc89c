import { and, asc, eq, sql, type SQL } from "drizzle-orm"
import type { ClockId, UserId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { alerts } from "#db/schema/alerts.ts"
import { findings } from "#db/schema/findings.ts"
import { incidents } from "#db/schema/incidents.ts"
import { slaClocks } from "#db/schema/sla.ts"
import { slaCorrections } from "#db/schema/sla-corrections.ts"
import type { ReadTx } from "#db/tenant.ts"
import { promisedMetrics } from "../attainment/counts.ts"
import type { Period } from "../attainment/month.ts"
import type { SlaMetric } from "../clock/metric.ts"

const isShared = sql<boolean>`coalesce(${incidents.sharedAt} is not null and not ${incidents.isCandidate}, false)`

const columns = {
  ...{ tenantId: slaClocks.tenantId, id: slaClocks.id, cycle: slaClocks.cycle, state: slaClocks.state },
  ...{ incidentId: slaClocks.incidentId, alertId: slaClocks.alertId, findingId: slaClocks.findingId },
  number: incidents.number,
  metric: sql<SlaMetric>`${slaClocks.metric}`,
  priority: sql<number>`coalesce(${slaClocks.priority}, 4)`,
  ...{ startedAt: slaClocks.startedAt, endedAt: slaClocks.endedAt },
  title: sql<string>`coalesce(${incidents.title}, ${alerts.title}, ${findings.title}, '')`,
  ownerId: sql<UserId | null>`coalesce(${incidents.ownerId}, ${alerts.assigneeId})`,
  isShared,
}
const ofIncident = and(eq(incidents.tenantId, slaClocks.tenantId), eq(incidents.id, slaClocks.incidentId))
const ofAlert = and(eq(alerts.tenantId, slaClocks.tenantId), eq(alerts.id, slaClocks.alertId))
const ofFinding = and(eq(findings.tenantId, slaClocks.tenantId), eq(findings.id, slaClocks.findingId))
const ofClock = and(eq(slaClocks.tenantId, slaCorrections.tenantId), eq(slaClocks.id, slaCorrections.clockId))

/** A clock with what it is of. */
export async function findStop<P extends Permission>(t: ReadTx<P>, id: ClockId) {
  const [row] = await t.sql
    .select(columns)
    .from(slaClocks)
    .leftJoin(incidents, ofIncident)
    .leftJoin(alerts, ofAlert)
    .leftJoin(findings, ofFinding)
    .where(and(within(slaClocks.tenantId, t.reach), eq(slaClocks.id, id)))
  return row
}

/** Corrections with the clock they are of, the oldest first. */
function selectWithStop<P extends Permission>(t: ReadTx<P>, where: SQL | undefined, limit: number) {
  return t.sql
    .select({ stop: columns, correction: slaCorrections })
    .from(slaCorrections)
    .innerJoin(slaClocks, ofClock)
    .leftJoin(incidents, ofIncident)
    .leftJoin(alerts, ofAlert)
    .leftJoin(findings, ofFinding)
    .where(and(within(slaCorrections.tenantId, t.reach), within(slaClocks.tenantId, t.reach), where))
    .orderBy(asc(slaCorrections.requestedAt), asc(slaCorrections.id))
    .limit(limit)
}

/** Those that wait for a decision. */
export function selectAwaited<P extends Permission>(t: ReadTx<P>, limit: number) {
  return selectWithStop(t, eq(slaCorrections.state, "requested"), limit)
}

/**
 * Those by which the promised clocks stand that were judged in a period, of incidents their client was told of: what was
 * moved again, or went on since, is told by its last correction or not at all.
 */
export function selectStanding<P extends Permission>(t: ReadTx<P>, { from, to }: Period, limit: number) {
  const judgedAt = sql`coalesce(${slaClocks.breachedAt}, ${slaClocks.endedAt})`
  return selectWithStop(
    t,
    sql`${slaCorrections.state} = 'approved' and ${slaCorrections.stoppedAt} = ${slaClocks.endedAt} and ${isShared}
      and ${slaClocks.metric} = any (${`{${promisedMetrics.join(",")}}`}::text[])
      and ${judgedAt} >= ${from.toString()}::timestamptz and ${judgedAt} < ${to.toString()}::timestamptz
      and not exists (select from sla_corrections l where l.tenant_id = ${slaCorrections.tenantId}
        and l.clock_id = ${slaCorrections.clockId} and l.state = 'approved' and l.decided_at > ${slaCorrections.decidedAt})`,
    limit,
  )
}

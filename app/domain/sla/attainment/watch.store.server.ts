import { and, asc, eq, gte, lt, sql } from "drizzle-orm"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { alerts } from "#db/schema/alerts.ts"
import { findings } from "#db/schema/findings.ts"
import { incidents } from "#db/schema/incidents.ts"
import { slaClocks } from "#db/schema/sla.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { SlaMetric } from "../clock/metric.ts"

export type RunningFilter = {
  readonly client?: TenantId
  readonly metric?: SlaMetric
  /** Half-open: due from … */
  readonly dueFrom?: Instant
  /** … up to and without this. */
  readonly dueTo: Instant
}

function running<P extends Permission>(
  t: ReadTx<P>,
  { client, metric, dueFrom, dueTo }: Omit<RunningFilter, "dueTo"> & { dueTo?: Instant },
) {
  return and(
    within(slaClocks.tenantId, t.reach),
    eq(slaClocks.state, "running"),
    client ? eq(slaClocks.tenantId, client) : undefined,
    metric ? eq(slaClocks.metric, metric) : undefined,
    dueFrom ? gte(slaClocks.dueAt, dueFrom) : undefined,
    dueTo ? lt(slaClocks.dueAt, dueTo) : undefined,
  )
}

/** How many run late, are at risk, and are due by a time, by client. */
export async function countRunning<P extends Permission>(
  t: ReadTx<P>,
  filter: Omit<RunningFilter, "dueFrom">,
) {
  const now = sql`${t.now.toString()}::timestamptz`
  const { dueTo, ...which } = filter
  const count = (when: ReturnType<typeof sql>) => sql<number>`(count(*) filter (where ${when}))::int`
  return t.sql
    .select({
      tenantId: slaClocks.tenantId,
      running: sql<number>`count(*)::int`,
      breached: count(sql`${slaClocks.dueAt} < ${now}`),
      atRisk: count(sql`${slaClocks.dueAt} >= ${now} and ${slaClocks.atRiskAt} <= ${now}`),
      soon: count(
        sql`${slaClocks.dueAt} >= ${now} and ${slaClocks.dueAt} < ${dueTo.toString()}::timestamptz`,
      ),
    })
    .from(slaClocks)
    .where(running(t, which))
    .groupBy(slaClocks.tenantId)
}

/** Clocks that run, the nearest deadline first. */
export function selectRunning<P extends Permission>(t: ReadTx<P>, filter: RunningFilter, limit: number) {
  return t.sql
    .select({
      id: slaClocks.id,
      tenantId: slaClocks.tenantId,
      metric: slaClocks.metric,
      priority: slaClocks.priority,
      startedAt: slaClocks.startedAt,
      dueAt: slaClocks.dueAt,
      atRiskAt: slaClocks.atRiskAt,
      incidentId: slaClocks.incidentId,
      alertId: slaClocks.alertId,
      findingId: slaClocks.findingId,
      number: incidents.number,
      title: sql<string>`coalesce(${incidents.title}, ${alerts.title}, ${findings.title}, '')`,
      owner: sql<string | null>`case when ${incidents.restrictedAt} is null then ${incidents.ownerName} end`,
    })
    .from(slaClocks)
    .leftJoin(
      incidents,
      and(eq(incidents.tenantId, slaClocks.tenantId), eq(incidents.id, slaClocks.incidentId)),
    )
    .leftJoin(alerts, and(eq(alerts.tenantId, slaClocks.tenantId), eq(alerts.id, slaClocks.alertId)))
    .leftJoin(findings, and(eq(findings.tenantId, slaClocks.tenantId), eq(findings.id, slaClocks.findingId)))
    .where(running(t, filter))
    .orderBy(asc(slaClocks.dueAt), asc(slaClocks.id))
    .limit(limit)
}

import { and, eq, gte, sql } from "drizzle-orm"
import { newIdAt, type TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { alerts } from "#db/schema/alerts.ts"
import { sourceHours, sources } from "#db/schema/sources.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { NoiseTotals, RuleNoise } from "./noise.ts"

type Period = { readonly from: Instant; readonly client?: TenantId }

const total = (column: Parameters<typeof sql>[1]) => sql<number>`coalesce(sum(${column}), 0)::float8`

/** The hours of each client since then, added up. */
export function selectTotals<P extends Permission>(
  t: ReadTx<P>,
  { from, client }: Period,
): Promise<(NoiseTotals & { readonly clientId: TenantId })[]> {
  return t.sql
    .select({
      clientId: sourceHours.tenantId,
      // What told of findings was never to become an alert.
      events: total(sql`${sourceHours.events} - ${sourceHours.findings}`),
      exactDupes: total(sourceHours.exactDupes),
      folded: total(sourceHours.folded),
      suppressed: total(sourceHours.suppressed),
      alerts: total(sourceHours.alerts),
      incidents: total(sourceHours.incidents),
      quarantined: total(sourceHours.quarantined),
      throttled: total(sourceHours.throttled),
    })
    .from(sourceHours)
    .where(
      and(
        within(sourceHours.tenantId, t.reach),
        client ? eq(sourceHours.tenantId, client) : undefined,
        gte(sourceHours.hour, from),
      ),
    )
    .groupBy(sourceHours.tenantId)
}

const counted = (condition: ReturnType<typeof sql>) => sql<number>`count(*) filter (where ${condition})::int`

/** The rules with the most alerts first seen since then, at most `limit`. */
export function selectRules<P extends Permission>(
  t: ReadTx<P>,
  { from, client }: Period,
  limit: number,
): Promise<RuleNoise[]> {
  const found = sql<number>`count(*)::int`
  return t.sql
    .select({
      clientId: alerts.tenantId,
      sourceId: alerts.sourceId,
      source: sql<string>`coalesce(max(${sources.name}), '')`,
      rule: alerts.rule,
      title: sql<string>`(array_agg(${alerts.title} order by ${alerts.id} desc))[1]`,
      alerts: found,
      sightings: total(alerts.count),
      exactDupes: total(alerts.exactDupes),
      assets: sql<number>`count(distinct ${alerts.asset})::int`,
      incidents: sql<number>`count(distinct ${alerts.incidentId})::int`,
      closed: counted(sql`${alerts.state} = 'closed'`),
      falsePositives: counted(sql`${alerts.disposition} like 'false\\_positive.%'`),
      autoCleared: counted(sql`${alerts.disposition} = 'auto_cleared' and ${alerts.incidentId} is null`),
      stale: counted(sql`${alerts.disposition} = 'stale'`),
      suppressed: counted(sql`${alerts.suppressedBy} is not null`),
      overflows: counted(sql`${alerts.isOverflow}`),
      newest: sql<RuleNoise["newest"]>`(array_agg(${alerts.id} order by ${alerts.id} desc))[1]`,
    })
    .from(alerts)
    .leftJoin(sources, and(eq(sources.tenantId, alerts.tenantId), eq(sources.id, alerts.sourceId)))
    .where(
      and(
        within(alerts.tenantId, t.reach),
        client ? eq(alerts.tenantId, client) : undefined,
        // Ids carry the time of the first sighting, and there is an index on them.
        gte(alerts.id, newIdAt<"alert">(from.epochMilliseconds - 1)),
        gte(alerts.firstSeenAt, from),
        eq(alerts.isReplay, false),
      ),
    )
    .groupBy(alerts.tenantId, alerts.sourceId, alerts.rule)
    .orderBy(sql`${found} desc`, alerts.tenantId, alerts.sourceId, alerts.rule)
    .limit(limit)
}

import { and, asc, count, desc, eq, gte, inArray, isNull, lt, ne, sql } from "drizzle-orm"
import { type AlertId, lowestIdAt, type SuppressionRuleId, type TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { orNever } from "#db/columns.ts"
import { alerts } from "#db/schema/alerts.ts"
import { sources } from "#db/schema/sources.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import type { Observable } from "../ingest/adapter.ts"
import type { ScopedAlert } from "../maintenance/scope.ts"

/** An alert as a matcher looks at it, with what a preview tells of it. */
export type PastAlert = ScopedAlert & {
  readonly id: AlertId
  readonly client: TenantId
  readonly firstSeenAt: Instant
  readonly isOpen: boolean
  readonly isInIncident: boolean
}

const columns = {
  ...{ id: alerts.id, client: alerts.tenantId, firstSeenAt: alerts.firstSeenAt, state: alerts.state },
  ...{ incidentId: alerts.incidentId, title: alerts.title, description: alerts.description },
  ...{ severity: alerts.severity, discipline: alerts.discipline, category: alerts.category },
  ...{ asset: alerts.asset, rule: alerts.rule, sourceId: alerts.sourceId, tool: sources.adapter },
  ...{ serviceId: alerts.serviceId, assetId: alerts.assetId, url: alerts.url },
  ...{ techniques: alerts.techniques, observables: alerts.observables, labels: alerts.labels },
}
const ofSource = and(eq(sources.tenantId, alerts.tenantId), eq(sources.id, alerts.sourceId))

type PastRange = {
  readonly since: Instant
  /** Only those older than this one; null for the newest. */
  readonly before: AlertId | null
}

/** A page of one client's alerts first seen since a moment, the newest first. */
export async function selectPastAlerts<P extends Permission>(
  t: ReadTx<P>,
  client: TenantId,
  { limit, ...range }: PastRange & { readonly limit: number },
): Promise<PastAlert[]> {
  const rows = await t.sql
    .select(columns)
    .from(alerts)
    .leftJoin(sources, ofSource)
    .where(ofPast(t, client, range))
    .orderBy(desc(alerts.id))
    .limit(limit)
  return rows.map(pastAlert)
}

export async function countPastAlerts<P extends Permission>(
  t: ReadTx<P>,
  client: TenantId,
  range: PastRange,
): Promise<number> {
  const [row] = await t.sql
    .select({ n: count() })
    .from(alerts)
    .where(ofPast(t, client, range))
  return row?.n ?? 0
}

function ofPast<P extends Permission>(t: ReadTx<P>, client: TenantId, { since, before }: PastRange) {
  return and(
    within(alerts.tenantId, t.reach),
    eq(alerts.tenantId, client),
    gte(alerts.id, lowestIdAt(since.epochMilliseconds)),
    before ? lt(alerts.id, before) : undefined,
  )
}

/** Locks the alerts of the tenant that are open and in sight, in the order everybody locks them. */
export async function lockOpenAlerts<P extends Permission>(
  t: TenantTx<P>,
  limit: number,
): Promise<PastAlert[]> {
  const rows = await t.sql
    .select(columns)
    .from(alerts)
    .leftJoin(sources, ofSource)
    .where(
      and(eq(alerts.tenantId, t.scope.tenantId), ne(alerts.state, "closed"), isNull(alerts.suppressedBy)),
    )
    .orderBy(asc(alerts.tenantId), asc(alerts.fingerprint))
    .limit(limit)
    .for("update", { of: alerts })
  return rows.map(pastAlert)
}

/** Takes alerts out of the queue for a rule. */
export async function hideAlerts<P extends Permission>(
  t: TenantTx<P>,
  ids: readonly AlertId[],
  rule: SuppressionRuleId,
): Promise<void> {
  await t.sql
    .update(alerts)
    .set({
      suppressedBy: "rule",
      suppressedById: rule,
      suppressedAt: t.now,
      correlationRuleId: null,
      correlationKey: null,
      dueAt: orNever(null),
      updatedAt: t.now,
      version: sql`${alerts.version} + 1`,
    })
    .where(and(eq(alerts.tenantId, t.scope.tenantId), inArray(alerts.id, [...ids])))
}

function pastAlert(row: Record<keyof typeof columns, unknown>): PastAlert {
  const { state, incidentId, tool, observables, labels, ...rest } = row
  return {
    ...(rest as Omit<PastAlert, "isOpen" | "isInIncident" | "tool" | "observables" | "labels">),
    tool: String(tool ?? ""),
    observables: observables as Observable[],
    labels: labels as Record<string, string>,
    isOpen: state !== "closed",
    isInIncident: incidentId !== null,
  }
}

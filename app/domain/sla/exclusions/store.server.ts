import { and, asc, desc, eq, inArray, lt, sql } from "drizzle-orm"
import type { ClockId, SlaExclusionId, TenantId, UserId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { alerts } from "#db/schema/alerts.ts"
import { incidents } from "#db/schema/incidents.ts"
import { slaClocks, slaExclusions } from "#db/schema/sla.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { decodeCursor } from "../../paging.ts"
import type { SlaMetric } from "../clock/metric.ts"

export type ExclusionRow = typeof slaExclusions.$inferSelect

export async function insertExclusion<P extends Permission>(
  t: TenantTx<P>,
  row: Omit<typeof slaExclusions.$inferInsert, "tenantId">,
): Promise<void> {
  await t.sql.insert(slaExclusions).values({ ...row, tenantId: t.scope.tenantId })
}

export async function lockExclusion<P extends Permission>(
  t: TenantTx<P>,
  id: SlaExclusionId,
): Promise<ExclusionRow | undefined> {
  const [row] = await t.sql
    .select()
    .from(slaExclusions)
    .where(and(eq(slaExclusions.tenantId, t.scope.tenantId), eq(slaExclusions.id, id)))
    .for("update")
  return row
}

export async function findExclusion<P extends Permission>(
  t: ReadTx<P>,
  id: SlaExclusionId,
): Promise<ExclusionRow | undefined> {
  const [row] = await t.sql
    .select()
    .from(slaExclusions)
    .where(and(within(slaExclusions.tenantId, t.reach), eq(slaExclusions.id, id)))
  return row
}

export async function updateExclusion<P extends Permission>(
  t: TenantTx<P>,
  id: SlaExclusionId,
  change: Partial<ExclusionRow>,
): Promise<void> {
  await t.sql
    .update(slaExclusions)
    .set(change)
    .where(and(eq(slaExclusions.tenantId, t.scope.tenantId), eq(slaExclusions.id, id)))
}

/** What was asked to be left out of these clocks, oldest first. */
export async function selectExclusions<P extends Permission>(
  t: ReadTx<P>,
  clocks: readonly ClockId[],
): Promise<ExclusionRow[]> {
  if (clocks.length === 0) return []
  return t.sql
    .select()
    .from(slaExclusions)
    .where(and(within(slaExclusions.tenantId, t.reach), inArray(slaExclusions.clockId, [...clocks])))
    .orderBy(asc(slaExclusions.requestedAt), asc(slaExclusions.id))
}

/** Those of one client, newest first. */
export async function selectExclusionsOfClient<P extends Permission>(
  t: ReadTx<P>,
  client: TenantId,
  { state }: { readonly state?: ExclusionRow["state"] },
  page: { readonly after?: string; readonly limit: number },
): Promise<ExclusionRow[]> {
  const after = page.after ? decodeCursor(page.after, 1)[0] : undefined
  return t.sql
    .select()
    .from(slaExclusions)
    .where(
      and(
        within(slaExclusions.tenantId, t.reach),
        eq(slaExclusions.tenantId, client),
        state ? eq(slaExclusions.state, state) : undefined,
        after ? lt(slaExclusions.id, after as SlaExclusionId) : undefined,
      ),
    )
    .orderBy(desc(slaExclusions.id))
    .limit(page.limit)
}

/** A clock and who owns the incident, or has the alert in hand, that it is of; nobody else asks or decides about it until this is over. */
export async function lockClock<P extends Permission>(
  t: TenantTx<P>,
  id: ClockId,
): Promise<
  | {
      readonly metric: SlaMetric
      readonly missed: boolean
      readonly ownerId: UserId | null
      readonly shared: boolean
    }
  | undefined
> {
  const late = sql`${slaClocks.state} = 'running' and ${slaClocks.dueAt} < ${t.now.toString()}::timestamptz`
  const [row] = await t.sql
    .select({
      metric: slaClocks.metric,
      missed: sql<boolean>`${slaClocks.breachedAt} is not null or coalesce(${late}, false)`,
      ownerId: sql<UserId | null>`coalesce(${incidents.ownerId}, ${alerts.assigneeId})`,
      shared: sql<boolean>`coalesce(${incidents.sharedAt} is not null and not ${incidents.isCandidate}, false)`,
    })
    .from(slaClocks)
    .leftJoin(
      incidents,
      and(eq(incidents.tenantId, slaClocks.tenantId), eq(incidents.id, slaClocks.incidentId)),
    )
    .leftJoin(alerts, and(eq(alerts.tenantId, slaClocks.tenantId), eq(alerts.id, slaClocks.alertId)))
    .where(and(eq(slaClocks.tenantId, t.scope.tenantId), eq(slaClocks.id, id)))
    .for("update", { of: slaClocks })
  return row && { ...row, metric: row.metric as SlaMetric }
}

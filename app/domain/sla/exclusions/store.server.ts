import { and, asc, eq, inArray } from "drizzle-orm"
import type { ClockId, SlaExclusionId, UserId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { incidents } from "#db/schema/incidents.ts"
import { slaClocks, slaExclusions } from "#db/schema/sla.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"

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

/** A clock and who owns the incident it is of. */
export async function findClock<P extends Permission>(
  t: TenantTx<P>,
  id: ClockId,
): Promise<
  | {
      readonly state: string
      readonly breached: boolean
      readonly ownerId: UserId | null
      readonly shared: boolean
    }
  | undefined
> {
  const [row] = await t.sql
    .select({
      state: slaClocks.state,
      breachedAt: slaClocks.breachedAt,
      ownerId: incidents.ownerId,
      sharedAt: incidents.sharedAt,
    })
    .from(slaClocks)
    .leftJoin(
      incidents,
      and(eq(incidents.tenantId, slaClocks.tenantId), eq(incidents.id, slaClocks.incidentId)),
    )
    .where(and(eq(slaClocks.tenantId, t.scope.tenantId), eq(slaClocks.id, id)))
  if (!row) return undefined
  return {
    state: row.state,
    breached: row.breachedAt !== null,
    ownerId: row.ownerId,
    shared: row.sharedAt !== null,
  }
}

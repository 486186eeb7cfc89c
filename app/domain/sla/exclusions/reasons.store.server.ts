import { and, eq, inArray } from "drizzle-orm"
import type { ClockId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { slaBreachReasons } from "#db/schema/sla-reasons.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"

export type ReasonRow = typeof slaBreachReasons.$inferSelect

export async function findReason<P extends Permission>(
  t: TenantTx<P>,
  clock: ClockId,
): Promise<ReasonRow | undefined> {
  const [row] = await t.sql
    .select()
    .from(slaBreachReasons)
    .where(and(eq(slaBreachReasons.tenantId, t.scope.tenantId), eq(slaBreachReasons.clockId, clock)))
  return row
}

export async function upsertReason<P extends Permission>(
  t: TenantTx<P>,
  row: Omit<ReasonRow, "tenantId">,
): Promise<void> {
  await t.sql
    .insert(slaBreachReasons)
    .values({ ...row, tenantId: t.scope.tenantId })
    .onConflictDoUpdate({ target: [slaBreachReasons.tenantId, slaBreachReasons.clockId], set: row })
}

export function selectReasons<P extends Permission>(
  t: ReadTx<P>,
  clocks: readonly ClockId[],
): Promise<ReasonRow[]> {
  return t.sql
    .select()
    .from(slaBreachReasons)
    .where(and(within(slaBreachReasons.tenantId, t.reach), inArray(slaBreachReasons.clockId, [...clocks])))
}

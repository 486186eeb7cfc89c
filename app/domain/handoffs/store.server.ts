import { and, asc, eq } from "drizzle-orm"
import type { HandoffId, IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { handoffs } from "#db/schema/handoffs.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"

type Row = typeof handoffs.$inferSelect

export async function insertHandoff<P extends Permission>(
  t: TenantTx<P>,
  row: Omit<typeof handoffs.$inferInsert, "tenantId">,
): Promise<void> {
  await t.sql.insert(handoffs).values({ ...row, tenantId: t.scope.tenantId })
}

export async function lockHandoff<P extends Permission>(
  t: TenantTx<P>,
  id: HandoffId,
): Promise<Row | undefined> {
  const [row] = await t.sql
    .select()
    .from(handoffs)
    .where(and(eq(handoffs.tenantId, t.scope.tenantId), eq(handoffs.id, id)))
    .for("update")
  return row
}

export async function updateHandoff<P extends Permission>(
  t: TenantTx<P>,
  id: HandoffId,
  change: Partial<Row>,
): Promise<void> {
  await t.sql
    .update(handoffs)
    .set(change)
    .where(and(eq(handoffs.tenantId, t.scope.tenantId), eq(handoffs.id, id)))
}

/** Oldest first. */
export function selectHandoffs<P extends Permission>(t: ReadTx<P>, incident: IncidentId): Promise<Row[]> {
  return t.sql
    .select()
    .from(handoffs)
    .where(and(within(handoffs.tenantId, t.reach), eq(handoffs.incidentId, incident)))
    .orderBy(asc(handoffs.requestedAt), asc(handoffs.id))
}

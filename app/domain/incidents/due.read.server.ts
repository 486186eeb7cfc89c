import { and, eq } from "drizzle-orm"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { incidents } from "#db/schema/incidents.ts"
import type { TenantTx } from "#db/tenant.ts"

/** The deadline of its nearest running clock. */
export async function readIncidentDue<P extends Permission>(
  t: TenantTx<P>,
  id: IncidentId,
): Promise<Instant | null> {
  const [row] = await t.sql
    .select({ dueAt: incidents.dueAt })
    .from(incidents)
    .where(and(eq(incidents.tenantId, t.scope.tenantId), eq(incidents.id, id)))
  return row?.dueAt ?? null
}

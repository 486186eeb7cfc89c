import { and, eq, isNull } from "drizzle-orm"
import type { SlaPolicyId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { clientSlaPolicies } from "#db/schema/sla.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Binding } from "./binding.ts"

export async function insertBound<P extends Permission>(t: TenantTx<P>, binding: Binding): Promise<void> {
  await t.sql.insert(clientSlaPolicies).values({
    ...binding,
    tenantId: t.scope.tenantId,
    boundAt: t.now,
    boundBy: t.scope.actor.name,
  })
}

/** @returns false when there is no such policy that still holds */
export async function endBound<P extends Permission>(
  t: TenantTx<P>,
  policyId: SlaPolicyId,
): Promise<boolean> {
  const ended = await t.sql
    .update(clientSlaPolicies)
    .set({ endedAt: t.now })
    .where(
      and(
        eq(clientSlaPolicies.tenantId, t.scope.tenantId),
        eq(clientSlaPolicies.policyId, policyId),
        isNull(clientSlaPolicies.endedAt),
      ),
    )
    .returning({ policyId: clientSlaPolicies.policyId })
  return ended.length > 0
}

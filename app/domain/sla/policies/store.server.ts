import type { Permission } from "#app/kernel/permission.ts"
import { clientSlaPolicies } from "#db/schema/sla.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Binding } from "./bind.server.ts"

export async function insertBound<P extends Permission>(t: TenantTx<P>, binding: Binding): Promise<void> {
  await t.sql.insert(clientSlaPolicies).values({
    ...binding,
    tenantId: t.scope.tenantId,
    boundAt: t.now,
    boundBy: t.scope.actor.name,
  })
}

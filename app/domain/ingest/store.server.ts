import { and, eq, lt } from "drizzle-orm"
import type { Instant } from "#app/kernel/time.ts"
import { deliveryKeys } from "#db/schema/ingest.ts"
import type { TenantTx } from "#db/tenant.ts"

export async function deleteKeysBefore(t: TenantTx, before: Instant): Promise<void> {
  await t.sql
    .delete(deliveryKeys)
    .where(and(eq(deliveryKeys.tenantId, t.scope.tenantId), lt(deliveryKeys.receivedAt, before)))
}

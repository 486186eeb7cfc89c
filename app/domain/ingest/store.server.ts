import { and, eq, isNull, lt } from "drizzle-orm"
import type { Instant } from "#app/kernel/time.ts"
import { deliveryKeys, earlyClears } from "#db/schema/ingest.ts"
import { sourceHours } from "#db/schema/sources.ts"
import { storms } from "#db/schema/suppression.ts"
import type { TenantTx } from "#db/tenant.ts"

export async function deleteKeysBefore(t: TenantTx, before: Instant): Promise<void> {
  await t.sql
    .delete(deliveryKeys)
    .where(and(eq(deliveryKeys.tenantId, t.scope.tenantId), lt(deliveryKeys.receivedAt, before)))
}

/** Counts of storms that are over and were last added to before then. */
export async function deleteStormsBefore(t: TenantTx, before: Instant): Promise<void> {
  await t.sql
    .delete(storms)
    .where(and(eq(storms.tenantId, t.scope.tenantId), isNull(storms.alertId), lt(storms.updatedAt, before)))
}

export async function deleteHoursBefore(t: TenantTx, before: Instant): Promise<void> {
  await t.sql
    .delete(sourceHours)
    .where(and(eq(sourceHours.tenantId, t.scope.tenantId), lt(sourceHours.hour, before)))
}

export async function deleteEarlyClearsBefore(t: TenantTx, before: Instant): Promise<void> {
  await t.sql
    .delete(earlyClears)
    .where(and(eq(earlyClears.tenantId, t.scope.tenantId), lt(earlyClears.occurredAt, before)))
}

import { and, eq, sql } from "drizzle-orm"
import type { AlertId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { alerts } from "#db/schema/alerts.ts"
import { clients } from "#db/schema/clients.ts"
import { assets, clientRouting, services } from "#db/schema/services.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import type { RoutingPolicy } from "./policy.ts"

export type StoredPolicy = Pick<typeof clientRouting.$inferSelect, "policy" | "updatedAt" | "updatedBy">

/** The client's own policy as it was written, and the client's name. */
export async function selectPolicy<P extends Permission>(t: ReadTx<P>, client: TenantId) {
  const [row] = await t.sql
    .select({
      client: clients.name,
      policy: clientRouting.policy,
      updatedAt: clientRouting.updatedAt,
      updatedBy: clientRouting.updatedBy,
    })
    .from(clients)
    .leftJoin(clientRouting, eq(clientRouting.tenantId, clients.id))
    .where(and(within(clients.id, t.reach), eq(clients.id, client)))
  return row
}

/** @param policy null goes back to the provider's: written as JSON's null, since rows of settings are not deleted */
export async function writePolicy<P extends Permission>(
  t: TenantTx<P>,
  policy: RoutingPolicy | null,
): Promise<void> {
  const row = {
    policy: policy ?? sql`'null'::jsonb`,
    updatedAt: t.now,
    updatedBy: t.scope.actor.name,
  }
  await t.sql
    .insert(clientRouting)
    .values({ tenantId: t.scope.tenantId, ...row })
    .onConflictDoUpdate({ target: clientRouting.tenantId, set: row })
}

/** What an alert was routed to when it came in. */
export async function selectRouted<P extends Permission>(t: ReadTx<P>, id: AlertId) {
  const [row] = await t.sql
    .select({
      priority: alerts.priority,
      tier: alerts.tier,
      service: services.name,
      asset: assets.name,
    })
    .from(alerts)
    .leftJoin(services, and(eq(services.tenantId, alerts.tenantId), eq(services.id, alerts.serviceId)))
    .leftJoin(assets, and(eq(assets.tenantId, alerts.tenantId), eq(assets.id, alerts.assetId)))
    .where(and(within(alerts.tenantId, t.reach), eq(alerts.id, id)))
  return row
}

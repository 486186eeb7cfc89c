import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import type { RoutingPolicy } from "./policy.ts"
import { type ClientRouting, readRouting } from "./read.server.ts"
import { writePolicy } from "./store.server.ts"

/**
 * Gives a client a routing policy of its own, or takes it away: alerts go by it from the next batch on. What was routed
 * before stays where it is.
 *
 * @param policy null goes back to the provider's
 */
export async function changeRouting(
  t: TenantTx<"services.manage" | "services.read">,
  policy: RoutingPolicy | null,
): Promise<ClientRouting> {
  const { tenantId } = t.scope
  const before = await readRouting(t, tenantId)
  await writePolicy(t, policy)
  await recordAudit(t, {
    action: policy ? "routing.change" : "routing.reset",
    targetId: tenantId,
    before: before.own ? before.policy : {},
    after: policy ?? {},
  })
  return readRouting(t, tenantId)
}

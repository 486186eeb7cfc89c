import { notFound } from "#app/kernel/errors.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { defaultPolicy, ownPolicy, type RoutingPolicy } from "./policy.ts"
import { selectPolicy } from "./store.server.ts"

export type ClientRouting = {
  readonly policy: RoutingPolicy
  /** Who wrote the client's own and when; null where the provider's holds. */
  readonly own: { readonly updatedAt: Instant; readonly updatedBy: string } | null
}

/** How a client's alerts are routed. @throws DomainError `not_found` for a client out of reach */
export async function readRouting(t: ReadTx<"services.read">, client: TenantId): Promise<ClientRouting> {
  const row = await selectPolicy(t, client)
  if (!row) throw notFound("Client")
  const { updatedAt, updatedBy } = row
  const policy = ownPolicy(row.policy)
  return policy && updatedAt && updatedBy !== null
    ? { policy, own: { updatedAt, updatedBy } }
    : { policy: defaultPolicy, own: null }
}

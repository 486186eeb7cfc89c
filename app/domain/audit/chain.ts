import type { IdentityTx } from "#db/identity.ts"
import type { Sql, TenantTx } from "#db/tenant.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { Chain } from "./entry.ts"

/** An open transaction with the chain it may touch: a client's in its own, the provider's behind the identity door. */
export type ChainTx = { readonly sql: Sql; readonly now: Instant; readonly chain: Chain }

export function clientChain(t: TenantTx<"audit.read">): ChainTx {
  return { sql: t.sql, now: t.now, chain: t.scope.tenantId }
}

export function providerChain(tx: IdentityTx): ChainTx {
  return { ...tx, chain: "provider" }
}

import type { TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import {
  type Actor,
  makePortfolio,
  makeScope,
  type Portfolio,
  type Reach,
  type Scope,
} from "#app/kernel/scope.ts"

/** Makes the proof that somebody may act in one tenant. Guards, the worker runtime and test support call it; nobody else. */
export function mintScope<P extends Permission>(tenantId: TenantId, actor: Actor): Scope<P> {
  return makeScope<P>(tenantId, actor)
}

/** Makes the proof that somebody may read across tenants. */
export function mintPortfolio<P extends Permission>(reach: Reach, actor: Actor): Portfolio<P> {
  return makePortfolio<P>(reach, actor)
}

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
import { fullSight, type Sight } from "#app/kernel/sight.ts"

/**
 * Makes the proof that somebody may act in one tenant. Guards, the worker runtime and test support call it; nobody else.
 *
 * @param sight a guard says whose; left out for the portal's own work
 */
export function mintScope<P extends Permission>(
  tenantId: TenantId,
  actor: Actor,
  sight: Sight = fullSight,
): Scope<P> {
  return makeScope<P>(tenantId, actor, sight)
}

/** Makes the proof that somebody may read across tenants. */
export function mintPortfolio<P extends Permission>(
  reach: Reach,
  actor: Actor,
  sight: Sight = fullSight,
): Portfolio<P> {
  return makePortfolio<P>(reach, actor, sight)
}

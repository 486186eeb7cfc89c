import { invalid } from "#app/kernel/errors.ts"
import type { ServiceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { closesRing } from "./dependencies.ts"
import { listAllServices } from "./read.server.ts"
import { selectDependencies } from "./services.store.server.ts"

/**
 * Lets only dependencies through that lead somewhere: to services of the same client, and not in a ring. The inventory has
 * to be locked.
 *
 * @throws DomainError `invalid` on the field `dependsOn`
 */
export async function requireDependencies(
  t: TenantTx<"services.manage" | "services.read">,
  id: ServiceId,
  dependsOn: readonly ServiceId[],
): Promise<void> {
  if (dependsOn.length === 0) return
  const names = new Map((await listAllServices(t, t.scope.tenantId)).map((s) => [s.id, s.name]))
  if (dependsOn.some((on) => on !== id && !names.has(on)))
    throw invalid("A service it depends on is not there any more.", {
      dependsOn: "names a service this client does not have",
    })
  const ring = closesRing(await selectDependencies(t, t.scope.tenantId), id, dependsOn)
  if (ring)
    throw invalid("Services would depend on each other in a ring.", {
      dependsOn:
        ring === id ? "A service cannot depend on itself." : `${names.get(ring)} depends on it already.`,
    })
}

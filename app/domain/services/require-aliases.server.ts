import { conflict, invalid, notFound } from "#app/kernel/errors.ts"
import type { AssetId, ServiceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { maxAliases } from "./asset.ts"
import { selectAssetsByAlias } from "./assets.store.server.ts"
import { selectService } from "./services.store.server.ts"

/**
 * Lets an asset through whose aliases are its own: one alias means one asset of a client. The inventory has to be locked.
 *
 * @throws DomainError `conflict` naming the asset that has one already; `invalid` for too many; `not_found` for a service
 *   the client does not have
 */
export async function requireOwnAliases(
  t: TenantTx<"services.manage" | "services.read">,
  asset: {
    readonly id: AssetId
    readonly aliases: readonly string[]
    readonly serviceId: ServiceId | null
  },
): Promise<void> {
  const { id, aliases, serviceId } = asset
  if (aliases.length > maxAliases + 1) throw invalid(`An asset has ${maxAliases} aliases at most.`)
  const holders = await selectAssetsByAlias(t, t.scope.tenantId, aliases)
  const holder = holders.find((other) => other.id !== id)
  const shared = holder?.aliases.find((alias) => aliases.includes(alias))
  if (holder) throw conflict(`“${shared}” is an alias of ${holder.name} already.`)
  const service = serviceId ? await selectService(t, serviceId) : null
  if (serviceId && service?.client !== t.scope.tenantId) throw notFound("Service")
}

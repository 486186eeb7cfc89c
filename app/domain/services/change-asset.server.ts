import type { AssetId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { type AssetChange, type AssetView, storedAliases } from "./asset.ts"
import { updateAssetRow } from "./assets.store.server.ts"
import { readAsset } from "./read.server.ts"
import { requireOwnAliases } from "./require-aliases.server.ts"
import { lockInventory } from "./services.store.server.ts"

/**
 * Changes an asset; alerts are routed by it from the next batch on.
 *
 * @throws DomainError `not_found`; `conflict` for an alias in use
 */
export async function changeAsset(
  t: TenantTx<"services.manage" | "services.read">,
  id: AssetId,
  change: AssetChange,
): Promise<AssetView> {
  await lockInventory(t)
  const { name, kind, aliases, criticality, serviceId } = await readAsset(t, id)
  const before = { name, kind, aliases, criticality, serviceId }
  const named = change.name ?? name
  const after = {
    name: named,
    kind: change.kind ?? kind,
    aliases: storedAliases(named, change.aliases ?? aliases),
    criticality: change.criticality ?? criticality,
    serviceId: change.serviceId === undefined ? serviceId : change.serviceId,
  }
  await requireOwnAliases(t, { id, ...after })
  await updateAssetRow(t, id, after)
  await recordAudit(t, { action: "asset.change", targetId: id, before, after })
  return readAsset(t, id)
}

import type { AssetId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { archiveAssetRow } from "./assets.store.server.ts"
import { readAsset } from "./read.server.ts"
import { lockInventory } from "./services.store.server.ts"

/** Takes an asset out of use; its aliases are free again. Alerts about it keep it. @throws DomainError `not_found` */
export async function archiveAsset(
  t: TenantTx<"services.manage" | "services.read">,
  id: AssetId,
): Promise<void> {
  await lockInventory(t)
  const { name, aliases } = await readAsset(t, id)
  await archiveAssetRow(t, id)
  await recordAudit(t, { action: "asset.archive", targetId: id, before: { name, aliases } })
}

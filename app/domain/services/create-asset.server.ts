import { newId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { type AssetView, type NewAsset, storedAliases } from "./asset.ts"
import { insertAssets } from "./assets.store.server.ts"
import { readAsset } from "./read.server.ts"
import { requireOwnAliases } from "./require-aliases.server.ts"
import { lockInventory } from "./services.store.server.ts"

/** Adds an asset. @throws DomainError `conflict` for an alias in use; `not_found` for a service that is not there. */
export async function createAsset(
  t: TenantTx<"services.manage" | "services.read">,
  wanted: NewAsset,
): Promise<AssetView> {
  const row = { ...wanted, id: newId<"asset">(), aliases: storedAliases(wanted.name, wanted.aliases) }
  await lockInventory(t)
  await requireOwnAliases(t, row)
  await insertAssets(t, [row])
  await recordAudit(t, { action: "asset.create", targetId: row.id, after: row })
  return readAsset(t, row.id)
}

import type { TenantId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { AssetView } from "./asset.ts"
import { selectAssetsByAlias } from "./assets.store.server.ts"
import type { ServiceView } from "./service.ts"
import { selectServices } from "./services.store.server.ts"

/** Services a client may have at most for all of them to be tried. */
const everyService = 500

/** What an alert of the client can be about: for whoever may read the alert. */
export async function inventoryFor(
  t: ReadTx,
  client: TenantId,
  aliases: readonly string[],
): Promise<{ readonly assets: readonly AssetView[]; readonly services: readonly ServiceView[] }> {
  return {
    assets: await selectAssetsByAlias(t, client, aliases),
    services: (await selectServices(t, { client, limit: everyService })).items,
  }
}

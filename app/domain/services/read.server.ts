import { notFound } from "#app/kernel/errors.ts"
import type { AssetId, ServiceId, TenantId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Page } from "../paging.ts"
import type { AssetView } from "./asset.ts"
import { type AssetPage, countAssets, selectAsset, selectAssets } from "./assets.store.server.ts"
import type { ServiceView } from "./service.ts"
import { selectService, selectServices } from "./services.store.server.ts"

type Reading = ReadTx<"services.read">

/** A client's services, by name. */
export function listServices(
  t: Reading,
  page: { readonly client: TenantId; readonly after?: string; readonly limit: number },
): Promise<Page<ServiceView>> {
  return selectServices(t, page)
}

/** More than any client has: pickers and pictures show them all. */
const everyService = 500

export async function listAllServices(t: Reading, client: TenantId): Promise<readonly ServiceView[]> {
  return (await selectServices(t, { client, limit: everyService })).items
}

/** @throws DomainError `not_found`, also for one archived or out of reach. */
export async function readService(t: Reading, id: ServiceId): Promise<ServiceView> {
  const service = await selectService(t, id)
  if (!service) throw notFound("Service")
  return service
}

/** A client's assets, by name. */
export function listAssets(t: Reading, page: AssetPage): Promise<Page<AssetView>> {
  return selectAssets(t, page)
}

export function howManyAssets(t: Reading, client: TenantId): Promise<number> {
  return countAssets(t, client)
}

/** @throws DomainError `not_found`, also for one archived or out of reach. */
export async function readAsset(t: Reading, id: AssetId): Promise<AssetView> {
  const asset = await selectAsset(t, id)
  if (!asset) throw notFound("Asset")
  return asset
}

import type { RoutingPolicy } from "#app/domain/routing/policy.ts"
import type { AssetView } from "#app/domain/services/asset.ts"
import type { ServiceView } from "#app/domain/services/service.ts"

/** What the tabs of the page are given: plain values only. */
export type PlainService = Omit<ServiceView, "createdAt">
export type PlainAsset = Omit<AssetView, "createdAt">

export type ServicesProps = {
  readonly chosen: { readonly id: string; readonly name: string }
  readonly services: readonly PlainService[]
  readonly mayManage: boolean
}

export type RoutingProps = ServicesProps & {
  readonly policy: RoutingPolicy
  readonly own: { readonly by: string; readonly at: string } | null
  readonly mayAsk: boolean
}

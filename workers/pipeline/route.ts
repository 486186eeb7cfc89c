import { defaultPolicy } from "#app/domain/routing/policy.ts"
import { route, type RoutedAsset } from "#app/domain/routing/route.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { type AlertDraft, hasTurned } from "./alert-draft.ts"
import type { ClientSettings, SettingsByClient } from "./client-settings.ts"

/** By alias: those the alerts of a batch may mean. */
export type AssetsByClient = ReadonlyMap<TenantId, ReadonlyMap<string, RoutedAsset>>

const providersWay: ClientSettings["routing"] = { policy: defaultPolicy, policyOf: null, services: [] }

/**
 * Says of every alert that is new, came back or got worse what it is about, how urgent it is and who starts on it.
 *
 * Whose work it is and who starts stays as it is once somebody has it. So does what it was found to be about, where nothing
 * is found now.
 */
export function routeAlerts(
  alerts: readonly AlertDraft[],
  clients: SettingsByClient,
  assets: AssetsByClient,
): void {
  for (const alert of alerts.filter(hasTurned)) {
    const { discipline, priority, tier, serviceId, assetId } = route(
      { ...alert, serviceId: null },
      {
        ...(clients.get(alert.tenantId)?.routing ?? providersWay),
        assets: assets.get(alert.tenantId) ?? new Map(),
      },
    )
    alert.priority = priority
    if (alert.state === "new") {
      alert.discipline = discipline
      alert.tier = tier
    }
    alert.serviceId = serviceId ?? alert.serviceId
    alert.assetId = assetId ?? alert.assetId
  }
}

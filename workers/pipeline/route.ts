import { defaultPolicy } from "#app/domain/routing/policy.ts"
import { route, type RoutingSettings } from "#app/domain/routing/route.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { type AlertDraft, hasTurned } from "./alert-draft.ts"

export type RoutingByClient = ReadonlyMap<TenantId, RoutingSettings>

const providersWay: RoutingSettings = {
  policy: defaultPolicy,
  policyOf: null,
  assets: new Map(),
  services: [],
}

/**
 * Says of every alert that is new, came back or got worse what it is about, how urgent it is and who starts on it.
 *
 * Whose work it is and who starts stays as it is once somebody has it. So does what it was found to be about, where nothing
 * is found now.
 */
export function routeAlerts(alerts: readonly AlertDraft[], routing: RoutingByClient): void {
  for (const alert of alerts.filter(hasTurned)) {
    const { discipline, priority, tier, serviceId, assetId } = route(
      { ...alert, serviceId: null },
      routing.get(alert.tenantId) ?? providersWay,
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

import { notFound } from "#app/kernel/errors.ts"
import type { AlertId, TenantId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import { severityRank } from "../alerts/severity.ts"
import type { AlertView } from "../alerts/view.ts"
import { inventoryFor } from "../services/inventory.server.ts"
import { assetNames } from "./asset-names.ts"
import { defaultPolicy, ownPolicy } from "./policy.ts"
import { type Routable, type Route, route, type RoutingSettings } from "./route.ts"
import { selectPolicy, selectRouted } from "./store.server.ts"

/** A route in names instead of ids. */
export type ExplainedRoute = Route & { readonly service: string | null; readonly asset: string | null }

/**
 * Where an alert of the client would go by the settings of today, and why.
 *
 * @throws DomainError `not_found` for a client out of reach
 */
export async function explainRoute(
  t: ReadTx<"alerts.read">,
  client: TenantId,
  alert: Routable,
): Promise<ExplainedRoute> {
  const settings = await settingsFor(t, client, alert)
  const found = route(alert, settings)
  return {
    ...found,
    service: settings.services.find((s) => s.id === found.serviceId)?.name ?? null,
    asset: [...settings.assets.values()].find((a) => a.id === found.assetId)?.name ?? null,
  }
}

/** What an alert was routed to. @throws DomainError `not_found` for an alert out of reach */
export async function readRouted(t: ReadTx<"alerts.read">, id: AlertId) {
  const routed = await selectRouted(t, id)
  if (!routed) throw notFound("Alert")
  return routed
}

/** An alert on screen as routing looks at it. */
export function routableOf(alert: AlertView): Routable {
  const { title, description, discipline, category, asset, rule, url, techniques, observables, labels } =
    alert
  return {
    ...{ title, description, discipline, category, asset, rule, url, techniques, observables, labels },
    severity: severityRank(alert.severity),
    sourceId: alert.source.id,
    tool: alert.source.adapter,
    serviceId: null,
  }
}

async function settingsFor(
  t: ReadTx<"alerts.read">,
  client: TenantId,
  alert: Routable,
): Promise<RoutingSettings> {
  const row = await selectPolicy(t, client)
  if (!row) throw notFound("Client")
  const own = ownPolicy(row.policy)
  const aliases = assetNames(alert).map(({ alias }) => alias)
  const { assets, services } = await inventoryFor(t, client, aliases)
  return {
    policy: own ?? defaultPolicy,
    policyOf: own ? row.client : null,
    assets: new Map(assets.flatMap((asset) => asset.aliases.map((alias) => [alias, asset]))),
    services,
  }
}

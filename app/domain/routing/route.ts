import type { AssetId, ServiceId } from "#app/kernel/ids.ts"
import { severityOfRank } from "../alerts/severity.ts"
import { type Impact, impacts, type Priority, priorityOf } from "../incidents/priority.ts"
import type { Discipline } from "../ingest/adapter.ts"
import { matches } from "../matching/matches.ts"
import type { Matchable, Matcher } from "../matching/matcher.ts"
import { assetNames } from "./asset-names.ts"
import type { Decision, RoutingPolicy, Tier } from "./policy.ts"

export type RoutedAsset = {
  readonly id: AssetId
  readonly name: string
  readonly criticality: Impact
  readonly serviceId: ServiceId | null
}

export type RoutedService = {
  readonly id: ServiceId
  readonly name: string
  readonly criticality: Impact
  readonly matcher: Matcher | null
}

/** What one client's alerts are routed by. */
export type RoutingSettings = {
  readonly policy: RoutingPolicy
  /** The client whose own policy it is; null for the provider's. */
  readonly policyOf: string | null
  /** By alias: those the alerts at hand may mean. */
  readonly assets: ReadonlyMap<string, RoutedAsset>
  /** In the order their matchers are tried. Archived ones are not among them. */
  readonly services: readonly RoutedService[]
}

export type Route = {
  readonly discipline: Discipline
  readonly impact: Impact
  readonly priority: Priority
  readonly tier: Tier
  readonly serviceId: ServiceId | null
  readonly assetId: AssetId | null
  /** Why, one sentence each, in the order it was decided. */
  readonly because: readonly string[]
}

/** What an alert is matched by here; its discipline is one of ours. */
export type Routable = Matchable & { readonly discipline: Discipline }

/**
 * Where an alert goes: what it is about, whose work it is, how urgent, and who starts on it.
 *
 * The asset is found by its aliases, the service is the asset's or the first whose matcher means the alert. Impact is the
 * worse of the two's criticality, and medium where neither is known; impact and severity give the priority, priority and
 * discipline the tier. Of the overrides that match, for each matter the first that decides it counts.
 */
export function route(alert: Routable, settings: RoutingSettings): Route {
  const because: string[] = []
  const asset = assetOf(alert, settings, because)
  const service = serviceOf(alert, asset, settings, because)
  const found = { ...alert, serviceId: service?.id ?? null }
  const discipline = deskOf(found, settings.policy)
  const set = overridesFor({ ...found, discipline }, settings.policy, because)
  const impact = set.impact ?? impactOf(asset, service, because)
  const matrix = settings.policyOf === null ? "the provider's matrix" : `${settings.policyOf}'s matrix`
  const priority = set.priority ?? priorityOf(alert.severity, impact, settings.policy.matrix)
  if (set.priority === undefined)
    because.push(
      `P${priority}: ${impact} impact and ${severityOfRank(alert.severity)} severity, by ${matrix}.`,
    )
  const tier = set.tier ?? settings.policy.tiers[discipline][priority - 1] ?? 1
  if (set.tier === undefined)
    because.push(`Tier ${tier}: where P${priority} of the ${discipline.toUpperCase()} starts.`)
  return {
    ...{ discipline, impact, priority, tier, because },
    serviceId: service?.id ?? null,
    assetId: asset?.id ?? null,
  }
}

function assetOf(alert: Routable, { assets }: RoutingSettings, because: string[]): RoutedAsset | null {
  for (const { alias, from } of assetNames(alert)) {
    const asset = assets.get(alias)
    if (!asset) continue
    because.push(`Asset ${asset.name}: ${from} is ${alias}.`)
    return asset
  }
  return null
}

function serviceOf(
  alert: Routable,
  asset: RoutedAsset | null,
  { services }: RoutingSettings,
  because: string[],
): RoutedService | null {
  const owner = asset?.serviceId ? services.find((s) => s.id === asset.serviceId) : undefined
  if (owner) {
    because.push(`Service ${owner.name}: ${asset?.name} is part of it.`)
    return owner
  }
  const bare = { ...alert, serviceId: null }
  const meant = services.find((s) => s.matcher && s.matcher.conditions.length > 0 && matches(s.matcher, bare))
  if (meant) because.push(`Service ${meant.name}: its matcher means this alert.`)
  return meant ?? null
}

/** Decided first, by overrides that do not look at it: the others then see where the alert is in the end. */
function deskOf(alert: Routable, { overrides }: RoutingPolicy): Discipline {
  const deciding = overrides.find(({ matcher, set }) => set.discipline && matches(matcher, alert))
  return deciding?.set.discipline ?? alert.discipline
}

function overridesFor(alert: Routable, policy: RoutingPolicy, because: string[]): Decision {
  const decided: Decision = {}
  for (const { name, matcher, set } of policy.overrides) {
    if (!matches(matcher, alert)) continue
    const fresh = Object.entries(set).filter(
      ([matter, value]) => value !== undefined && decided[matter as keyof Decision] === undefined,
    )
    Object.assign(decided, Object.fromEntries(fresh))
    if (fresh.length > 0) because.push(`Override “${name}” sets ${fresh.map(decisionWords).join(", ")}.`)
  }
  return decided
}

/** A decision as people say it: "tier 2", "SOC", "high impact", "P1". */
export function decisionWords([matter, value]: readonly [string, unknown]): string {
  const text = String(value)
  switch (matter) {
    case "discipline":
      return text.toUpperCase()
    case "priority":
      return `P${text}`
    case "impact":
      return `${text} impact`
    default:
      return `${matter} ${text}`
  }
}

function impactOf(asset: RoutedAsset | null, service: RoutedService | null, because: string[]): Impact {
  const known = [
    ...(asset ? [{ what: `asset ${asset.name}`, is: asset.criticality }] : []),
    ...(service ? [{ what: `service ${service.name}`, is: service.criticality }] : []),
  ].sort((a, b) => impacts.indexOf(a.is) - impacts.indexOf(b.is))
  const [worst] = known
  const impact = worst?.is ?? "medium"
  because.push(
    worst
      ? `${impact.charAt(0).toUpperCase()}${impact.slice(1)} impact: ${worst.what} is of ${impact} criticality.`
      : "Medium impact: no asset or service of it is known.",
  )
  return impact
}

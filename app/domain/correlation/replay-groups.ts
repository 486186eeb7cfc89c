import type { Replay, ReplayGroup, SettledIncidents, SimulatedIncident } from "./replay.ts"
import type { CorrelationRule } from "./rule.ts"
import { titleOf } from "./title.ts"

type Incidents = Pick<Replay, "settled" | "incidents">

/** Of each rule of the list, in its order, how many incidents it opened, and of how many alerts. */
export function tallies(
  rules: readonly CorrelationRule[],
  { settled, incidents }: Incidents,
): SettledIncidents["rules"] {
  const sums = new Map(
    rules.map((rule, i) => [rule, { ...(settled.rules[i] ?? { incidents: 0, alerts: 0 }) }]),
  )
  for (const { rule, alertCount } of incidents) {
    const sum = sums.get(rule)
    if (!sum) continue
    sum.incidents += 1
    sum.alerts += alertCount
  }
  return [...sums.values()]
}

/** The largest incidents of more than one alert, with what they would be called and a few of their alerts. */
export function largest({ settled, incidents }: Incidents, count: number): ReplayGroup[] {
  const some = incidents
    .filter((incident) => incident.alertCount > 1)
    .map((incident) => ({ incident, ...rankOf(incident) }))
    .sort(byRank)
    .slice(0, count)
    .map(({ incident, ...rank }) => groupOf(incident, rank))
  return [...settled.largest, ...some].sort(byRank).slice(0, count)
}

type Rank = Pick<ReplayGroup, "alerts" | "openedAt" | "firstAlert">

const rankOf = ({ alertCount, openedAt, firstAlert }: SimulatedIncident): Rank => ({
  ...{ alerts: alertCount, openedAt, firstAlert },
})

/** The largest first; of equals, the one that was opened first. */
function byRank(a: Rank, b: Rank): number {
  const age = a.openedAt.epochMilliseconds - b.openedAt.epochMilliseconds
  return b.alerts - a.alerts || age || (a.firstAlert < b.firstAlert ? -1 : 1)
}

function groupOf(incident: SimulatedIncident, rank: Rank): ReplayGroup {
  return {
    ...rank,
    tenantId: incident.tenantId,
    title: titleOf(incident.rule, incident.alerts),
    rule: incident.rule.name,
    isCandidate: incident.rule.create === "candidate",
    lastAlertAt: incident.lastAlertAt,
    examples: incident.alerts
      .slice(0, 3)
      .map(({ title, asset, firstSeenAt }) => ({ title, asset, at: firstSeenAt })),
  }
}

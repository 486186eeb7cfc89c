import { newId, type IncidentId, type TenantId } from "#app/kernel/ids.ts"
import { type Instant, isBefore, plusSeconds } from "#app/kernel/time.ts"
import { isOpen } from "../incidents/incident.ts"
import { claimsOf, type Correlatable } from "./claims.ts"
import { type Home, place } from "./place.ts"
import type { CorrelationRule } from "./rule.ts"
import { titleOf } from "./title.ts"

/** An alert of the past with what is known of its end. */
export type PastAlert = Correlatable & {
  /** When its tool or a person ended it; null while it lasts. */
  readonly endedAt: Instant | null
  /** The incident it went into in fact. */
  readonly incidentId: IncidentId | null
}

export type SimulatedIncident = Home & {
  stage: "new" | "resolved"
  lastAlertAt: Instant
  resolvedAt: Instant | null
  alertCount: number
  readonly tenantId: TenantId
  readonly rule: CorrelationRule
  readonly alerts: PastAlert[]
}

/** What became of the alerts seen so far. */
export type Replay = {
  readonly incidents: readonly SimulatedIncident[]
  readonly alerts: number
  /** Suppressed, information, or of a source being learnt. */
  readonly leftOut: number
  /** Waiting for others of their kind. */
  readonly waiting: number
  /** No rule makes anything of them. */
  readonly unmatched: number
  /** Incidents these alerts are in, in fact. */
  readonly actual: number
}

/**
 * Replays alerts of the past, in the order they came, through a list of rules: by the same `place` as the pipeline. An
 * incident ends when its resolve policy would have it by what became of its alerts in fact. Outages of services other ones
 * depend on are not replayed.
 */
export function newReplay(rules: readonly CorrelationRule[]) {
  const incidents: SimulatedIncident[] = []
  const open = new Map<string, SimulatedIncident>()
  const over = new Map<string, SimulatedIncident>()
  const waiting = new Map<string, Map<string, PastAlert>>()
  const actual = new Set<IncidentId>()
  let [alerts, leftOut, unmatched, waits] = [0, 0, 0, 0]

  const settle = (key: string, now: Instant) => {
    const incident = open.get(key)
    const at = incident && endOf(incident)
    if (!incident || !at || isBefore(now, at)) return
    incident.stage = "resolved"
    incident.resolvedAt = at
    open.delete(key)
    over.set(key, incident)
  }
  const keep = (key: string, incident: SimulatedIncident) => {
    if (isOpen(incident.stage)) open.set(key, incident)
  }

  const add = (alert: PastAlert) => {
    alerts += 1
    if (alert.incidentId) actual.add(alert.incidentId)
    const claims = claimsOf(alert, rules)
    if (claims.length === 0) leftOut += 1
    for (const { key } of claims) settle(key, alert.firstSeenAt)
    const placed = place<PastAlert, SimulatedIncident>(alert, alert.firstSeenAt, claims, {
      openOf: (key) => open.get(key),
      lastOverOf: (key) => over.get(key),
      awaiting: (key) => [...(waiting.get(key)?.values() ?? [])],
    })
    if (!placed) {
      if (claims.length > 0) unmatched += 1
      return
    }
    const { key, rule } = placed.claim
    if (placed.kind === "wait") {
      waits += 1
      waiting.set(key, withNewest(waiting.get(key) ?? new Map<string, PastAlert>(), alert))
      return
    }
    if (placed.kind === "open") {
      for (const other of placed.others) waiting.get(key)?.delete(other.id)
      waits -= placed.others.length
      const fresh = opened(alert, rule, [...placed.others, alert], placed.siblingOf)
      incidents.push(fresh)
      keep(key, fresh)
      return
    }
    const { incident } = placed
    if (placed.kind === "reopen") Object.assign(incident, { stage: "new", resolvedAt: null })
    incident.alerts.push(alert)
    incident.alertCount += 1
    incident.lastAlertAt = alert.firstSeenAt
    keep(key, incident)
  }

  return {
    add,
    result: (): Replay => ({
      incidents,
      alerts,
      leftOut,
      unmatched,
      actual: actual.size,
      waiting: waits,
    }),
  }
}

/** Alerts that wait under one key, the newest ones: more than any rule counts or any incident holds. */
function withNewest(some: Map<string, PastAlert>, alert: PastAlert): Map<string, PastAlert> {
  const [oldest] = some.keys()
  if (some.size >= 600 && oldest !== undefined) some.delete(oldest)
  return some.set(alert.id, alert)
}

function opened(
  alert: PastAlert,
  rule: CorrelationRule,
  alerts: PastAlert[],
  siblingOf: IncidentId | null,
): SimulatedIncident {
  return {
    id: newId(),
    tenantId: alert.tenantId,
    rule,
    stage: "new",
    openedAt: alerts[0]?.firstSeenAt ?? alert.firstSeenAt,
    lastAlertAt: alert.firstSeenAt,
    resolvedAt: null,
    siblingOf,
    alertCount: alerts.length,
    alerts,
  }
}

/** When its policy resolves it, as far as its alerts so far tell. */
function endOf({ rule, alerts }: SimulatedIncident): Instant | null {
  const ends = alerts.map((alert) => alert.endedAt)
  const held = {
    never: () => null,
    "first-cleared": () => ends[0] ?? null,
    "last-cleared": () => ends.at(-1) ?? null,
    "all-cleared": () =>
      ends.reduce((latest, end) => (latest && end ? (isBefore(latest, end) ? end : latest) : null)) ?? null,
  }[rule.resolvePolicy]()
  return held && plusSeconds(held, rule.resolveDelaySeconds)
}

/** The largest incidents of more than one alert, with what they would be called and a few of their alerts. */
export function largest({ incidents }: Replay, count: number) {
  return incidents
    .filter((incident) => incident.alertCount > 1)
    .sort(
      (a, b) => b.alertCount - a.alertCount || a.openedAt.epochMilliseconds - b.openedAt.epochMilliseconds,
    )
    .slice(0, count)
    .map((incident) => ({
      tenantId: incident.tenantId,
      title: titleOf(incident.rule, incident.alerts),
      rule: incident.rule.name,
      isCandidate: incident.rule.create === "candidate",
      alerts: incident.alertCount,
      openedAt: incident.openedAt,
      lastAlertAt: incident.lastAlertAt,
      examples: incident.alerts
        .slice(0, 3)
        .map(({ title, asset, firstSeenAt }) => ({ title, asset, at: firstSeenAt })),
    }))
}

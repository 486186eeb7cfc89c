import { newId, type IncidentId } from "#app/kernel/ids.ts"
import { type Instant, isBefore, plusSeconds } from "#app/kernel/time.ts"
import { claimsOf } from "./claims.ts"
import { place } from "./place.ts"
import type { PastAlert, Replay, SimulatedIncident } from "./replay.ts"
import type { CorrelationRule } from "./rule.ts"

/**
 * Replays one more alert of the past, in the order they came, through a list of rules: by the same `place` as the pipeline.
 * An incident ends when its resolve policy would have it by what became of its alerts in fact. Outages of services other
 * ones depend on are not replayed.
 */
export function replayAlert(
  { counts, incidents, open, over, waiting }: Replay,
  rules: readonly CorrelationRule[],
  alert: PastAlert,
): void {
  counts.alerts += 1
  const claims = claimsOf(alert, rules)
  if (claims.length === 0) counts.leftOut += 1
  for (const { key } of claims) settle({ open, over }, key, alert.firstSeenAt)
  const placed = place<PastAlert, SimulatedIncident>(alert, alert.firstSeenAt, claims, {
    openOf: (key) => open.get(key),
    lastOverOf: (key) => over.get(key),
    awaiting: (key) => [...(waiting.get(key)?.alerts.values() ?? [])],
  })
  if (!placed) {
    if (claims.length > 0) counts.unmatched += 1
    return
  }
  const { key, rule } = placed.claim
  if (placed.kind === "wait") {
    counts.waiting += 1
    waiting.set(key, { rule, alerts: withNewest(waiting.get(key)?.alerts ?? new Map(), alert) })
    return
  }
  if (placed.kind === "open") {
    for (const other of placed.others) waiting.get(key)?.alerts.delete(other.id)
    counts.waiting -= placed.others.length
    const fresh = opened(alert, rule, [...placed.others, alert], placed.siblingOf)
    incidents.push(fresh)
    open.set(key, fresh)
    return
  }
  const { incident } = placed
  if (placed.kind === "reopen") Object.assign(incident, { stage: "new", resolvedAt: null })
  incident.alerts.push(alert)
  incident.alertCount += 1
  incident.lastAlertAt = alert.firstSeenAt
  over.delete(key)
  open.set(key, incident)
}

function settle({ open, over }: Pick<Replay, "open" | "over">, key: string, now: Instant): void {
  const incident = open.get(key)
  const at = incident && endOf(incident)
  if (!incident || !at || isBefore(now, at)) return
  incident.stage = "resolved"
  incident.resolvedAt = at
  open.delete(key)
  over.set(key, incident)
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
  const first = alerts[0] ?? alert
  return {
    id: newId(),
    tenantId: alert.tenantId,
    rule,
    stage: "new",
    openedAt: first.firstSeenAt,
    lastAlertAt: alert.firstSeenAt,
    resolvedAt: null,
    siblingOf,
    alertCount: alerts.length,
    firstAlert: first.id,
    alerts,
  }
}

/** When its policy resolves it, as far as its alerts so far tell. */
export function endOf({ rule, alerts }: Pick<SimulatedIncident, "rule" | "alerts">): Instant | null {
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

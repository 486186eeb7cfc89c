import { byFirstSeen, mayReopen, place, type Shelf } from "#app/domain/correlation/place.ts"
import { type CorrelationRule, lastRule } from "#app/domain/correlation/rule.ts"
import { titleOf } from "#app/domain/correlation/title.ts"
import { isForIncidents } from "#app/domain/correlation/claims.ts"
import { isOpen } from "#app/domain/incidents/incident.ts"
import type { AlertDraft } from "./alert-draft.ts"
import { attach, type IncidentDraft, openIncident, reopen, worsen } from "./incident-draft.ts"
import { keyAt, type KnownIncidents, openOf, remember, rememberOutage } from "./known-incidents.ts"
import { outageOf } from "./outage.ts"
import type { Take } from "./turn.ts"

export type Correlated = {
  /** New or changed. */
  readonly incidents: readonly IncidentDraft[]
  /** Alerts of earlier batches that had waited and are in an incident now. */
  readonly joined: readonly AlertDraft[]
}

/**
 * Puts alerts into incidents, turn by turn in the order events arrived. Works on drafts only; `known` gains what is new.
 *
 * An alert that is in an open incident stays there and can only make it worse. One that follows from an outage of what its
 * service depends on becomes a child of that. For every other the rules decide (`place.ts`).
 */
export function correlate(
  takes: readonly Take[],
  known: KnownIncidents,
  rules: readonly CorrelationRule[],
): Correlated {
  const touched = new Set<IncidentDraft>()
  for (const take of takes) for (const incident of settle(take, known, rules)) touched.add(incident)
  const incidents = [...touched]
  for (const incident of incidents) finish(incident, rules)
  const own = new Set(takes.map((take) => take.alert))
  return { incidents, joined: incidents.flatMap((i) => i.added).filter((alert) => !own.has(alert)) }
}

function settle(take: Take, known: KnownIncidents, rules: readonly CorrelationRule[]): IncidentDraft[] {
  const { alert, asItWas, turn } = take
  if (!isForIncidents(asItWas)) return []
  const current = alert.incidentId ? known.byId.get(alert.incidentId) : undefined
  if (alert.incidentId !== null) {
    if (current && isOpen(current.stage)) return stay(current, take, rules)
    if (!turn.returned) return []
    if (current && mayReturn(current, take, known, rules)) {
      reopen(current, turn.at)
      remember(known, current)
      return stay(current, take, rules)
    }
    leave(alert)
  }
  const outage = outageOf(alert, known)
  if (outage) {
    alert.isChild = true
    attach(outage, alert, turn.at)
    return [outage]
  }
  return putByRules(take, known, current)
}

function stay(
  incident: IncidentDraft,
  { alert, turn }: Take,
  rules: readonly CorrelationRule[],
): IncidentDraft[] {
  if (alert.isChild) return []
  worsen(incident, turn, ruleOf(incident, rules))
  return [incident]
}

/** One open incident a key: where a newer one is open, the older stays resolved. A child does not bring back its parent. */
function mayReturn(
  incident: IncidentDraft,
  { alert, turn }: Take,
  known: KnownIncidents,
  rules: readonly CorrelationRule[],
): boolean {
  if (alert.isChild || incident.mergedInto !== null) return false
  if (incident.groupKey && known.openByKey.has(keyAt(incident.tenantId, incident.groupKey))) return false
  // It is in there already: being full is no reason to turn it away.
  const rule = { ...ruleOf(incident, rules), maxAlerts: Number.POSITIVE_INFINITY }
  return mayReopen(rule, incident, turn.at)
}

function leave(alert: AlertDraft): void {
  alert.incidentId = null
  alert.isChild = false
}

function putByRules(
  { alert, asItWas, turn, claims }: Take,
  known: KnownIncidents,
  former: IncidentDraft | undefined,
): IncidentDraft[] {
  const placed = place<AlertDraft, IncidentDraft>(asItWas, turn.at, claims, shelfOf(alert, known))
  waitUnder(alert, null, known)
  if (!placed) return []
  const { rule, key } = placed.claim
  alert.correlationRuleId = rule.id
  alert.correlationKey = key
  if (placed.kind === "wait") {
    waitUnder(alert, key, known)
    return []
  }
  if (placed.kind === "open") {
    const { others, instead, siblingOf } = placed
    const recurrenceOf = placed.recurrenceOf ?? former?.id ?? null
    const fresh = openIncident({ alert, turn, rule, key, others, siblingOf, recurrenceOf })
    const gave = instead?.groupKey === key ? [giveUpKey(instead, known)] : []
    remember(known, fresh)
    for (const member of [...others, alert]) {
      waitUnder(member, null, known)
      take(fresh, member, turn.at, known)
    }
    return [fresh, ...gave]
  }
  const { incident } = placed
  if (placed.kind === "reopen") {
    reopen(incident, turn.at)
    remember(known, incident)
  }
  worsen(incident, turn, ruleOf(incident, [rule]))
  take(incident, alert, turn.at, known)
  return [incident]
}

function take(
  incident: IncidentDraft,
  alert: AlertDraft,
  at: Take["turn"]["at"],
  known: KnownIncidents,
): void {
  attach(incident, alert, at)
  rememberOutage(known, incident)
}

function shelfOf({ tenantId }: AlertDraft, known: KnownIncidents): Shelf<AlertDraft, IncidentDraft> {
  return {
    openOf: (key) => openOf(known, keyAt(tenantId, key)),
    lastOverOf: (key) => known.overByKey.get(keyAt(tenantId, key)),
    awaiting: (key) => [...(known.awaitingByKey.get(keyAt(tenantId, key)) ?? [])],
  }
}

/** Puts an alert among those that wait under a key, or among none. */
function waitUnder(alert: AlertDraft, key: string | null, known: KnownIncidents): void {
  if (alert.correlationKey)
    known.awaitingByKey.get(keyAt(alert.tenantId, alert.correlationKey))?.delete(alert)
  if (key === null) return
  const at = keyAt(alert.tenantId, key)
  known.awaitingByKey.set(at, (known.awaitingByKey.get(at) ?? new Set()).add(alert))
}

/** An incident that is full, or whose window is over, lets the next of its key open. */
function giveUpKey(incident: IncidentDraft, known: KnownIncidents): IncidentDraft {
  if (incident.groupKey) known.openByKey.delete(keyAt(incident.tenantId, incident.groupKey))
  incident.groupKey = null
  incident.gaveUpKey = true
  return incident
}

function ruleOf(incident: IncidentDraft, rules: readonly CorrelationRule[]): CorrelationRule {
  return rules.find((rule) => rule.id === incident.ruleId) ?? lastRule
}

/** What follows from all it took: its title, and the deadline its alerts are sorted by. */
function finish(incident: IncidentDraft, rules: readonly CorrelationRule[]): void {
  const added = incident.added.filter((alert) => !alert.isChild).sort(byFirstSeen)
  for (const alert of incident.added) alert.dueAt = incident.dueAt
  if (added.length === 0) return
  const rule = rules.find((one) => one.id === incident.ruleId)
  // A title that is no longer the one its alerts give is a person's.
  if (rule && (incident.isNew || titleOf(rule, incident.members) === incident.title))
    incident.title = titleOf(rule, [...incident.members, ...added])
}

import { byFirstSeen, mayReopen, place, type Placement, type Shelf } from "#app/domain/correlation/place.ts"
import { type CorrelationRule, lastRule } from "#app/domain/correlation/rule.ts"
import { titleOf } from "#app/domain/correlation/title.ts"
import { isForIncidents } from "#app/domain/correlation/claims.ts"
import { isOpen } from "#app/domain/incidents/incident.ts"
import type { AlertDraft } from "./alert-draft.ts"
import { attach, type IncidentDraft, openIncident, reopen, worsen } from "./incident-draft.ts"
import { keyAt, type KnownIncidents, openOf, remember, rememberOutage } from "./known-incidents.ts"
import { outageOf } from "./outage.ts"
import type { Take } from "./take.ts"

export type Correlated = {
  /** New or changed. */
  readonly incidents: readonly IncidentDraft[]
  /** Alerts that went into one, also those of earlier batches that had waited. */
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
  return { incidents, joined: incidents.flatMap((incident) => incident.added) }
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
  return putByRules(take, known, rules, current)
}

function stay(incident: IncidentDraft, take: Take, rules: readonly CorrelationRule[]): IncidentDraft[] {
  if (take.alert.isChild) return []
  worsen(incident, take, ruleOf(incident, rules))
  return [incident]
}

/** One open incident a key: where a newer one is open, the older stays resolved. A child does not bring back its parent. */
function mayReturn(
  incident: IncidentDraft,
  { alert, turn }: Take,
  known: KnownIncidents,
  rules: readonly CorrelationRule[],
): boolean {
  if (alert.isChild || isSettled(incident)) return false
  if (incident.groupKey && known.openByKey.has(keyAt(incident.tenantId, incident.groupKey))) return false
  // It is in there already: being full is no reason to turn it away.
  const rule = { ...ruleOf(incident, rules), maxAlerts: Number.POSITIVE_INFINITY }
  return mayReopen(rule, incident, turn.at)
}

/** People said what it is: no incident, or part of another. */
const isSettled = (incident: IncidentDraft) => incident.isDismissed || incident.mergedInto !== null

function leave(alert: AlertDraft): void {
  alert.incidentId = null
  alert.isChild = false
}

/** @param former the incident it was in and does not go back to */
function putByRules(
  take: Take,
  known: KnownIncidents,
  rules: readonly CorrelationRule[],
  former: IncidentDraft | undefined,
): IncidentDraft[] {
  const { alert, asItWas, turn, claims } = take
  const placed = place<AlertDraft, IncidentDraft>(asItWas, turn.at, claims, shelfOf(alert, known))
  forget(alert, known)
  alert.correlationRuleId = placed?.claim.rule.id ?? null
  alert.correlationKey = placed?.claim.key ?? null
  if (!placed) return []
  if (placed.kind === "wait") return wait(alert, placed.claim.key, known)
  if (placed.kind === "open") return open(placed, take, known, former)
  const { incident } = placed
  if (placed.kind === "reopen") {
    reopen(incident, turn.at)
    remember(known, incident)
  }
  worsen(incident, take, ruleOf(incident, rules))
  attach(incident, alert, turn.at)
  rememberOutage(known, incident)
  return [incident]
}

function open(
  { claim, others, instead, ...links }: Extract<Placement<AlertDraft, IncidentDraft>, { kind: "open" }>,
  { alert, turn }: Take,
  known: KnownIncidents,
  former: IncidentDraft | undefined,
): IncidentDraft[] {
  const recurrenceOf = links.recurrenceOf ?? (former && !isSettled(former) ? former.id : null)
  const { siblingOf } = links
  const before = [former, instead, recurrenceOf ? known.byId.get(recurrenceOf) : undefined]
  const isRestricted = before.some((one) => Boolean(one?.restrictedAt))
  const fresh = openIncident({ ...claim, alert, turn, others, siblingOf, recurrenceOf, isRestricted })
  const gave = instead?.groupKey === claim.key ? [giveUpKey(instead, known)] : []
  for (const member of [...others, alert]) {
    forget(member, known)
    attach(fresh, member, turn.at)
  }
  remember(known, fresh)
  return [fresh, ...gave]
}

function shelfOf({ tenantId }: AlertDraft, known: KnownIncidents): Shelf<AlertDraft, IncidentDraft> {
  return {
    openOf: (key) => openOf(known, keyAt(tenantId, key)),
    lastOverOf: (key) => {
      const over = known.overByKey.get(keyAt(tenantId, key))
      return over && !isSettled(over) ? over : undefined
    },
    awaiting: (key) => [...(known.awaitingByKey.get(keyAt(tenantId, key)) ?? [])],
  }
}

/** An alert waits under one key at most. */
function wait(alert: AlertDraft, key: string, known: KnownIncidents): [] {
  const at = keyAt(alert.tenantId, key)
  known.awaitingByKey.set(at, (known.awaitingByKey.get(at) ?? new Set()).add(alert))
  return []
}

/** It waits no more. */
function forget(alert: AlertDraft, known: KnownIncidents): void {
  if (alert.correlationKey)
    known.awaitingByKey.get(keyAt(alert.tenantId, alert.correlationKey))?.delete(alert)
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
  if (added.length === 0) return
  const rule = rules.find((one) => one.id === incident.ruleId)
  // A title that is no longer the one its alerts give is a person's.
  if (rule && (incident.isNew || titleOf(rule, incident.members) === incident.title))
    incident.title = titleOf(rule, [...incident.members, ...added])
}

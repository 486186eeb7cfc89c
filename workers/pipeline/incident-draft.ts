import { severityRank } from "#app/domain/alerts/severity.ts"
import type { Correlatable } from "#app/domain/correlation/claims.ts"
import type { CorrelationRule } from "#app/domain/correlation/rule.ts"
import { candidateReviewSeconds, type ResolvePolicy } from "#app/domain/incidents/correlation.ts"
import { priorityOf } from "#app/domain/incidents/priority.ts"
import type { Priority } from "#app/domain/incidents/priority.ts"
import { incidentOpened } from "#app/domain/sla/record/opening.ts"
import {
  type CorrelationRuleId,
  type IncidentId,
  newIdAt,
  type ServiceId,
  type TenantId,
} from "#app/kernel/ids.ts"
import { type Instant, isBefore, plusSeconds } from "#app/kernel/time.ts"
import type { AlertDraft } from "./alert-draft.ts"
import type { Moving } from "./moving.ts"
import type { Take } from "./take.ts"
import type { Turn } from "./turn.ts"

/** An incident while a batch is correlated: read or made once, written once. */
export type IncidentDraft = {
  readonly tenantId: TenantId
  readonly id: IncidentId
  groupKey: string | null
  /** In this batch: another of its key opens, so the key is given up first. */
  gaveUpKey: boolean
  readonly openedAt: Instant
  /** Name of the rule, or of the person. */
  readonly openedBy: string
  readonly isNew: boolean
  title: string
  severity: number
  priority: Priority
  stage: "new" | "acknowledged" | "investigating" | "resolved" | "closed"
  resolvedAt: Instant | null
  alertCount: number
  dueAt: Instant | null
  discipline: "noc" | "soc"
  lastActivityAt: Instant
  isCandidate: boolean
  readonly isDismissed: boolean
  readonly mergedInto: IncidentId | null
  tier: number
  serviceId: ServiceId | null
  readonly ruleId: CorrelationRuleId | null
  readonly resolvePolicy: ResolvePolicy
  readonly resolveDelaySeconds: number
  clearedAt: Instant | null
  readonly inactivityCloseSeconds: number | null
  lastAlertAt: Instant | null
  readonly recurrenceOf: IncidentId | null
  readonly siblingOf: IncidentId | null
  /** Since when it is need to know; a new one that follows such an incident is so from the start. */
  readonly restrictedAt: Instant | null
  /** What this batch did that moves its clocks. */
  readonly moving: Moving[]
  /** Its alerts, as far as its title goes by them; read where the batch may add some. */
  members: readonly Correlatable[]
  /** What this batch did to it, for its timeline. */
  readonly added: AlertDraft[]
  reopenedAt: Instant | null
  raisedFrom: Priority | null
}

export type Opening = {
  readonly alert: AlertDraft
  readonly turn: Turn
  readonly rule: CorrelationRule
  readonly key: string
  /** The alerts that waited for this one, oldest first. */
  readonly others: readonly AlertDraft[]
  readonly siblingOf: IncidentId | null
  readonly recurrenceOf: IncidentId | null
  /** It follows an incident that is need to know. */
  readonly isRestricted: boolean
}

/**
 * A new incident. It counts as opened with its first alert; its clocks run from there, or, where alerts had to wait for
 * their number, from the one that made it up: before that there was nothing to answer. A candidate has a target for its
 * review and no clock.
 */
export function openIncident({
  alert,
  turn,
  rule,
  key,
  others,
  isRestricted,
  ...links
}: Opening): IncidentDraft {
  const since = turn.returned ? turn.at : alert.firstSeenAt
  const openedAt = others[0] && isBefore(others[0].firstSeenAt, since) ? others[0].firstSeenAt : since
  const severity = severityOf(rule, [turn, ...others])
  const priority = rule.severity === "max" ? mostUrgent([alert, ...others]) : priorityOf(severity)
  const isCandidate = rule.create === "candidate"
  const from = others.length > 0 ? turn.at : since
  const opening = { by: "automation", discipline: alert.discipline, priority } as const
  return {
    ...links,
    tenantId: alert.tenantId,
    id: newIdAt(openedAt.epochMilliseconds),
    groupKey: key,
    gaveUpKey: false,
    openedAt,
    openedBy: rule.name,
    isNew: true,
    title: alert.title,
    severity,
    priority,
    stage: "new",
    resolvedAt: null,
    alertCount: 0,
    dueAt: isCandidate ? plusSeconds(from, candidateReviewSeconds) : null,
    discipline: alert.discipline,
    lastActivityAt: turn.at,
    isCandidate,
    isDismissed: false,
    mergedInto: null,
    tier: Math.max(alert.tier, ...others.map((other) => other.tier)),
    serviceId: alert.serviceId,
    ruleId: rule.id,
    resolvePolicy: rule.resolvePolicy,
    resolveDelaySeconds: rule.resolveDelaySeconds,
    clearedAt: null,
    inactivityCloseSeconds: rule.inactivityCloseMinutes === null ? null : rule.inactivityCloseMinutes * 60,
    lastAlertAt: turn.at,
    // Only what is the SOC's is need to know: what the other desk works on it has to read.
    restrictedAt: isRestricted && alert.discipline === "soc" ? turn.at : null,
    moving: incidentOpened(opening, isCandidate).map((what) => ({ at: from, what })),
    members: [],
    added: [],
    reopenedAt: null,
    raisedFrom: null,
  }
}

function severityOf(rule: CorrelationRule, alerts: readonly { readonly severity: number }[]): number {
  return rule.severity === "max" ? Math.min(...alerts.map((a) => a.severity)) : severityRank(rule.severity)
}

const mostUrgent = (alerts: readonly AlertDraft[]) =>
  alerts.reduce<Priority>((most, { priority }) => (priority < most ? priority : most), 4)

/** Takes an alert in. Where it waited alone its own clock ends with this. @param at when the event that brought it came */
export function attach(incident: IncidentDraft, alert: AlertDraft, at: Instant): void {
  touch(incident, at)
  incident.lastAlertAt = incident.lastActivityAt
  if (alert.incidentId === incident.id) return
  incident.added.push(alert)
  incident.alertCount += 1
  incident.clearedAt = null
  if (!alert.isChild) incident.serviceId ??= alert.serviceId
  alert.incidentId = incident.id
  alert.joined = true
  alert.changed = true
}

function touch(incident: IncidentDraft, at: Instant): void {
  if (isBefore(incident.lastActivityAt, at)) incident.lastActivityAt = at
}

/** Back from resolved: the resolve clock goes on, and the time between counts as a pause. */
export function reopen(incident: IncidentDraft, at: Instant): void {
  incident.stage = "investigating"
  incident.reopenedAt = at
  incident.resolvedAt = null
  incident.clearedAt = null
  touch(incident, at)
  incident.moving.push({ at, what: { kind: "reopened" } })
  if (!incident.isCandidate) incident.moving.push({ at, what: { kind: "actionable" } })
}

/**
 * A worse or more urgent alert makes the whole incident so, where its rule does not fix how bad it is: the target changes,
 * start and pauses stay. It never gets better by itself; people who move alerts out of it see to that.
 */
export function worsen(incident: IncidentDraft, { alert, turn }: Take, rule: CorrelationRule): void {
  touch(incident, turn.at)
  incident.tier = Math.max(incident.tier, alert.tier)
  if (rule.severity !== "max") return
  incident.severity = Math.min(incident.severity, turn.severity)
  const { priority } = alert
  if (priority >= incident.priority) return
  incident.raisedFrom ??= incident.priority
  incident.priority = priority
  incident.moving.push({ at: turn.at, what: { kind: "priority_set", priority } })
}

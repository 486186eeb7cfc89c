import { incidentReopenSeconds, wantsIncident } from "#app/domain/incidents/correlation.ts"
import { priorityOf } from "#app/domain/incidents/priority.ts"
import { secondsBetween } from "#app/kernel/time.ts"
import type { AlertDraft } from "./alert-draft.ts"
import { attach, type IncidentDraft, openIncident } from "./incident-draft.ts"

/** Incidents the batch may touch, as they were read: by id and, where open, by client and group. */
export type KnownIncidents = {
  readonly byId: Map<string, IncidentDraft>
  readonly openByGroup: Map<string, IncidentDraft>
}

export const groupOf = (x: { tenantId: string; groupKey: string | null }) => `${x.tenantId} ${x.groupKey}`

/**
 * Alerts the correlation has a say in: new ones, returned ones, and ones that got worse. Whether the problem has cleared
 * since makes no difference: the result must not depend on where a batch ends.
 */
export function isCandidate(alert: AlertDraft): boolean {
  return alert.first !== null || alert.reopened || alert.raised
}

/**
 * Puts the batch's alerts into incidents by the first rule: an open incident of the same client and group takes them, a
 * recently resolved one comes back, and where neither is there a medium or worse alert opens one. Gives the incidents
 * that are new or changed. Works on drafts only; `known` gains the new ones.
 */
export function correlate(alerts: readonly AlertDraft[], known: KnownIncidents): IncidentDraft[] {
  const touched = new Set<IncidentDraft>()
  for (const alert of alerts.filter(isCandidate)) {
    const incident = homeOf(alert, known)
    if (!incident) continue
    if (alert.incidentId !== incident.id) attach(incident, alert)
    raiseTo(incident, alert)
    touched.add(incident)
  }
  return [...touched]
}

function homeOf(alert: AlertDraft, known: KnownIncidents): IncidentDraft | null {
  const current = alert.incidentId ? known.byId.get(alert.incidentId) : undefined
  if (current && isOpen(current)) return current
  if (current && alert.reopened) {
    if (mayReopen(current, alert, known)) return reopen(current, alert, known)
    alert.incidentId = null
  }
  const open = known.openByGroup.get(groupOf(alert))
  if (open && alert.incidentId === null) return open
  if (!wantsIncident(alert)) return null
  const fresh = openIncident(alert)
  known.byId.set(fresh.id, fresh)
  known.openByGroup.set(groupOf(alert), fresh)
  return fresh
}

const isOpen = (incident: IncidentDraft) => incident.stage !== "resolved" && incident.stage !== "closed"

/** One open incident a group: where a newer one is open, the older stays resolved. */
function mayReopen(incident: IncidentDraft, alert: AlertDraft, known: KnownIncidents): boolean {
  if (incident.stage !== "resolved" || !incident.resolvedAt || known.openByGroup.has(groupOf(incident)))
    return false
  return secondsBetween(incident.resolvedAt, alert.lastSeenAt) <= incidentReopenSeconds
}

function reopen(incident: IncidentDraft, alert: AlertDraft, known: KnownIncidents): IncidentDraft {
  incident.stage = "investigating"
  incident.reopenedAt = alert.lastSeenAt
  incident.resolvedAt = null
  incident.lastActivityAt = alert.lastSeenAt
  const at = alert.lastSeenAt
  incident.moving.push({ at, what: { kind: "reopened" } }, { at, what: { kind: "actionable" } })
  if (incident.groupKey) known.openByGroup.set(groupOf(incident), incident)
  return incident
}

/** A worse alert makes the whole incident worse: the target changes, start and pauses stay. */
function raiseTo(incident: IncidentDraft, alert: AlertDraft): void {
  if (alert.severity >= incident.severity) return
  const priority = priorityOf(alert.severity)
  incident.severity = alert.severity
  if (priority >= incident.priority) return
  incident.raisedFrom ??= incident.priority
  incident.priority = priority
  incident.moving.push({ at: alert.lastSeenAt, what: { kind: "priority_set", priority } })
}

import { incidentTitle, type ResolvePolicy, sameGroupRule } from "#app/domain/incidents/correlation.ts"
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
import type { Instant } from "#app/kernel/time.ts"
import type { AlertDraft } from "./alert-draft.ts"
import type { Moving } from "./move-clocks.ts"

/** An incident while a batch is correlated: read or made once, written once. */
export type IncidentDraft = {
  readonly tenantId: TenantId
  readonly id: IncidentId
  groupKey: string | null
  readonly openedAt: Instant
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
  /** What this batch did that moves its clocks. */
  readonly moving: Moving[]
  /** What this batch did to it, for its timeline. */
  readonly added: AlertDraft[]
  reopenedAt: Instant | null
  raisedFrom: Priority | null
}

/** A new incident around the first alert of its group, with its clocks running from that alert's receipt. */
export function openIncident(alert: AlertDraft): IncidentDraft {
  const priority = priorityOf(alert.severity)
  const opening = { by: "automation", discipline: alert.discipline, priority } as const
  return {
    tenantId: alert.tenantId,
    id: newIdAt(alert.firstSeenAt.epochMilliseconds),
    groupKey: alert.groupKey,
    openedAt: alert.firstSeenAt,
    isNew: true,
    title: alert.title,
    severity: alert.severity,
    priority,
    stage: "new",
    resolvedAt: null,
    alertCount: 0,
    dueAt: null,
    discipline: alert.discipline,
    lastActivityAt: alert.lastSeenAt,
    isCandidate: false,
    tier: alert.tier,
    serviceId: alert.serviceId,
    ruleId: null,
    resolvePolicy: "all-cleared",
    resolveDelaySeconds: 300,
    clearedAt: null,
    inactivityCloseSeconds: null,
    lastAlertAt: alert.lastSeenAt,
    recurrenceOf: null,
    siblingOf: null,
    moving: incidentOpened(opening).map((what) => ({ at: alert.firstSeenAt, what })),
    added: [],
    reopenedAt: null,
    raisedFrom: null,
  }
}

export const openedBy = sameGroupRule

export function attach(incident: IncidentDraft, alert: AlertDraft): void {
  incident.added.push(alert)
  incident.alertCount += 1
  incident.lastActivityAt = alert.lastSeenAt
  incident.lastAlertAt = alert.lastSeenAt
  alert.incidentId = incident.id
  if (incident.isNew) incident.title = titleOf(incident.added)
}

/** One alert lends the incident its title; several with titles of their own share what fired. */
function titleOf(alerts: readonly AlertDraft[]): string {
  const [first] = alerts
  const titles = new Set(alerts.map((alert) => alert.title))
  const shared = titles.size > 1 ? first?.first?.event.rule : null
  return incidentTitle(shared ?? first?.title ?? "Incident", assetsOf(alerts))
}

function assetsOf(alerts: readonly AlertDraft[]): string[] {
  return alerts.flatMap((alert) => (alert.asset ? [alert.asset] : []))
}

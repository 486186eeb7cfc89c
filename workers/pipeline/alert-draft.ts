import {
  type AlertState,
  type Condition,
  type Disposition,
  isFalsePositive,
} from "#app/domain/alerts/alert.ts"
import type { Observable } from "#app/domain/ingest/adapter.ts"
import { type Priority, priorityOf } from "#app/domain/incidents/priority.ts"
import {
  type AlertId,
  type AssetId,
  type CorrelationRuleId,
  type IncidentId,
  newIdAt,
  type ServiceId,
  type SourceId,
  type TenantId,
} from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { IncomingEvent } from "./incoming.ts"
import { type Turn, turnOf } from "./turn.ts"

/** An alert while a batch is folded into it: read once, changed in memory, written once. A `Matchable` as it stands. */
export type AlertDraft = {
  readonly tenantId: TenantId
  readonly id: AlertId
  readonly sourceId: SourceId
  /** Key of the adapter that read it. */
  readonly tool: string
  readonly fingerprint: string
  readonly groupKey: string
  readonly firstSeenAt: Instant
  readonly previousAlertId: AlertId | null
  /** The event a new alert takes its title, asset and the rest from; null for one that was read. */
  readonly first: IncomingEvent | null
  readonly title: string
  readonly description: string | null
  readonly category: string
  readonly rule: string | null
  readonly url: string | null
  readonly techniques: readonly string[]
  readonly observables: readonly Observable[]
  /** Born of a replay and not reported by its tool since: no clock, no incident, pages nobody. */
  isReplay: boolean
  /** When it began by the tool's clock; null where that said nothing or cannot be trusted. */
  readonly startedAt: Instant | null
  state: AlertState
  condition: Condition
  severity: number
  lastSeenAt: Instant
  count: number
  exactDupes: number
  payloadHash: string | null
  conditionChanges: readonly Instant[]
  flappingSince: Instant | null
  falsePositives: number
  /** The newest firing and clear by the tool's clock. Read for alerts whose order this batch may have to settle. */
  lastFiredAt: Instant | null
  lastClearedAt: Instant | null
  episode: number
  clearedAt: Instant | null
  closedAt: Instant | null
  disposition: Disposition | null
  suppressedBy: "rule" | "maintenance" | null
  suppressedById: string | null
  suppressedAt: Instant | null
  isOverflow: boolean
  serviceId: ServiceId | null
  assetId: AssetId | null
  tier: number
  priority: Priority
  correlationRuleId: CorrelationRuleId | null
  correlationKey: string | null
  isChild: boolean
  incidentId: IncidentId | null
  dueAt: Instant | null
  labels: Readonly<Record<string, string>>
  asset: string | null
  discipline: "noc" | "soc"
  flags: readonly string[]
  /** When correlation has a say in it, in this batch. */
  readonly turns: Turn[]
  /** What happened to it in this batch. */
  changed: boolean
  raised: boolean
  /** Its source, which is believed, says that it is less bad now. */
  lowered: boolean
  reopened: boolean
  cleared: boolean
  /** It went into an incident. */
  joined: boolean
  /** Its suppression ended: it counts as new from `firstSeenAt` on. */
  released: boolean
  newlyHidden: boolean
  /** When it opened, came back or got worse, and when it last fired; null where it did not. */
  turnedAt: Instant | null
  firedAt: Instant | null
}

/** New, back, worse, or shown again: what routing and correlation have a say in. */
export function hasTurned({ first, reopened, raised, released }: AlertDraft): boolean {
  return first !== null || reopened || raised || released
}

/** Notes a firing that has been folded into the draft. */
export function noteFiring(draft: AlertDraft, at: Instant): void {
  if (draft.reopened || draft.raised) draft.turnedAt ??= at
  draft.firedAt = at
}

/** A new alert from the first event of its problem. @param previous the closed alert of the same fingerprint, where there is one */
export function openAlert(event: IncomingEvent, previous: AlertDraft | null): AlertDraft {
  const { title, description, category, rule, url, techniques, observables, labels, asset, discipline } =
    event.event
  return {
    tenantId: event.tenantId,
    id: newIdAt(event.receivedAt.epochMilliseconds),
    sourceId: event.sourceId,
    tool: event.adapter,
    fingerprint: event.fingerprint,
    groupKey: event.groupKey,
    firstSeenAt: event.receivedAt,
    previousAlertId: previous?.id ?? null,
    first: event,
    title,
    description,
    category,
    rule,
    url,
    techniques,
    observables,
    isReplay: event.isReplay,
    startedAt: saidAt(event),
    state: "new",
    condition: "firing",
    severity: event.severity,
    lastSeenAt: event.receivedAt,
    count: 1,
    exactDupes: 0,
    payloadHash: event.payloadHash,
    conditionChanges: [],
    flappingSince: null,
    falsePositives: previous ? previous.falsePositives + (isFalsePositive(previous.disposition) ? 1 : 0) : 0,
    lastFiredAt: saidAt(event),
    lastClearedAt: null,
    episode: 1,
    clearedAt: null,
    closedAt: null,
    disposition: null,
    suppressedBy: null,
    suppressedById: null,
    suppressedAt: null,
    isOverflow: false,
    serviceId: null,
    assetId: null,
    tier: 1,
    priority: priorityOf(event.severity),
    correlationRuleId: null,
    correlationKey: null,
    isChild: false,
    incidentId: null,
    dueAt: null,
    labels,
    asset,
    discipline,
    flags: event.flags,
    turns: event.isReplay ? [] : [turnOf(event, event.severity, false)],
    changed: true,
    raised: false,
    lowered: false,
    reopened: false,
    cleared: false,
    joined: false,
    released: false,
    newlyHidden: false,
    turnedAt: event.receivedAt,
    firedAt: event.receivedAt,
  }
}

/** When it happened by the tool's clock, where that can be trusted. */
export function saidAt(event: IncomingEvent): Instant | null {
  return event.flags.includes("skewed") ? null : event.occurredAt
}

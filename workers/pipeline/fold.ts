import type { Disposition } from "#app/domain/alerts/alert.ts"
import type { AlertState, Condition } from "#app/domain/alerts/alert.ts"
import { effectOf } from "#app/domain/alerts/signal-rules.ts"
import { type AlertId, type IncidentId, newIdAt, type SourceId, type TenantId } from "#app/kernel/ids.ts"
import { type Instant, Temporal } from "#app/kernel/time.ts"
import type { IncomingEvent } from "./incoming.ts"

/** An alert while a batch is folded into it: read once, changed in memory, written once. */
export type AlertDraft = {
  readonly tenantId: TenantId
  readonly id: AlertId
  readonly sourceId: SourceId
  readonly fingerprint: string
  readonly groupKey: string
  readonly firstSeenAt: Instant
  readonly previousAlertId: AlertId | null
  /** The event a new alert takes its title, asset and the rest from; null for one that was read. */
  readonly first: IncomingEvent | null
  state: AlertState
  condition: Condition
  severity: number
  lastSeenAt: Instant
  count: number
  episode: number
  clearedAt: Instant | null
  closedAt: Instant | null
  disposition: Disposition | null
  incidentId: IncidentId | null
  dueAt: Instant | null
  labels: Readonly<Record<string, string>>
  asset: string | null
  title: string
  discipline: "noc" | "soc"
  flags: readonly string[]
  /** What happened to it in this batch. */
  changed: boolean
  raised: boolean
  reopened: boolean
  cleared: boolean
}

const keyOf = (event: { tenantId: TenantId; fingerprint: string }) => `${event.tenantId} ${event.fingerprint}`

export type Fold = {
  /** Every alert that is new or changed, in the order rows are locked: client, fingerprint. */
  readonly alerts: readonly AlertDraft[]
  /** Closed alerts that are the newest of their fingerprint no more. */
  readonly retired: readonly AlertDraft[]
}

/**
 * Folds a batch of events, in order of arrival, into the newest alert of each fingerprint, by the rules of
 * `signal-rules.ts`. Marks each event with the alert it belongs to. Pure but for those marks and the drafts it is given.
 */
export function foldEvents(events: readonly IncomingEvent[], latest: readonly AlertDraft[]): Fold {
  const byKey = new Map(latest.map((draft) => [keyOf(draft), draft]))
  const retired: AlertDraft[] = []
  for (const event of events) {
    const before = byKey.get(keyOf(event)) ?? null
    const after = applyEvent(event, before)
    event.alertId = after?.id ?? null
    if (!after || after === before) continue
    if (before) retired.push(before)
    byKey.set(keyOf(event), after)
  }
  const alerts = [...byKey.values()].filter((draft) => draft.changed || draft.first !== null)
  return { alerts: alerts.sort(byLockOrder), retired }
}

/** The order in which every writer locks alerts, so that two batches cannot wait for each other. */
export function byLockOrder(
  a: { tenantId: string; fingerprint: string },
  b: { tenantId: string; fingerprint: string },
): number {
  const left = keyOf(a as AlertDraft)
  const right = keyOf(b as AlertDraft)
  return left < right ? -1 : left > right ? 1 : 0
}

function applyEvent(event: IncomingEvent, draft: AlertDraft | null): AlertDraft | null {
  const signal = {
    kind: event.event.kind,
    severity: event.severity,
    receivedAt: event.receivedAt,
    occurredAt: event.occurredAt,
  }
  const effect = effectOf(signal, draft)
  switch (effect.kind) {
    case "open":
      return openAlert(event, draft)
    case "repeat":
    case "reopen":
      return draft && repeat(draft, event, effect.kind === "reopen")
    case "clear":
      return draft && clear(draft, event)
    case "keep":
      return draft
  }
}

function openAlert(event: IncomingEvent, previous: AlertDraft | null): AlertDraft {
  return {
    tenantId: event.tenantId,
    id: newIdAt(event.receivedAt.epochMilliseconds),
    sourceId: event.sourceId,
    fingerprint: event.fingerprint,
    groupKey: event.groupKey,
    firstSeenAt: event.receivedAt,
    previousAlertId: previous?.id ?? null,
    first: event,
    state: "new",
    condition: "firing",
    severity: event.severity,
    lastSeenAt: event.receivedAt,
    count: 1,
    episode: 1,
    clearedAt: null,
    closedAt: null,
    disposition: null,
    incidentId: null,
    dueAt: null,
    labels: event.event.labels,
    asset: event.event.asset,
    title: event.event.title,
    discipline: event.event.discipline,
    flags: event.flags,
    changed: true,
    raised: false,
    reopened: false,
    cleared: false,
  }
}

function repeat(draft: AlertDraft, event: IncomingEvent, reopens: boolean): AlertDraft {
  if (reopens) {
    draft.state = "new"
    draft.closedAt = null
    draft.disposition = null
    draft.episode += 1
    draft.reopened = true
  }
  if (event.severity < draft.severity) {
    draft.severity = event.severity
    draft.raised = true
  }
  draft.count += 1
  draft.condition = "firing"
  draft.clearedAt = null
  draft.cleared = false
  draft.labels = event.event.labels
  draft.flags = [...new Set([...draft.flags, ...event.flags])]
  touch(draft, event)
  return draft
}

function clear(draft: AlertDraft, event: IncomingEvent): AlertDraft {
  draft.cleared = draft.condition !== "cleared" || draft.cleared
  draft.condition = "cleared"
  draft.clearedAt ??= event.receivedAt
  touch(draft, event)
  return draft
}

function touch(draft: AlertDraft, event: IncomingEvent): void {
  if (Temporal.Instant.compare(event.receivedAt, draft.lastSeenAt) > 0) draft.lastSeenAt = event.receivedAt
  draft.changed = true
}

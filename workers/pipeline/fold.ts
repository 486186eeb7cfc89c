import { effectOf, reopenWindowSeconds } from "#app/domain/alerts/signal-rules.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { Temporal } from "#app/kernel/time.ts"
import { type AlertDraft, openAlert } from "./alert-draft.ts"
import type { IncomingEvent } from "./incoming.ts"
import { foldReplay, liveAgain } from "./replay.ts"
import type { BatchSettings, SourceSettings } from "./settings.ts"

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
export function foldEvents(
  events: readonly IncomingEvent[],
  latest: readonly AlertDraft[],
  settings: BatchSettings,
): Fold {
  const byKey = new Map(latest.map((draft) => [keyOf(draft), draft]))
  const retired: AlertDraft[] = []
  for (const event of events) {
    const before = byKey.get(keyOf(event)) ?? null
    const after =
      event.isReplay && before
        ? foldReplay(event, before)
        : applyEvent(event, before, settings.sources.get(event.sourceId))
    if (after) liveAgain(event, after)
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

function applyEvent(
  event: IncomingEvent,
  draft: AlertDraft | null,
  source: SourceSettings | undefined,
): AlertDraft | null {
  const signal = {
    kind: event.event.kind,
    severity: event.severity,
    receivedAt: event.receivedAt,
    occurredAt: event.occurredAt,
  }
  const effect = effectOf(signal, draft, source?.reopenWindowSeconds ?? reopenWindowSeconds)
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

import { isFlapping, isStable, withChange } from "#app/domain/alerts/flapping.ts"
import type { SignalEffect } from "#app/domain/alerts/signal-rules.ts"
import { priorityOf } from "#app/domain/incidents/priority.ts"
import { type Instant, isBefore } from "#app/kernel/time.ts"
import { type AlertDraft, noteFiring, saidAt } from "./alert-draft.ts"
import type { IncomingEvent } from "./incoming.ts"
import { turnOf } from "./turn.ts"

/** One more sighting that is not identical to the one before; a closed alert is open again with it. */
export function repeat(draft: AlertDraft, event: IncomingEvent, effect: SignalEffect): AlertDraft {
  if (effect.kind === "reopen") {
    draft.state = "new"
    draft.closedAt = null
    draft.disposition = null
    draft.episode += 1
    draft.reopened = true
    if (effect.late) flag(draft, "out-of-order")
  }
  const raises = event.severity < draft.severity
  if (raises) worsen(draft, event)
  else if (effect.kind === "repeat" && effect.severity === "fell") {
    draft.severity = event.severity
    draft.priority = priorityOf(event.severity)
    draft.lowered = true
  }
  const returns = effect.kind === "reopen"
  if (raises || returns) draft.turns.push(turnOf(event, draft.severity, returns))
  if (draft.condition !== "firing") changeCondition(draft, event.receivedAt)
  draft.count += 1
  draft.condition = "firing"
  draft.clearedAt = null
  draft.cleared = false
  draft.labels = event.event.labels
  draft.payloadHash = event.payloadHash
  draft.lastFiredAt = later(draft.lastFiredAt, saidAt(event))
  noteFiring(draft, event.receivedAt)
  return touch(draft, event)
}

/** The same payload once more: counted, and nothing else of it is new. A clear is no sighting, so a second one counts nothing. */
export function noteExact(draft: AlertDraft, event: IncomingEvent): AlertDraft {
  if (event.event.kind === "firing") {
    draft.count += 1
    draft.exactDupes += 1
    draft.lastFiredAt = later(draft.lastFiredAt, saidAt(event))
    noteFiring(draft, event.receivedAt)
  } else draft.lastClearedAt = later(draft.lastClearedAt, saidAt(event))
  return touch(draft, event)
}

/** A sighting from before the clear: it counts and is marked, and the alert stays cleared. */
export function noteLate(draft: AlertDraft, event: IncomingEvent): AlertDraft {
  draft.count += 1
  if (event.severity < draft.severity) {
    worsen(draft, event)
    draft.turns.push(turnOf(event, draft.severity, false))
  }
  draft.lastFiredAt = later(draft.lastFiredAt, saidAt(event))
  flag(draft, "out-of-order")
  return touch(draft, event)
}

export function clear(draft: AlertDraft, event: IncomingEvent): AlertDraft {
  if (draft.condition !== "cleared") {
    changeCondition(draft, event.receivedAt)
    draft.cleared = true
  }
  draft.condition = "cleared"
  draft.clearedAt ??= event.receivedAt
  draft.payloadHash = event.payloadHash
  draft.lastClearedAt = later(draft.lastClearedAt, saidAt(event))
  return touch(draft, event)
}

/** Notes that it was seen, with what the event says of how far it can be trusted. */
export function touch(draft: AlertDraft, event: IncomingEvent): AlertDraft {
  if (isBefore(draft.lastSeenAt, event.receivedAt)) draft.lastSeenAt = event.receivedAt
  if (event.event.kind === "firing") for (const name of event.flags) flag(draft, name)
  unflag(draft, "stale")
  endFlapping(draft, event.receivedAt)
  draft.changed = true
  return draft
}

function worsen(draft: AlertDraft, event: IncomingEvent): void {
  draft.severity = event.severity
  draft.priority = priorityOf(event.severity)
  draft.raised = true
}

export function flag(draft: AlertDraft, name: string): void {
  if (!draft.flags.includes(name)) draft.flags = [...draft.flags, name]
}

export function unflag(draft: AlertDraft, name: string): void {
  if (draft.flags.includes(name)) draft.flags = draft.flags.filter((other) => other !== name)
}

function changeCondition(draft: AlertDraft, at: Instant): void {
  endFlapping(draft, at)
  draft.conditionChanges = withChange(draft.conditionChanges, at)
  if (draft.flappingSince || !isFlapping(draft.conditionChanges)) return
  draft.flappingSince = at
  flag(draft, "flapping")
}

/** Stable for long enough, whether the sweep or the next signal notices it first. */
function endFlapping(draft: AlertDraft, at: Instant): void {
  if (!draft.flappingSince || !isStable(draft.conditionChanges, at)) return
  draft.flappingSince = null
  unflag(draft, "flapping")
}

const later = (a: Instant | null, b: Instant | null) => (a && b ? (isBefore(a, b) ? b : a) : (a ?? b))

import { secondsBetween } from "#app/kernel/time.ts"
import { type AlertDraft, openAlert } from "./alert-draft.ts"
import type { IncomingEvent } from "./incoming.ts"
import { turnOf } from "./turn.ts"

/**
 * What a replayed event does to the newest alert of its fingerprint. It fills in what was missed and calls nobody: it
 * raises no priority, reopens nothing, and what is older than the alert's last sighting only counts. After the alert's
 * end it is a problem of its own.
 */
export function foldReplay(event: IncomingEvent, draft: AlertDraft): AlertDraft {
  if (event.event.kind === "info") return draft
  const isLater = secondsBetween(draft.lastSeenAt, event.receivedAt) >= 0
  if (event.event.kind === "resolved")
    return isLater && draft.state !== "closed" ? clear(draft, event) : draft
  if (draft.closedAt && secondsBetween(draft.closedAt, event.receivedAt) > 0) return openAlert(event, draft)
  draft.count += 1
  draft.changed = true
  if (draft.state === "closed") return draft
  draft.severity = Math.min(draft.severity, event.severity)
  if (!isLater) return draft
  draft.lastSeenAt = event.receivedAt
  draft.condition = "firing"
  draft.clearedAt = null
  draft.cleared = false
  return draft
}

function clear(draft: AlertDraft, event: IncomingEvent): AlertDraft {
  draft.cleared = draft.condition !== "cleared" || draft.cleared
  draft.condition = "cleared"
  draft.clearedAt ??= event.receivedAt
  draft.lastSeenAt = event.receivedAt
  draft.changed = true
  return draft
}

/**
 * A tool that reports the problem of a replayed alert itself makes it an ordinary alert: from this sighting on it has
 * clocks and takes part in correlation, as one that came back.
 */
export function liveAgain(event: IncomingEvent, draft: AlertDraft): void {
  if (!draft.isReplay || event.isReplay || event.event.kind !== "firing" || draft.state === "closed") return
  draft.isReplay = false
  draft.reopened = true
  draft.turns.push(turnOf(event, draft.severity, true))
  draft.changed = true
}

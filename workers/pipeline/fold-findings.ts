import { exploitOf } from "#app/domain/findings/exploit.ts"
import { byScanner } from "#app/domain/findings/finding.ts"
import { effectOnFinding, type SightingEffect } from "#app/domain/findings/sighting-rules.ts"
import { type Instant, isBefore } from "#app/kernel/time.ts"
import { saidAt } from "./alert-draft.ts"
import { type DraftSighting, type FindingDraft, noteTurn, openFinding } from "./finding-draft.ts"
import type { IncomingEvent } from "./incoming.ts"
import type { BatchSettings } from "./settings.ts"

/** True for what belongs into the register of findings: weaknesses. The event's own category says so, whoever sent it. */
export function isFindingEvent({ event }: IncomingEvent): boolean {
  return event.category === "vulnerability"
}

/**
 * Folds a scanner's events, in order of arrival, into the findings they are about, by the rules of `sighting-rules.ts`.
 * Pure but for the drafts it is given. Gives every sighting of a finding; what says gone of what nobody reported has none.
 */
export function foldFindings(
  events: readonly IncomingEvent[],
  known: readonly FindingDraft[],
  settings: BatchSettings,
): readonly DraftSighting[] {
  const byKey = new Map(known.map((draft) => [keyOf(draft), draft]))
  const sightings: DraftSighting[] = []
  for (const event of events) {
    const before = findingOf(event, byKey)
    const effect = effectOnFinding(
      { ...event, kind: event.event.kind, occurredAt: saidAt(event) },
      before,
      settings.sources.get(event.sourceId) ?? { trustsDowngrade: false },
    )
    const finding = before ?? (effect === "opened" ? openFinding(event) : null)
    if (!finding) continue
    if (before) take(before, event, effect)
    byKey.set(keyOf(finding), finding)
    sightings.push({ event, finding, effect })
  }
  return sightings
}

const keyOf = ({ tenantId, fingerprint }: { tenantId: string; fingerprint: string }) =>
  `${tenantId} ${fingerprint}`

/** Its own key first; else one of the recipes that were replaced since, whose finding goes on under the new key. */
function findingOf(event: IncomingEvent, byKey: Map<string, FindingDraft>): FindingDraft | null {
  const { tenantId, fingerprint } = event
  const own = byKey.get(keyOf(event))
  if (own) return own
  const former = event.formerFingerprints.flatMap(
    (key) => byKey.get(keyOf({ tenantId, fingerprint: key })) ?? [],
  )[0]
  if (!former) return null
  byKey.delete(keyOf(former))
  former.fingerprint = fingerprint
  former.changed = true
  byKey.set(keyOf(former), former)
  return former
}

function take(draft: FindingDraft, event: IncomingEvent, effect: SightingEffect): void {
  if (event.event.kind !== "firing") return effect === "fixed" ? fix(draft, event) : undefined
  draft.changed = true
  draft.count += 1
  if (effect === "exact") draft.exactDupes += 1
  if (effect === "late") return
  draft.lastSeenAt = later(draft.lastSeenAt, event.receivedAt)
  draft.lastFiredAt = latest(draft.lastFiredAt, saidAt(event))
  draft.payloadHash = event.payloadHash
  if (draft.state === "accepted" || draft.state === "false_positive") return
  describe(draft, event)
  if (effect === "reopened") reopen(draft, event)
  if (effect === "raised" || effect === "lowered") rate(draft, event, effect)
  if (!draft.isReplay || event.isReplay) return
  draft.isReplay = false
  noteTurn(draft, "reported", event.receivedAt)
}

/** What the scanner says of it now. A replay tells what was, not what is. */
function describe(draft: FindingDraft, event: IncomingEvent): void {
  if (event.isReplay) return
  draft.newest = event
  draft.labels = event.event.labels
  draft.exploitKnown = exploitOf(event.event.labels) ?? draft.exploitKnown
}

function rate(draft: FindingDraft, event: IncomingEvent, effect: "raised" | "lowered"): void {
  draft.severity = event.severity
  draft.turned = true
  noteTurn(draft, effect, event.receivedAt)
}

function reopen(draft: FindingDraft, event: IncomingEvent): void {
  draft.state = "open"
  draft.stateBy = byScanner
  draft.stateAt = event.receivedAt
  draft.severity = event.severity
  draft.turned = true
  noteTurn(draft, "reopened", event.receivedAt)
}

function fix(draft: FindingDraft, event: IncomingEvent): void {
  noteTurn(draft, "fixed", event.receivedAt)
  draft.state = "fixed"
  draft.stateBy = byScanner
  draft.stateAt = event.receivedAt
  draft.lastClearedAt = latest(draft.lastClearedAt, saidAt(event))
  draft.acceptedUntil = null
  draft.plannedUntil = null
  draft.changed = true
}

const later = (a: Instant, b: Instant) => (isBefore(a, b) ? b : a)
const latest = (a: Instant | null, b: Instant | null) => (a && b ? later(a, b) : (a ?? b))

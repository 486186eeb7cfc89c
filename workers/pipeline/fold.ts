import { effectOf, type SignalEffect } from "#app/domain/alerts/signal-rules.ts"
import type { SignalEffectWord } from "#app/domain/alerts/signal-effect.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { type AlertDraft, openAlert, saidAt } from "./alert-draft.ts"
import { clearIfEarly, type EarlyClears, noEarlyClears, noteEarly } from "./early-clears.ts"
import { clear, noteExact, noteLate, repeat } from "./fold-into.ts"
import type { IncomingEvent } from "./incoming.ts"
import { learn } from "./learning.ts"
import { foldReplay, liveAgain } from "./replay.ts"
import type { BatchSettings } from "./settings.ts"
import type { SourceSettings } from "./source-settings.ts"
import { overflowEvent, type StormDraft, stormFor, type Storms, withSample } from "./storms.ts"

const keyOf = (event: { tenantId: TenantId; fingerprint: string }) => `${event.tenantId} ${event.fingerprint}`

export type Fold = {
  /** Every alert that is new or changed, in the order rows are locked: client, fingerprint. */
  readonly alerts: readonly AlertDraft[]
  /** Closed alerts that are the newest of their fingerprint no more. */
  readonly retired: readonly AlertDraft[]
}

/** What else decides what an event does: storms that rage, and clears that came too early. */
type Surroundings = { readonly storms: Storms; readonly early: EarlyClears }

/**
 * Folds a batch of events, in order of arrival, into the newest alert of each fingerprint, by the rules of
 * `signal-rules.ts`. Marks each event with the alert it belongs to and what it did. Pure but for those marks and the
 * drafts it is given.
 */
export function foldEvents(
  events: readonly IncomingEvent[],
  latest: readonly AlertDraft[],
  settings: BatchSettings,
  { storms, early }: Surroundings = { storms: new Map(), early: noEarlyClears() },
): Fold {
  const byKey = new Map(latest.map((draft) => [keyOf(draft), draft]))
  const retired: AlertDraft[] = []
  for (const event of events) {
    const source = settings.sources.get(event.sourceId)
    const before = matchOf(event, byKey)
    if (event.isReplay && before) {
      replay(event, before, byKey, retired)
      continue
    }
    const effect = effectOn(event, before, source)
    const storm = effect.kind === "open" && !event.isReplay ? stormFor(storms, event, source) : null
    const after = storm ? overflow(event, storm, source) : applyEffect(event, before, effect, source)
    if (effect.kind === "keep" && effect.why === "nothing to clear") noteEarly(early, event)
    if (after && !before && !storm) clearIfEarly(early, after, event)
    if (after) liveAgain(event, after)
    event.alertId = after?.id ?? null
    event.effect = storm ? "overflow" : wordOf(effect)
    if (!after || after === before) continue
    if (before && before.fingerprint === after.fingerprint) retired.push(before)
    byKey.set(keyOf(after), after)
  }
  const alerts = [...byKey.values()].filter((draft) => draft.changed || draft.first !== null)
  return { alerts: alerts.sort(byLockOrder), retired }
}

/** A replayed event goes by rules of its own: it fills in what was missed. */
function replay(
  event: IncomingEvent,
  before: AlertDraft,
  byKey: Map<string, AlertDraft>,
  retired: AlertDraft[],
): void {
  const after = foldReplay(event, before)
  event.alertId = after.id
  if (event.event.kind === "info") event.effect = "info"
  else if (event.event.kind === "resolved") event.effect = "cleared"
  else event.effect = after === before ? "repeat" : "opened"
  if (after === before) return
  if (before.fingerprint === after.fingerprint) retired.push(before)
  byKey.set(keyOf(after), after)
}

/**
 * The alert an event meets. An open one made under a recipe that was replaced since keeps taking its events; after it
 * comes the newest of the fingerprint itself.
 */
export function matchOf(event: IncomingEvent, byKey: ReadonlyMap<string, AlertDraft>): AlertDraft | null {
  const own = byKey.get(keyOf(event)) ?? null
  if (event.formerFingerprints.length === 0) return own
  const former = event.formerFingerprints.flatMap(
    (fingerprint) => byKey.get(keyOf({ tenantId: event.tenantId, fingerprint })) ?? [],
  )
  return former.find((draft) => draft.state !== "closed") ?? own ?? former[0] ?? null
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

function effectOn(
  event: IncomingEvent,
  draft: AlertDraft | null,
  source: SourceSettings | undefined,
): SignalEffect {
  const { event: said, severity, receivedAt, payloadHash } = event
  const signal = { kind: said.kind, severity, receivedAt, occurredAt: saidAt(event), payloadHash }
  return effectOf(signal, draft, source)
}

function applyEffect(
  event: IncomingEvent,
  draft: AlertDraft | null,
  effect: SignalEffect,
  source: SourceSettings | undefined,
): AlertDraft | null {
  switch (effect.kind) {
    case "open":
      return learn(openAlert(event, draft), event, effect, source)
    case "repeat":
    case "reopen":
      return draft && learn(repeat(draft, event, effect), event, effect, source)
    case "exact":
      return draft && noteExact(draft, event)
    case "late":
      return draft && noteLate(draft, event)
    case "clear":
      return draft && clear(draft, event)
    case "keep":
      return draft
  }
}

/** One more signal of a storm, by the same table: its alert may have been closed since. */
function overflow(event: IncomingEvent, storm: StormDraft, source: SourceSettings | undefined): AlertDraft {
  const gathered = overflowEvent(event, source)
  const effect = effectOn(gathered, storm.alert, source)
  const { alert } = storm
  const sample = effect.kind === "open" ? {} : (alert?.labels ?? {})
  const after = alert && effect.kind !== "open" ? repeat(alert, gathered, effect) : openAlert(gathered, alert)
  after.isOverflow = true
  after.labels = withSample(sample, after.count, event)
  storm.alert = after
  return learn(after, gathered, effect, source)
}

function wordOf(effect: SignalEffect): SignalEffectWord {
  switch (effect.kind) {
    case "open":
      return "opened"
    case "repeat":
      return effect.severity === "rose" ? "raised" : effect.severity === "fell" ? "lowered" : "repeat"
    case "exact":
      return "exact"
    case "late":
      return "out-of-order"
    case "reopen":
      return "reopened"
    case "clear":
      return "cleared"
    case "keep":
      return kept[effect.why]
  }
}

const kept = {
  "out of order": "out-of-order",
  "already closed": "already-closed",
  "nothing to clear": "no-alert",
  information: "info",
} as const satisfies Record<Extract<SignalEffect, { kind: "keep" }>["why"], SignalEffectWord>

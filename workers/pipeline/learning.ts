import type { SignalEffect } from "#app/domain/alerts/signal-rules.ts"
import { isBefore } from "#app/kernel/time.ts"
import type { AlertDraft } from "./alert-draft.ts"
import { flag, unflag } from "./fold-into.ts"
import type { IncomingEvent } from "./incoming.ts"
import type { SourceSettings } from "./source-settings.ts"

/** The mildest severity that makes work while a source is new: high. */
const worksFrom = 2

/**
 * While a source is new, what is milder than high makes no work: it is marked, opens no incident and has no clock. The mark
 * stays with the alert until it gets worse, or comes back after the time is over.
 */
export function learn(
  draft: AlertDraft,
  event: IncomingEvent,
  effect: SignalEffect,
  source: SourceSettings | undefined,
): AlertDraft {
  const isLearning = source?.learningUntil ? isBefore(event.receivedAt, source.learningUntil) : false
  const opens = effect.kind === "open" || effect.kind === "reopen"
  if (draft.severity <= worksFrom || (opens && !isLearning)) unflag(draft, "learning")
  else if (opens) flag(draft, "learning")
  return draft
}

/** True for an alert that is only watched while its source is new. */
export function isLearned(alert: { readonly flags: readonly string[] }): boolean {
  return alert.flags.includes("learning")
}

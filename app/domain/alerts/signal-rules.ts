import { type Instant, isBefore, secondsBetween } from "#app/kernel/time.ts"
import { type AlertState, type Condition, isFalsePositive } from "./alert.ts"

/** What the rules need to know of the newest alert with a signal's fingerprint. */
export type AlertFacts = {
  readonly state: AlertState
  readonly condition: Condition
  /** 1 critical to 5 info; the worst it has been, unless its source's lower word is believed. */
  readonly severity: number
  readonly lastSeenAt: Instant
  readonly clearedAt: Instant | null
  readonly closedAt: Instant | null
  readonly disposition: string | null
  /** Of its last sighting. */
  readonly payloadHash: string | null
  /** By the tool's clock, where that can be trusted: when it began, its newest firing, its newest clear. */
  readonly startedAt: Instant | null
  readonly lastFiredAt: Instant | null
  readonly lastClearedAt: Instant | null
}

export type IncomingSignal = {
  readonly kind: "firing" | "resolved" | "info"
  readonly severity: number
  /** When the receiver had it: what windows go by. */
  readonly receivedAt: Instant
  /** By the tool's clock; null where it said nothing or cannot be trusted. */
  readonly occurredAt: Instant | null
  readonly payloadHash: string | null
}

/** The effect of one signal on the alert with its fingerprint. */
export type SignalEffect =
  | { readonly kind: "open"; readonly follows: boolean }
  | { readonly kind: "repeat"; readonly severity: "same" | "rose" | "fell" }
  | { readonly kind: "exact" }
  /** A firing from before the clear that is known already: it counts, and the alert stays cleared. */
  | { readonly kind: "late" }
  | { readonly kind: "reopen"; readonly late: boolean }
  | { readonly kind: "clear" }
  | {
      readonly kind: "keep"
      readonly why: "out of order" | "already closed" | "nothing to clear" | "information"
    }

/** What a source's administrators chose, where the table leaves a choice. */
export type SignalSettings = {
  readonly reopenWindowSeconds: number
  /** A lower severity is believed; otherwise the maximum is kept. */
  readonly trustsDowngrade: boolean
}

/** A problem that comes back this soon after it was resolved is the same problem, where its source says nothing else. */
export const defaultSignalSettings: SignalSettings = { reopenWindowSeconds: 30 * 60, trustsDowngrade: false }

/**
 * The table of what a signal does to an alert. The newest alert of the fingerprint is passed, open or closed; null when
 * there has never been one.
 *
 * A `resolved` that is older than the last sighting is out of order and changes nothing, so that a late clear cannot
 * hide a newer problem; a firing from before the clear counts and leaves the alert cleared. On a closed alert a late
 * firing goes the way of any other, marked: seen twice is better than not seen.
 */
export function effectOf(
  signal: IncomingSignal,
  latest: AlertFacts | null,
  settings: SignalSettings = defaultSignalSettings,
): SignalEffect {
  switch (signal.kind) {
    case "firing":
      return effectOfFiring(signal, latest, settings)
    case "resolved":
      return effectOfResolved(signal, latest)
    case "info":
      return { kind: "keep", why: "information" }
  }
}

function effectOfFiring(
  signal: IncomingSignal,
  latest: AlertFacts | null,
  settings: SignalSettings,
): SignalEffect {
  if (!latest) return { kind: "open", follows: false }
  if (latest.state !== "closed") return effectOnOpen(signal, latest, settings)
  const returned =
    latest.closedAt !== null &&
    secondsBetween(latest.closedAt, signal.receivedAt) <= settings.reopenWindowSeconds
  if (returned && !isFalsePositive(latest.disposition))
    return { kind: "reopen", late: isFromBeforeClear(signal, latest) }
  return { kind: "open", follows: true }
}

function effectOnOpen(signal: IncomingSignal, latest: AlertFacts, settings: SignalSettings): SignalEffect {
  if (latest.condition === "cleared" && isFromBeforeClear(signal, latest)) return { kind: "late" }
  if (latest.condition === "firing" && isSamePayload(signal, latest)) return { kind: "exact" }
  if (signal.severity < latest.severity) return { kind: "repeat", severity: "rose" }
  const fell = signal.severity > latest.severity && settings.trustsDowngrade
  return { kind: "repeat", severity: fell ? "fell" : "same" }
}

function effectOfResolved(signal: IncomingSignal, latest: AlertFacts | null): SignalEffect {
  if (!latest) return { kind: "keep", why: "nothing to clear" }
  if (isFromBeforeLastFiring(signal, latest)) return { kind: "keep", why: "out of order" }
  if (latest.state === "closed") return { kind: "keep", why: "already closed" }
  if (latest.condition === "cleared" && isSamePayload(signal, latest)) return { kind: "exact" }
  return { kind: "clear" }
}

const isSamePayload = (signal: IncomingSignal, latest: AlertFacts) =>
  signal.payloadHash !== null && signal.payloadHash === latest.payloadHash

/** By the tool's clock where both sides have a time of it, else by the order of receipt. */
function isFromBeforeLastFiring(signal: IncomingSignal, latest: AlertFacts): boolean {
  const said = saidTime(signal, latest)
  if (said && latest.lastFiredAt) return isBefore(said, latest.lastFiredAt)
  return isBefore(signal.receivedAt, latest.lastSeenAt)
}

function isFromBeforeClear(signal: IncomingSignal, latest: AlertFacts): boolean {
  const said = saidTime(signal, latest)
  if (said && latest.lastClearedAt) return isBefore(said, latest.lastClearedAt)
  return latest.clearedAt !== null && isBefore(signal.receivedAt, latest.clearedAt)
}

/** Many tools send the start of the problem with everything they say of it: such a time orders nothing. */
function saidTime(signal: IncomingSignal, latest: AlertFacts): Instant | null {
  const { occurredAt } = signal
  return occurredAt && !latest.startedAt?.equals(occurredAt) ? occurredAt : null
}

/** True when the tool's clock cannot be trusted: over 5 minutes ahead of receipt, or over a day behind it. */
export function isSkewed(occurredAt: Instant | null, receivedAt: Instant): boolean {
  if (!occurredAt) return false
  const behind = secondsBetween(occurredAt, receivedAt)
  return behind < -300 || behind > 86_400
}

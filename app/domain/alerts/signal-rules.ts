import { type Instant, secondsBetween, Temporal } from "#app/kernel/time.ts"
import { type AlertState, type Condition, isFalsePositive } from "./alert.ts"

/** What the rules need to know of the newest alert with a signal's fingerprint. */
export type AlertFacts = {
  readonly state: AlertState
  readonly condition: Condition
  /** 1 critical to 5 info; the worst it has been. */
  readonly severity: number
  readonly lastSeenAt: Instant
  readonly closedAt: Instant | null
  readonly disposition: string | null
}

export type IncomingSignal = {
  readonly kind: "firing" | "resolved" | "info"
  readonly severity: number
  /** When the receiver had it: what order and windows go by. */
  readonly receivedAt: Instant
  readonly occurredAt: Instant | null
}

/** The effect of one signal on the alert with its fingerprint. */
export type SignalEffect =
  | { readonly kind: "open"; readonly follows: boolean }
  | { readonly kind: "repeat"; readonly raised: boolean }
  | { readonly kind: "reopen" }
  | { readonly kind: "clear" }
  | {
      readonly kind: "keep"
      readonly why: "out of order" | "already closed" | "nothing to clear" | "information"
    }

/** A problem that comes back this soon after it was resolved is the same problem, where its source says nothing else. */
export const reopenWindowSeconds = 30 * 60

/**
 * The table of what a signal does to an alert. The newest alert of the fingerprint is passed, open or closed; null when
 * there has never been one.
 *
 * A `resolved` that is older than the last sighting is out of order and changes nothing, so that a late clear cannot
 * hide a newer problem.
 */
export function effectOf(
  signal: IncomingSignal,
  latest: AlertFacts | null,
  reopenWithin: number = reopenWindowSeconds,
): SignalEffect {
  switch (signal.kind) {
    case "firing":
      return effectOfFiring(signal, latest, reopenWithin)
    case "resolved":
      return effectOfResolved(signal, latest)
    case "info":
      return { kind: "keep", why: "information" }
  }
}

function effectOfFiring(
  signal: IncomingSignal,
  latest: AlertFacts | null,
  reopenWithin: number,
): SignalEffect {
  if (!latest) return { kind: "open", follows: false }
  if (latest.state !== "closed") return { kind: "repeat", raised: signal.severity < latest.severity }
  const returned =
    latest.closedAt !== null && secondsBetween(latest.closedAt, signal.receivedAt) <= reopenWithin
  if (returned && !isFalsePositive(latest.disposition)) return { kind: "reopen" }
  return { kind: "open", follows: true }
}

function effectOfResolved(signal: IncomingSignal, latest: AlertFacts | null): SignalEffect {
  if (!latest) return { kind: "keep", why: "nothing to clear" }
  if (latest.state === "closed") return { kind: "keep", why: "already closed" }
  if (Temporal.Instant.compare(signal.receivedAt, latest.lastSeenAt) < 0)
    return { kind: "keep", why: "out of order" }
  return { kind: "clear" }
}

/** True when the tool's clock cannot be trusted: over 5 minutes ahead of receipt, or over a day behind it. */
export function isSkewed(occurredAt: Instant | null, receivedAt: Instant): boolean {
  if (!occurredAt) return false
  const behind = secondsBetween(occurredAt, receivedAt)
  return behind < -300 || behind > 86_400
}

import type { IncidentId } from "#app/kernel/ids.ts"
import { type Instant, secondsBetween } from "#app/kernel/time.ts"
import { isOpen, type Stage } from "../incidents/incident.ts"
import { valuesOf } from "../matching/values-of.ts"
import type { Claim, Correlatable } from "./claims.ts"
import { type CorrelationRule, slidingCapSeconds } from "./rule.ts"

/** What correlation needs to know of an incident. */
export type Home = {
  readonly id: IncidentId
  readonly stage: Stage
  /** Receipt of its first alert: what a fixed window counts from. */
  readonly openedAt: Instant
  /** When the latest alert joined: what a sliding window counts from. */
  readonly lastAlertAt: Instant | null
  readonly resolvedAt: Instant | null
  readonly alertCount: number
  readonly siblingOf: IncidentId | null
}

/** Where alerts of a group may go. */
export type Shelf<A extends Correlatable, H extends Home> = {
  /** The open incident that holds the key. */
  readonly openOf: (key: string) => H | undefined
  /** The latest one with the key that is over. */
  readonly lastOverOf: (key: string) => H | undefined
  /** Open alerts under the key that are in no incident, in any order. */
  readonly awaiting: (key: string) => readonly A[]
}

/** What is to become of an alert. */
export type Placement<A, H> =
  | { readonly kind: "join" | "reopen"; readonly claim: Claim; readonly incident: H }
  | {
      readonly kind: "open"
      readonly claim: Claim
      /** The alerts that waited for this one, oldest first. */
      readonly others: readonly A[]
      /** Holds the key and gives it up: it is full, or its window is over. */
      readonly instead: H | null
      readonly siblingOf: IncidentId | null
      readonly recurrenceOf: IncidentId | null
    }
  | { readonly kind: "wait"; readonly claim: Claim }

/**
 * Says what becomes of an alert that is in no incident. The first rule that can place it does; where none can, it waits
 * for others under the first rule that wants more than one. An alert waits under one key alone, so what a later rule places
 * is lost to the counting of an earlier one that let it go on (`stop: continue`).
 *
 * @param at when it came, came back or got worse
 * @returns null for an alert that stays alone
 */
export function place<A extends Correlatable, H extends Home>(
  alert: A,
  at: Instant,
  claims: readonly Claim[],
  shelf: Shelf<A, H>,
): Placement<A, H> | null {
  let waits: Claim | null = null
  for (const claim of claims) {
    const placed = placeBy(claim, alert, at, shelf)
    if (placed) return placed
    if (claim.rule.minAlerts > 1 || claim.rule.minDistinct) waits ??= claim
  }
  return waits && { kind: "wait", claim: waits }
}

function placeBy<A extends Correlatable, H extends Home>(
  claim: Claim,
  alert: A,
  at: Instant,
  shelf: Shelf<A, H>,
): Placement<A, H> | null {
  const { rule, key } = claim
  const open = shelf.openOf(key)
  const fits = open !== undefined && isInWindow(rule, open, at)
  if (open && fits && open.alertCount < rule.maxAlerts) return { kind: "join", claim, incident: open }
  if (alert.severity > rule.opensFrom) return null
  const nothing = { others: [], instead: null, siblingOf: null, recurrenceOf: null }
  if (open && fits)
    return { kind: "open", claim, ...nothing, instead: open, siblingOf: open.siblingOf ?? open.id }

  const over = open ? undefined : shelf.lastOverOf(key)
  if (over && mayReopen(rule, over, at)) return { kind: "reopen", claim, incident: over }
  const others = enough(rule, alert, at, shelf.awaiting(key))
  if (!others) return null
  return { kind: "open", claim, ...nothing, others, instead: open ?? null, recurrenceOf: over?.id ?? null }
}

/** A resolved incident comes back within its rule's time, unless it is full. What was closed for good does not. */
export function mayReopen(rule: CorrelationRule, over: Home, at: Instant): boolean {
  if (over.stage !== "resolved" || !over.resolvedAt || over.alertCount >= rule.maxAlerts) return false
  return secondsBetween(over.resolvedAt, at) <= rule.reopenWindowMinutes * 60
}

/** True while alerts that come may still join an incident, by its rule. */
export function isInWindow({ window }: CorrelationRule, incident: Home, at: Instant): boolean {
  if (!isOpen(incident.stage)) return false
  if (!window) return true
  const total = secondsBetween(incident.openedAt, at)
  if (window.kind === "fixed") return total <= window.minutes * 60
  const since = secondsBetween(incident.lastAlertAt ?? incident.openedAt, at)
  return since <= window.minutes * 60 && total <= slidingCapSeconds
}

/** The others an alert makes up the number with, oldest first; null while they are too few. */
function enough<A extends Correlatable>(
  rule: CorrelationRule,
  alert: A,
  at: Instant,
  awaiting: readonly A[],
): A[] | null {
  if (rule.minAlerts === 1 && !rule.minDistinct) return []
  const others = withinWindow(
    rule,
    at,
    awaiting.filter((other) => other.id !== alert.id),
  ).slice(0, rule.maxAlerts - 1)
  if (others.length + 1 < rule.minAlerts) return null
  const { minDistinct } = rule
  if (minDistinct) {
    const values = new Set([...others, alert].flatMap((one) => valuesOf(one, minDistinct.field)))
    if (values.size < minDistinct.count) return null
  }
  return others.reverse()
}

/** How far back a rule looks for alerts that wait. */
export function lookBackSeconds({ window }: CorrelationRule): number {
  if (!window) return 0
  return window.kind === "fixed" ? window.minutes * 60 : slidingCapSeconds
}

/**
 * Newest first: those whose first sighting lies within a fixed window that ends now, or in an unbroken chain back from now
 * whose links are no longer than a sliding one.
 */
function withinWindow<A extends Correlatable>(
  rule: CorrelationRule,
  at: Instant,
  awaiting: readonly A[],
): A[] {
  const longest = rule.window ? rule.window.minutes * 60 : Number.POSITIVE_INFINITY
  const newestFirst = [...awaiting].sort((a, b) => -byFirstSeen(a, b))
  const found: A[] = []
  let from = at
  for (const other of newestFirst) {
    if (secondsBetween(other.firstSeenAt, at) > lookBackSeconds(rule)) break
    if (rule.window?.kind === "sliding") {
      if (secondsBetween(other.firstSeenAt, from) > longest) break
      from = other.firstSeenAt
    }
    found.push(other)
  }
  return found
}

/**
 * In the order alerts came; those that came together by what they say, so that no order depends on chance. A fingerprint
 * is the last resort: it holds the source's random id.
 */
export function byFirstSeen(a: Correlatable, b: Correlatable): number {
  return (
    a.firstSeenAt.epochMilliseconds - b.firstSeenAt.epochMilliseconds ||
    compare(a.asset ?? "", b.asset ?? "") ||
    compare(a.rule ?? "", b.rule ?? "") ||
    compare(a.title, b.title) ||
    compare(a.fingerprint, b.fingerprint)
  )
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

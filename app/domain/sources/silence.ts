import { invalid } from "#app/kernel/errors.ts"
import { type Instant, isBefore, plusSeconds, Temporal } from "#app/kernel/time.ts"

/** The adapter of dead-man's switches: they are late after one period, feeds of a tool after two. */
export const heartbeatAdapter = "heartbeat"

/** Bounds of how often a source may be expected, in seconds: the silence of one is looked for every 15 seconds. */
export const expectedEvery = { least: 30, most: 30 * 86_400 } as const

/** @throws DomainError `invalid` for a heartbeat without the time it is expected in: it would watch nothing */
export function mustBeExpected(adapter: string, expectedEverySeconds: number | null): void {
  if (adapter === heartbeatAdapter && expectedEverySeconds === null)
    throw invalid("A heartbeat needs the time within which it is expected.", {
      expectedEverySeconds: "Say how often it beats.",
    })
}

/** What the rules need to know of a source. */
export type WatchedSource = {
  readonly adapter: string
  readonly enabled: boolean
  readonly isDeleted: boolean
  readonly createdAt: Instant
  readonly lastDeliveryAt: Instant | null
  /** Null where silence means nothing. */
  readonly expectedEverySeconds: number | null
  /** Set while there is an alert of its silence. */
  readonly silentSince: Instant | null
  /** Since when it has not been watched, silent or paused; null while it is. */
  readonly openSince: Instant | null
  /** When it was last not watched before that. */
  readonly lastEndedAt: Instant | null
}

/** What has to change, and to what; null where nothing does. */
export type SilenceStep = {
  readonly alert: "fires" | "resolves" | null
  /** What `silentSince` is after it. */
  readonly silentSince: Instant | null
  /** A time in which it is not watched begins, or ended. */
  readonly opens: Instant | null
  readonly closes: Instant | null
}

/** A portal that was away itself lets its sources be heard for so long before it calls them silent. */
const graceSeconds = 300

/** Seconds without a delivery after which a source is silent; null where silence means nothing. */
export function silentAfterSeconds(source: {
  readonly adapter: string
  readonly expectedEverySeconds: number | null
  readonly lastDeliveryAt: unknown
}): number | null {
  if (source.expectedEverySeconds === null) return null
  const periods = source.adapter === heartbeatAdapter && source.lastDeliveryAt !== null ? 1 : 2
  return source.expectedEverySeconds * periods
}

/**
 * What the passing of time does to a source: it falls silent, speaks again, is paused, goes on. Doing the step and asking
 * again gives no further step, so it may be asked as often as one likes.
 *
 * @param watchingSince when the portal began to look
 */
export function silenceStep(source: WatchedSource, now: Instant, watchingSince: Instant): SilenceStep {
  const { enabled, silentSince, openSince, lastDeliveryAt } = source
  const isWatched = !source.isDeleted && source.expectedEverySeconds !== null
  // A pause is over: from now on it has the time it is given.
  const isResumed = enabled && openSince !== null && silentSince === null
  const heard = heardAt(source)
  const isSilent = isWatched && enabled && !isResumed && isOverdue(source, heard, now, watchingSince)
  const isUncovered = isWatched && (isSilent || !enabled)
  const spoke = !isResumed && openSince && lastDeliveryAt && isBefore(openSince, lastDeliveryAt)
  return {
    alert: isSilent === (silentSince !== null) ? null : isSilent ? "fires" : "resolves",
    silentSince: isSilent ? (silentSince ?? heard) : null,
    opens: isUncovered && !openSince ? (isSilent ? heard : now) : null,
    closes: !isUncovered && openSince ? (spoke ? lastDeliveryAt : now) : null,
  }
}

/** True when the step changes anything. */
export function isStep(step: SilenceStep): boolean {
  return step.alert !== null || step.opens !== null || step.closes !== null
}

function heardAt({ lastDeliveryAt, createdAt, lastEndedAt }: WatchedSource): Instant {
  const heard = lastDeliveryAt ?? createdAt
  return lastEndedAt ? latest(heard, lastEndedAt) : heard
}

function isOverdue(source: WatchedSource, heard: Instant, now: Instant, watchingSince: Instant): boolean {
  const allowed = silentAfterSeconds(source)
  if (allowed === null) return false
  const due = plusSeconds(heard, allowed)
  const patient = plusSeconds(watchingSince, Math.min(allowed, graceSeconds))
  return isBefore(source.silentSince ? due : latest(due, patient), now)
}

const latest = (a: Instant, b: Instant) => (Temporal.Instant.compare(a, b) >= 0 ? a : b)

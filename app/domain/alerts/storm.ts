import type { Instant } from "#app/kernel/time.ts"

/** Arrivals of new problems of one rule of a source, by the minute since 1970; and until when it rages. */
export type StormCount = {
  readonly minutes: readonly (readonly [minute: number, arrivals: number])[]
  /** Epoch milliseconds from which its arrivals are back within the limit, if no more come. Null while there is no storm. */
  readonly calmFrom: number | null
}

export const noStorm: StormCount = { minutes: [], calmFrom: null }

/** Minutes over which arrivals are counted, the current one included. */
const windowMinutes = 10
const minuteMs = 60_000
/** A storm ends when arrivals have been within the limit for so long. */
export const calmMs = 15 * minuteMs

/** True while a storm rages: arrivals were above the limit, and have not been within it for 15 minutes yet. */
export function isRaging(count: StormCount, at: Instant): boolean {
  return count.calmFrom !== null && at.epochMilliseconds < count.calmFrom + calmMs
}

/**
 * Counts one more arrival. It overflows when the limit is passed with it, or when a storm still rages.
 *
 * @param limit arrivals in ten minutes that are not yet a storm
 */
export function arrive(
  count: StormCount,
  at: Instant,
  limit: number,
): { readonly count: StormCount; readonly overflows: boolean } {
  const raging = isRaging(count, at)
  const minute = Math.floor(at.epochMilliseconds / minuteMs)
  const minutes = withArrival(count.minutes, minute)
  const over = arrivalsIn(minutes, minute) > limit
  const before = raging ? count.calmFrom : null
  const calmFrom = over ? Math.max(before ?? 0, calmMinute(minutes, minute, limit) * minuteMs) : before
  return { count: { minutes, calmFrom }, overflows: over || raging }
}

function withArrival(minutes: StormCount["minutes"], minute: number): StormCount["minutes"] {
  const newest = Math.max(minute, minutes.at(-1)?.[0] ?? minute)
  const counts = new Map(minutes.filter(([m]) => m > newest - windowMinutes))
  if (minute > newest - windowMinutes) counts.set(minute, (counts.get(minute) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => a - b)
}

function arrivalsIn(minutes: StormCount["minutes"], until: number): number {
  return minutes.reduce((sum, [m, n]) => (m > until - windowMinutes && m <= until ? sum + n : sum), 0)
}

/** The first minute in which the window holds no more than the limit, if nothing more comes. */
function calmMinute(minutes: StormCount["minutes"], from: number, limit: number): number {
  let minute = from
  while (minute < from + windowMinutes && arrivalsIn(minutes, minute) > limit) minute++
  return minute
}

/**
 * Whether the nth signal of an overflow alert is among those shown of it: the first five, then one in ten, in a hundred, in
 * a thousand, so that any storm fits on a page.
 */
export function isSampled(nth: number): boolean {
  if (nth <= 5) return true
  const step = 10 ** Math.max(1, Math.floor(Math.log10(nth)))
  return nth % step === 0
}

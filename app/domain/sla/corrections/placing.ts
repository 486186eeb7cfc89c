import { type Instant, isBefore } from "#app/kernel/time.ts"

/** Of a clock, what a stop may be placed by. */
export type Stopped = { readonly startedAt: Instant; readonly endedAt: Instant }

/**
 * What is wrong with placing the stop of a clock at a moment, and what to do; null for nothing. It may also be later than
 * the recorded one, as what stopped the clock may turn out to have been none of the kind.
 */
export function placingFault({ startedAt, endedAt }: Stopped, at: Instant, now: Instant): string | null {
  if (isBefore(at, startedAt)) return "is before the clock started: give a moment from its start on"
  if (isBefore(now, at)) return "is still to come: give when it happened"
  if (at.equals(endedAt)) return "is where it is counted from already: give another moment"
  return null
}

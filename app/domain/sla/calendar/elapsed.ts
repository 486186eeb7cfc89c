import type { Instant } from "#app/kernel/time.ts"
import type { Calendar } from "./calendar.ts"
import { type Micros, microsOf, secondsOf } from "./micros.ts"
import { openSpans } from "./open-spans.ts"

/** Seconds of service time between two moments; 0 when the second is not after the first. */
export function elapsed(calendar: Calendar, from: Instant, to: Instant): number {
  return secondsOf(elapsedMicros(calendar, microsOf(from), microsOf(to)))
}

export function elapsedMicros(calendar: Calendar, from: Micros, to: Micros): Micros {
  let total = 0
  for (const span of openSpans(calendar, from, to)) total += span.to - span.from
  return total
}

import type { Instant } from "#app/kernel/time.ts"
import type { Calendar } from "./calendar.ts"
import { instantOf, microsFrom, microsOf } from "./micros.ts"
import { horizon, openSpansBack } from "./open-spans.ts"

/**
 * The latest moment from which `seconds` of service time pass until `to`: when to warn ahead of a deadline.
 *
 * @returns null when the calendar was not open for so long within the hundred years before
 */
export function before(calendar: Calendar, to: Instant, seconds: number): Instant | null {
  let left = microsFrom(seconds)
  if (left <= 0) return to
  const end = microsOf(to)
  for (const span of openSpansBack(calendar, end - horizon, end)) {
    const open = span.to - span.from
    if (left <= open) return instantOf(span.to - left)
    left -= open
  }
  return null
}

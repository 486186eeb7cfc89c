import type { Instant } from "#app/kernel/time.ts"
import type { Calendar } from "./calendar.ts"
import { instantOf, type Micros, microsFrom, microsOf } from "./micros.ts"
import { horizon, openSpans } from "./open-spans.ts"

/**
 * The earliest moment by which `seconds` of service time have passed since `from`: a target used up exactly at closing is
 * due at closing, and one of nothing is due at once.
 *
 * @returns null when the calendar never opens for so long within a hundred years
 */
export function deadline(calendar: Calendar, from: Instant, seconds: number): Instant | null {
  const due = deadlineMicros(calendar, microsOf(from), microsFrom(seconds))
  return due === null ? null : instantOf(due)
}

export function deadlineMicros(calendar: Calendar, from: Micros, length: Micros): Micros | null {
  if (length <= 0) return from
  let left = length
  for (const span of openSpans(calendar, from, from + horizon)) {
    const open = span.to - span.from
    if (left <= open) return span.from + left
    left -= open
  }
  return null
}

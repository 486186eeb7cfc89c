import type { Instant } from "#app/kernel/time.ts"
import type { Calendar } from "./calendar.ts"
import { instantOf, type Micros, microsOf } from "./micros.ts"
import { horizon, openSpans } from "./open-spans.ts"

/** Open at the first moment of a window, closed at its last. */
export function isOpen(calendar: Calendar, at: Instant): boolean {
  const moment = microsOf(at)
  return !openSpans(calendar, moment, moment + 1).next().done
}

/** The moment itself when open, else the next opening; null when there is none within a hundred years. */
export function nextOpen(calendar: Calendar, at: Instant): Instant | null {
  const opens = nextOpenMicros(calendar, microsOf(at))
  return opens === null ? null : instantOf(opens)
}

export function nextOpenMicros(calendar: Calendar, at: Micros): Micros | null {
  for (const span of openSpans(calendar, at, at + horizon)) return span.from
  return null
}

/**
 * When the open time that runs at the moment, or else the next one, comes to its end. Windows that touch are one, over
 * midnight too.
 *
 * @returns null when it never closes, or never opens again
 */
export function nextClose(calendar: Calendar, at: Instant): Instant | null {
  const from = microsOf(at)
  let end: Micros | null = null
  for (const span of openSpans(calendar, from, from + horizon)) {
    if (end !== null && span.from > end) break
    end = span.to
  }
  return end === null || end >= from + horizon ? null : instantOf(end)
}

import { type Instant, Temporal } from "#app/kernel/time.ts"

/** Reads `2026-03-29T02:30` on the clock of a zone: an hour its clocks skip is the next, of one that comes twice the first. Null for anything else. */
export function momentOf(text: string, timeZone: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return null
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant()
  } catch {
    return null
  }
}

/** The same the other way round, to the minute: what a field of dates begins with. */
export function wallTime(at: Instant, timeZone: string): string {
  return at.toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: "minute" })
}

import { type Instant, Temporal } from "#app/kernel/time.ts"

/**
 * The moment a wall clock of a zone shows `YYYY-MM-DDTHH:MM`. An hour it shows twice is the first of the two; one it leaves
 * out is as much later as it is left out.
 *
 * @returns null for what is no date and time
 */
export function momentAt(wall: string, zone: string): Instant | null {
  try {
    return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).toInstant()
  } catch {
    return null
  }
}

/** A moment by a zone's wall clock, as a form holds it: `YYYY-MM-DDTHH:MM`. */
export function wallOf(at: Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "minute" })
}

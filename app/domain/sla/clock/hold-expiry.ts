import { type Instant, Temporal } from "#app/kernel/time.ts"
import type { Calendar } from "../calendar/calendar.ts"
import { isOpen, nextClose, nextOpen } from "../calendar/opening.ts"

export const defaultHoldDays = 5

/**
 * When a hold has lasted for so many business days: at the wall-clock time of its beginning on the last of them, or at
 * that day's opening or the next when it is closed then. A business day is a later local date on which the calendar opens.
 *
 * @returns null when the calendar never opens so often
 */
export function holdExpiry(calendar: Calendar, entered: Instant, days = defaultHoldDays): Instant | null {
  const start = entered.toZonedDateTimeISO(calendar.zone)
  let date = start.toPlainDate()
  for (let left = days; left > 0; left--) {
    const next = date.add({ days: 1 }).toZonedDateTime(calendar.zone).toInstant()
    const open = nextOpen(calendar, next)
    if (!open) return null
    date = open.toZonedDateTimeISO(calendar.zone).toPlainDate()
  }
  const then = date.toZonedDateTime({ timeZone: calendar.zone, plainTime: start.toPlainTime() }).toInstant()
  return onThatDay(calendar, date, then)
}

function onThatDay(calendar: Calendar, date: Temporal.PlainDate, then: Instant): Instant | null {
  if (isOpen(calendar, then)) return then
  const opening = nextOpen(calendar, then)
  const isLater = !opening?.toZonedDateTimeISO(calendar.zone).toPlainDate().equals(date)
  // After the last closing of the day: at that closing, so that it does not become a day more.
  return isLater ? lastClose(calendar, date) : opening
}

function lastClose(calendar: Calendar, date: Temporal.PlainDate): Instant | null {
  const end = date.add({ days: 1 }).toZonedDateTime(calendar.zone).toInstant()
  let close = nextClose(calendar, date.toZonedDateTime(calendar.zone).toInstant())
  for (let later = close; later && Temporal.Instant.compare(later, end) < 0;) {
    close = later
    later = nextClose(calendar, later)
  }
  return close
}

import type { Calendar } from "#app/domain/sla/calendar/calendar.ts"
import { daysFrom } from "#app/domain/sla/calendar/fortnight.ts"
import type { Instant } from "#app/kernel/time.ts"

/** The next two weeks of a calendar, ready to be drawn. */
export function planOf(calendar: Calendar, now: Instant) {
  return { zone: calendar.zone, days: daysFrom(calendar, now) }
}

export type Plan = ReturnType<typeof planOf>

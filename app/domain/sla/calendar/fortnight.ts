import { type Instant, secondsBetween, Temporal } from "#app/kernel/time.ts"
import { type Calendar, type EpochDay, type Window, weekdayOf, windowsOn } from "./calendar.ts"

/** One local date of a calendar, to be drawn. */
export type DayPlan = {
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** 0 for Monday. */
  readonly weekday: number
  readonly windows: readonly Window[]
  readonly holiday: string | null
  /** Its hours are neither those of its weekday nor a holiday's. */
  readonly isChanged: boolean
  /** Hours the date has: 23 or 25 where the clocks change. */
  readonly hours: number
}

/** The dates from the local one of a moment on. */
export function daysFrom(calendar: Calendar, from: Instant, count = 14): readonly DayPlan[] {
  const first = from.toZonedDateTimeISO(calendar.zone).toPlainDate()
  return Array.from({ length: count }, (_, index) => planOf(calendar, first.add({ days: index })))
}

function planOf({ hours, zone }: Calendar, date: Temporal.PlainDate): DayPlan {
  const day: EpochDay = Temporal.PlainDate.from("1970-01-01").until(date, { largestUnit: "days" }).days
  const common = { date: date.toString(), weekday: weekdayOf(day), hours: lengthOf(date, zone) }
  if (hours.kind === "always")
    return { ...common, windows: [{ from: 0, to: 86_400 }], holiday: null, isChanged: false }
  const holiday = hours.holidays.find((known) => known.date === common.date)?.name ?? null
  return {
    ...common,
    windows: windowsOn(hours, day),
    holiday,
    isChanged: holiday === null && hours.exceptions.has(day),
  }
}

function lengthOf(date: Temporal.PlainDate, zone: string): number {
  const begin = (of: Temporal.PlainDate) => of.toZonedDateTime(zone).toInstant()
  return secondsBetween(begin(date), begin(date.add({ days: 1 }))) / 3600
}

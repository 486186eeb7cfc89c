import { type Weekday, weekdays } from "#app/domain/sla/calendar/calendar.ts"
import type { CalendarDraftJson } from "#app/domain/sla/policies/policy-draft.ts"
import { textOfHours } from "./hours-text.ts"

/** A calendar as its form holds it. */
export type EditedCalendar = {
  /** 0 for one that is not saved yet. */
  readonly version: number
  readonly name: string
  readonly zone: string
  readonly isAlways: boolean
  readonly week: Readonly<Record<Weekday, string>>
  readonly holidays: string
  readonly overrides: string
  readonly closures: string
}

export function editedOf(name: string, version: number, draft: CalendarDraftJson): EditedCalendar {
  const { zone, weekly, holidays, overrides, closures } = draft
  const lines = (dated: Readonly<Record<string, [string, string][]>>) =>
    Object.entries(dated)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([date, hours]) => `${date} ${textOfHours(hours)}`.trim())
      .join("\n")
  const hoursOn = (day: Weekday) => (weekly === "always" ? "" : textOfHours(weekly[day]))
  return {
    ...{ name, version, zone, isAlways: weekly === "always" },
    week: Object.fromEntries(weekdays.map((day) => [day, hoursOn(day)])) as Record<Weekday, string>,
    holidays: holidays.map((h) => `${h.date} ${h.name}`).join("\n"),
    overrides: lines(overrides),
    closures: lines(closures),
  }
}

const office = "09:00-17:00"

/** What a new calendar starts from. */
export const freshCalendar: EditedCalendar = {
  ...{ version: 0, name: "", zone: "", isAlways: false },
  week: { mon: office, tue: office, wed: office, thu: office, fri: office, sat: "", sun: "" },
  ...{ holidays: "", overrides: "", closures: "" },
}

import { type Hours, defineCalendar } from "#app/domain/sla/calendar/define.ts"
import { type Weekday, weekdays } from "#app/domain/sla/calendar/calendar.ts"
import { draftOf } from "#app/domain/sla/policies/compile.ts"
import { type CalendarDraftJson, calendarDraft } from "#app/domain/sla/policies/policy-draft.ts"
import { invalid } from "#app/kernel/errors.ts"
import type { Instant } from "#app/kernel/time.ts"
import { dateField } from "../effective-date.ts"
import { datedLines, hoursOf } from "./hours-text.ts"

export type WrittenCalendar = {
  readonly name: string
  readonly draft: CalendarDraftJson
  /** Null for now. */
  readonly effectiveFrom: Instant | null
}

type Note = (field: string, says: string) => void

/** Reads a calendar out of its form. @throws DomainError `invalid`, each complaint beside its field */
export function readCalendar(form: FormData): WrittenCalendar {
  const errors: Record<string, string> = {}
  const note: Note = (field, says) => (errors[field] ??= says)
  const text = (name: string) => String(form.get(name) ?? "")
  const name = text("name").trim()
  if (name === "" || name.length > 100) note("name", "Give it a name of at most 100 characters.")
  const zone = text("zone").trim()
  const faultOf = (draft: Partial<CalendarDraftJson>) => {
    const made = defineCalendar(draftOf({ ...closed, ...draft }))
    return made.ok ? null : made.error.join(" ")
  }
  if (zone === "" || faultOf({ zone })) note("zone", "Choose a time zone such as Europe/Sofia.")
  const holidays = holidaysOf(text("holidays"), note)
  const overrides = dated(text("overrides"), "overrides", note, true)
  const closures = dated(text("closures"), "closures", note, false)
  const dates = { holidays, overrides, closures }
  for (const field of ["holidays", "overrides", "closures"] as const) {
    const fault = faultOf({ [field]: dates[field] })
    if (fault) note(field, fault)
  }
  const weekly = text("kind") === "always" ? ("always" as const) : weekOf(text, faultOf, note)
  const effectiveFrom = dateField(form, "effectiveFrom", note)
  const draft = calendarDraft.safeParse({ zone, weekly, ...dates })
  if (!draft.success || Object.keys(errors).length > 0)
    throw invalid("Something in the calendar is not right yet.", errors)
  return { name, draft: draft.data, effectiveFrom }
}

const closed: CalendarDraftJson = { zone: "UTC", weekly: {}, holidays: [], overrides: {}, closures: {} }
type Json = [string, string][]
const jsonOf = (hours: Hours): Json => hours.map(([from, to]) => [from, to])

function weekOf(
  text: (name: string) => string,
  faultOf: (draft: Partial<CalendarDraftJson>) => string | null,
  note: Note,
) {
  const weekly: Partial<Record<Weekday, Json>> = {}
  for (const day of weekdays) {
    const hours = hoursOf(text(day))
    if (!hours) note(day, "Write it like 09:00-12:30, 13:30-17:00, or leave it empty for closed.")
    else if (hours.length > 0) {
      const fault = faultOf({ weekly: { [day]: jsonOf(hours) } })
      if (fault) note(day, fault)
      weekly[day] = jsonOf(hours)
    }
  }
  return weekly
}

function holidaysOf(text: string, note: Note) {
  const seen = new Map<string, string>()
  for (const { date, rest } of datedLines(text)) {
    if (!date || rest === "" || rest.length > 120) {
      note(
        "holidays",
        `“${(date ?? rest).slice(0, 40)}”: write a date and a name, such as 2026-12-25 Christmas.`,
      )
      continue
    }
    if (seen.has(date)) note("holidays", `${date} is there twice.`)
    seen.set(date, rest)
  }
  return [...seen].map(([date, name]) => ({ date, name })).sort((a, b) => a.date.localeCompare(b.date))
}

/** @param mayBeClosed whether a date without hours is closed all day */
function dated(text: string, field: string, note: Note, mayBeClosed: boolean): Record<string, Json> {
  const found: Record<string, Json> = {}
  for (const { date, rest } of datedLines(text)) {
    const hours = hoursOf(rest)
    if (!date || !hours || (hours.length === 0 && !mayBeClosed)) {
      note(field, `“${(date ?? rest).slice(0, 40)}”: write a date and hours, such as 2026-12-24 09:00-13:00.`)
      continue
    }
    if (found[date]) note(field, `${date} is there twice; put its hours on one line.`)
    found[date] = jsonOf(hours)
  }
  return found
}

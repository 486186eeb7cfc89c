import { type Instant, Temporal } from "#app/kernel/time.ts"

/** A calendar month, `2026-11`. Its ends are those of a client's own time zone. */
export type Month = string & { readonly month: never }

/** Half-open: up to and without `to`. */
export type Period = { readonly from: Instant; readonly to: Instant }

const form = /^(20\d\d)-(0[1-9]|1[0-2])$/

/** What an address or a call names; undefined for anything that is no month from 2000 to 2099. */
export function parseMonth(text: string | null | undefined): Month | undefined {
  return text && form.test(text) ? (text as Month) : undefined
}

/** The month that is under way somewhere. @param zone IANA */
export function monthAt(at: Instant, zone: string): Month {
  return at.toZonedDateTimeISO(zone).toPlainDate().toPlainYearMonth().toString() as Month
}

/** From the first moment of a month to the first of the next, by the wall clock of a zone. */
export function periodOf(month: Month, zone: string): Period {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 })
  return { from: startOf(first, zone), to: startOf(first.add({ months: 1 }), zone) }
}

/** This month and those before it, newest first. */
export function monthsBack(month: Month, count: number): Month[] {
  const newest = Temporal.PlainYearMonth.from(month)
  return Array.from({ length: count }, (_, i) => newest.subtract({ months: i }).toString() as Month)
}

/** `November 2026`. */
export function monthWords(month: Month): string {
  const [year, number] = month.split("-")
  return `${names[Number(number) - 1]} ${year}`
}

const names = [
  ...["January", "February", "March", "April", "May", "June", "July"],
  ...["August", "September", "October", "November", "December"],
] as const

const startOf = (date: Temporal.PlainDate, zone: string) => date.toZonedDateTime(zone).toInstant()

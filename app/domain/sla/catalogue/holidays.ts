import Holidays from "date-holidays"
import type { Holiday } from "../calendar/calendar.ts"

export type Region = { readonly code: string; readonly name: string }

/** Countries whose public holidays are known, by name. */
export function countries(): readonly Region[] {
  return Object.entries(new Holidays().getCountries("en"))
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"))
}

/**
 * The public holidays of a country in some years, with the names people there use: a copy to be looked through and
 * changed, since no library knows what a contract says. Days that last longer than one are given one by one.
 *
 * @returns empty for a country that is not known
 */
export function publicHolidays(
  country: string,
  years: readonly number[],
  language?: string,
): readonly Holiday[] {
  if (!countries().some((region) => region.code === country)) return []
  const known = new Holidays(country)
  const found = new Map<string, string>()
  for (const year of years)
    for (const holiday of known.getHolidays(year, language))
      if (holiday.type === "public")
        for (const date of datesOf(holiday.date, holiday.start, holiday.end))
          if (!found.has(date)) found.set(date, holiday.name)
  return [...found].map(([date, name]) => ({ date, name })).sort((a, b) => a.date.localeCompare(b.date))
}

/** `date` is the local one it starts on; the length says how many it covers. */
function datesOf(date: string, start: Date, end: Date): string[] {
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000))
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`)
  return Array.from({ length: days }, (_, i) => new Date(first + i * 86_400_000).toISOString().slice(0, 10))
}

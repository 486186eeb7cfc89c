import { text } from "./fields.ts"
import { readTime, readTimestamp, type TimeRead } from "./timestamp.ts"

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

/** Zones by the names of RFC 822, and those that mean one offset in nearly every log. Other letters mean several zones or none. */
const zones: Readonly<Record<string, string>> = {
  Z: "Z",
  UTC: "Z",
  GMT: "Z",
  EST: "-05:00",
  EDT: "-04:00",
  CST: "-06:00",
  CDT: "-05:00",
  MST: "-07:00",
  MDT: "-06:00",
  PST: "-08:00",
  PDT: "-07:00",
  CET: "+01:00",
  CEST: "+02:00",
  MEZ: "+01:00",
  MESZ: "+02:00",
  WET: "Z",
  WEST: "+01:00",
  BST: "+01:00",
  EET: "+02:00",
  EEST: "+03:00",
  MSK: "+03:00",
  JST: "+09:00",
  AEST: "+10:00",
  AEDT: "+11:00",
}

const clock = /(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?!\d)/
const yearFirst = /\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=\D|$)/
const monthByName = /\b([A-Za-z]{3})[a-z]{0,6}\.? {1,3}(\d{1,2})(?:st|nd|rd|th)?,?(?: {1,3}(\d{4}))?\b/
const dayMonth = /\b(\d{1,2})[ -]([A-Za-z]{3})[a-z]{0,6}[ -](\d{4})\b/
const offset = /(?:^|[^\d-])([+-]\d{2}):?(\d{2})\b/

/**
 * A field's time as tools write it out for people: `Jan 5, 2026 10:24:08 MST`, `Tue Sep 11 16:14:21 2026 UTC`,
 * `2026/08/31 14:00:02`. Also everything `readTime` reads. A time without a zone is one of `zone`; one without a year
 * cannot be placed.
 */
export function readWrittenTime(field: string, value: unknown, zone = "Z"): TimeRead {
  if (readTimestamp(value) !== null) return readTime(field, value)
  const given = text(value)?.slice(0, 64) ?? ""
  const written = rewritten(given, zone)
  return written !== null && readTimestamp(written) !== null
    ? readTime(field, written)
    : readTime(field, value)
}

function rewritten(given: string, zone: string): string | null {
  const time = clock.exec(given)
  const date = dateOf(given)
  if (!time || !date) return null
  const [, hour = "", minute = "", second = "00", fraction] = time
  const rest = given.slice(time.index + time[0].length)
  const own = zoneOf(rest)
  if (own === "unknown") return null
  return `${date}T${hourOf(hour, rest)}:${minute}:${second}${fraction ? `.${fraction}` : ""}${own ?? zone}`
}

function dateOf(given: string): string | null {
  const [, y, m = "", d = ""] = yearFirst.exec(given) ?? []
  if (y) return `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`
  const [, dayOfMonth = "", monthName = "", yearLast] = dayMonth.exec(given) ?? []
  if (yearLast && months.includes(monthName.toLowerCase())) return written(yearLast, monthName, dayOfMonth)
  const named = namedDate(given)
  // asctime has its year at the end, Tue Sep 11 16:14:21 2026 UTC; some put it first, 2025 Mar  4 19:51:39.
  const year = named?.[3] ?? /(?:^|:\d{2}(?: [A-Z]{3,4})? )(\d{4})\b/.exec(given)?.[1]
  return named && year ? written(year, named[1] ?? "", named[2] ?? "") : null
}

/** Behind the day of the week, which looks like a month in front of the month. */
function namedDate(given: string): RegExpExecArray | null {
  return monthByName.exec(given.replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? {1,3}/i, ""))
}

function written(year: string, month: string, day: string): string | null {
  const number = months.indexOf(month.toLowerCase()) + 1
  return number === 0 ? null : `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`
}

/** Of 24: an hour before `AM` or `PM` is one of twelve. */
function hourOf(hour: string, rest: string): string {
  const half = /^ ?([ap])m\b/i.exec(rest)?.[1]?.toLowerCase()
  return String(half ? (Number(hour) % 12) + (half === "p" ? 12 : 0) : hour).padStart(2, "0")
}

/** Its offset; null where none is named. A name that means several zones, or none we know, is not guessed. */
function zoneOf(rest: string): string | null {
  const [, hours, minutes] = offset.exec(rest) ?? []
  if (hours) return `${hours}:${minutes}`
  const [name] = /\b[A-Z]{3,4}\b|^ ?Z\b/.exec(rest) ?? []
  return name ? (zones[name.trim()] ?? "unknown") : null
}

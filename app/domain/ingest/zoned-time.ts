import { text } from "./fields.ts"
import { readTime, readTimestamp, type TimeRead } from "./timestamp.ts"

const local = /^(\d{4})[-.](\d{2})[-.](\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)([.,]\d{1,9})?$/
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

/** Names of zones that mean one offset in nearly every log; others (IST, CST in China) are not guessed. */
const zones: Readonly<Record<string, string>> = {
  utc: "Z",
  gmt: "Z",
  z: "Z",
  wet: "Z",
  west: "+01:00",
  bst: "+01:00",
  cet: "+01:00",
  cest: "+02:00",
  mez: "+01:00",
  mesz: "+02:00",
  eet: "+02:00",
  eest: "+03:00",
  msk: "+03:00",
  jst: "+09:00",
  aest: "+10:00",
  aedt: "+11:00",
  est: "-05:00",
  edt: "-04:00",
  cst: "-06:00",
  cdt: "-05:00",
  mst: "-07:00",
  mdt: "-06:00",
  pst: "-08:00",
  pdt: "-07:00",
}

/**
 * A field's time as tools write it for people: also without a zone (then `zone` is it) and in words, in any order:
 * `Mar 6 2023 08:04:45.866 CET`, `Sat Oct 26 23:20:39 UTC 2024`, `July 30, 2019 10:36 AM BST`. A date that needs
 * guessing (no year, 3/4/2025, an unknown zone) is unreadable.
 *
 * @param zone `Z` or an offset such as `+02:00`
 */
export function readTimeIn(field: string, value: unknown, zone = "Z"): TimeRead {
  const given = text(value)
  if (given === null || given.length > 64 || readTimestamp(value) !== null) return readTime(field, value)
  const parts = local.exec(given)
  const written = parts
    ? `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}${parts[5]?.replace(",", ".") ?? ""}${zone}`
    : fromWords(given, zone)
  const read = written === null ? null : readTimestamp(written)
  return read === null ? readTime(field, value) : { value: read, partial: [] }
}

type Found = { year?: string; month?: string; day?: string; time?: string; half?: string; zone?: string }

/** The same in RFC 3339, or null when a part is missing or unknown. */
function fromWords(given: string, zone: string): string | null {
  const found: Found = {}
  for (const word of given.split(/[\s,]+/)) if (word !== "" && !place(word, found)) return null
  const { year, month, day, time, half } = found
  if (!year || !month || !day || !time) return null
  return `${year}-${month}-${day.padStart(2, "0")}T${clock(time, half)}${found.zone ?? zone}`
}

const days = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}$/i

function place(word: string, found: Found): boolean {
  const lower = word.toLowerCase()
  const month = /^[a-z]{3,9}$/.test(lower) ? months.indexOf(lower.slice(0, 3)) : -1
  if (/^\d{4}$/.test(word)) found.year = word
  else if (/^\d{1,2}$/.test(word)) found.day = word
  else if (/^\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?$/.test(word)) found.time = word
  else if (lower === "am" || lower === "pm") found.half = lower
  else if (Object.hasOwn(zones, lower)) found.zone = zones[lower] ?? "Z"
  else if (/^[+-]\d{2}:?\d{2}$/.test(word)) found.zone = `${word.slice(0, 3)}:${word.slice(-2)}`
  else if (month >= 0) found.month = String(month + 1).padStart(2, "0")
  else return days.test(word) || lower === "at"
  return true
}

/** A clock of 24 hours with seconds. */
function clock(time: string, half: string | undefined): string {
  const [hours = "0", minutes = "00", seconds = "00"] = time.split(":")
  const hour = half ? (Number(hours) % 12) + (half === "pm" ? 12 : 0) : Number(hours)
  return `${String(hour).padStart(2, "0")}:${minutes}:${seconds}`
}

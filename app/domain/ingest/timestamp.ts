import { Temporal } from "#app/kernel/time.ts"
import { text } from "./fields.ts"

const rfc3339 =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,9})\d*)?\s?(Z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})(?: [A-Z]{1,5})?$/i
const epoch = /^(\d{9,19})(?:\.(\d{1,9})\d*)?$/

export type TimeRead = {
  readonly value: string | null
  /** `field:unreadable(text)` where there was a time that we cannot place; empty otherwise. */
  readonly partial: readonly string[]
}

/** A field's time. No value and the zero times of Go and Unix are no time; a local time without a zone is unreadable. */
export function readTime(field: string, value: unknown): TimeRead {
  const read = readTimestamp(value)
  const given = text(value)
  const absent = (value ?? "") === "" || given === "0" || given?.startsWith("0001-01-01")
  if (read !== null || absent) return { value: read, partial: [] }
  return { value: null, partial: [`${field}:unreadable(${given?.slice(0, 40) ?? typeof value})`] }
}

/**
 * A tool's time as RFC 3339 in UTC with every digit it sent, or null when there is none: no value, Go's zero time, a
 * local time without a zone, or nonsense. Numbers are epochs in seconds, milliseconds, microseconds or nanoseconds by
 * their size.
 */
export function readTimestamp(value: unknown): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null
  const given = String(value).trim()
  if (given.length > 64 || given.startsWith("0001-01-01")) return null
  const number = epoch.exec(given)
  try {
    return number ? fromEpoch(number[1] ?? "", number[2] ?? "") : fromText(given)
  } catch {
    return null
  }
}

function fromText(given: string): string | null {
  const match = rfc3339.exec(given)
  if (!match) return null
  const [, date = "", time = "", fraction, zone = "Z"] = match
  const seconds = time.length === 5 ? `${time}:00` : time
  const offset = /^(z|utc)$/i.test(zone) ? "Z" : offsetOf(zone)
  const instant = Temporal.Instant.from(`${date}T${seconds}${fraction ? `.${fraction}` : ""}${offset}`)
  return fraction ? instant.toString({ fractionalSecondDigits: digits(fraction.length) }) : instant.toString()
}

function offsetOf(zone: string): string {
  const figures = zone.slice(1).replace(":", "").padEnd(4, "0")
  return `${zone.slice(0, 1)}${figures.slice(0, 2)}:${figures.slice(2)}`
}

const digits = (count: number) => Math.min(Math.max(count, 0), 9) as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

/** Exact: a fraction of any unit is carried in whole nanoseconds. */
function fromEpoch(whole: string, fraction: string): string | null {
  const power = whole.length <= 11 ? 9 : whole.length <= 14 ? 6 : whole.length <= 17 ? 3 : 0
  const nanoseconds = BigInt(whole + fraction.slice(0, power).padEnd(power, "0"))
  // Earlier than 1973: a count, not a time.
  if (nanoseconds < 10n ** 17n) return null
  return Temporal.Instant.fromEpochNanoseconds(nanoseconds).toString()
}

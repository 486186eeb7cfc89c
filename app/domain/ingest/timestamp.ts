import { Temporal } from "#app/kernel/time.ts"

const rfc3339 =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,9})\d*)?\s?(Z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})$/i

/**
 * A tool's time as RFC 3339 in UTC with every digit it sent, or null when there is none: no value, Go's zero time, a
 * local time without a zone, or nonsense. Numbers are epochs in seconds, milliseconds, microseconds or nanoseconds by
 * their size.
 */
export function readTimestamp(value: unknown): string | null {
  if (typeof value === "number") return fromEpoch(value)
  if (typeof value !== "string") return null
  const given = value.trim()
  if (given === "" || given.length > 64 || given.startsWith("0001-01-01")) return null
  if (/^\d{9,19}(\.\d+)?$/.test(given)) return fromEpoch(Number(given))
  const match = rfc3339.exec(given)
  if (!match) return null
  const [, date, time, fraction, zone = "Z"] = match
  const seconds = time?.length === 5 ? `${time}:00` : time
  const utc = /^(z|utc)$/i.test(zone)
  try {
    const instant = Temporal.Instant.from(
      `${date}T${seconds}${fraction ? `.${fraction}` : ""}${utc ? "Z" : offset(zone)}`,
    )
    return fraction
      ? instant.toString({ fractionalSecondDigits: digits(fraction.length) })
      : instant.toString()
  } catch {
    return null
  }
}

function offset(zone: string): string {
  const sign = zone.slice(0, 1)
  const figures = zone.slice(1).replace(":", "").padEnd(4, "0")
  return `${sign}${figures.slice(0, 2)}:${figures.slice(2)}`
}

const digits = (count: number) => Math.min(Math.max(count, 0), 9) as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

function fromEpoch(value: number): string | null {
  if (!Number.isFinite(value) || value < 1e8) return null
  const milliseconds =
    value < 1e11 ? value * 1000 : value < 1e14 ? value : value < 1e17 ? value / 1000 : value / 1e6
  // Years after 9999 are no time a tool means.
  if (milliseconds > 253_402_300_799_999) return null
  return Temporal.Instant.fromEpochMilliseconds(Math.round(milliseconds)).toString()
}

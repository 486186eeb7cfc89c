import { Temporal } from "temporal-polyfill"

export { Temporal }
/** A moment, in UTC, to the nanosecond. Stored to the microsecond. */
export type Instant = Temporal.Instant

/** The machine's clock. Called where a unit of work opens (`db/tenant.ts`) and in `workers/`, nowhere else. */
export function instantNow(): Instant {
  return Temporal.Now.instant()
}

export function instant(text: string): Instant {
  return Temporal.Instant.from(text)
}

export function plusSeconds(at: Instant, seconds: number): Instant {
  return at.add({ milliseconds: Math.round(seconds * 1000) })
}

/** Seconds from `a` to `b`; negative when `b` is earlier. */
export function secondsBetween(a: Instant, b: Instant): number {
  return (b.epochMilliseconds - a.epochMilliseconds) / 1000
}

export function isBefore(a: Instant, b: Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0
}

export function earlier(a: Instant, b: Instant): Instant {
  return isBefore(b, a) ? b : a
}

export function later(a: Instant, b: Instant): Instant {
  return isBefore(a, b) ? b : a
}

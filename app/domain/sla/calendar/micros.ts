import { type Instant, Temporal } from "#app/kernel/time.ts"

/**
 * Whole microseconds: of a moment since 1970 UTC, or of a length. The grain of the database, so what the engine decides
 * and what a query over stored times decides are the same; whole numbers, so sums are exact until the year 2255.
 */
export type Micros = number

export const second: Micros = 1_000_000
export const day: Micros = 86_400 * second

/** Finer parts than a microsecond are cut off. */
export function microsOf(at: Instant): Micros {
  return Number(at.epochNanoseconds / 1000n)
}

export function instantOf(at: Micros): Instant {
  return Temporal.Instant.fromEpochNanoseconds(BigInt(at) * 1000n)
}

/** Seconds may have a fraction; what is finer than a microsecond is rounded. */
export function microsFrom(seconds: number): Micros {
  return Math.round(seconds * second)
}

export function secondsOf(length: Micros): number {
  return length / second
}

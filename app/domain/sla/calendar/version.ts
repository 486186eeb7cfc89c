import { type Instant, isBefore } from "#app/kernel/time.ts"

/**
 * The version in force at a moment: the newest that had come into effect; of two with one date the higher number.
 * Null before the first. For calendars and policies alike.
 */
export function inForce<V extends { readonly effectiveFrom: Instant; readonly version: number }>(
  versions: readonly V[],
  at: Instant,
): V | null {
  return versions
    .filter((version) => !isBefore(at, version.effectiveFrom))
    .reduce<V | null>((best, next) => (best && isOlder(next, best) ? best : next), null)
}

type Version = { readonly effectiveFrom: Instant; readonly version: number }

function isOlder(a: Version, b: Version): boolean {
  if (a.effectiveFrom.equals(b.effectiveFrom)) return a.version < b.version
  return isBefore(a.effectiveFrom, b.effectiveFrom)
}

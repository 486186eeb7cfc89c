import { type Instant, isBefore, plusSeconds, secondsBetween } from "#app/kernel/time.ts"

/** So many changes between firing and cleared within so many seconds are flapping; it ends after so many without one. */
export const flapping = { changes: 5, withinSeconds: 30 * 60, stableSeconds: 15 * 60 } as const

/** More changes than this are not kept: what came before them no longer decides anything. */
const kept = 20

/** The changes that still count once another one has happened, oldest first. */
export function withChange(changes: readonly Instant[], at: Instant): readonly Instant[] {
  const from = plusSeconds(at, -flapping.withinSeconds)
  return [...changes.filter((change) => !isBefore(change, from)), at].slice(-kept)
}

/** True when the newest changes came too close together. @param changes as `withChange` gave them */
export function isFlapping(changes: readonly Instant[]): boolean {
  const first = changes.at(-flapping.changes)
  const last = changes.at(-1)
  return first !== undefined && last !== undefined && secondsBetween(first, last) <= flapping.withinSeconds
}

/** True once nothing has changed for long enough. */
export function isStable(changes: readonly Instant[], now: Instant): boolean {
  const last = changes.at(-1)
  return last === undefined || secondsBetween(last, now) >= flapping.stableSeconds
}

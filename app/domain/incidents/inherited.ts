import { isBefore, type Instant } from "#app/kernel/time.ts"
import type { UserId } from "#app/kernel/ids.ts"
import { type Stage, stages } from "./incident.ts"

/** What of an incident its survivor may take over. */
type Heritable = {
  readonly stage: Stage
  readonly acknowledgedAt: Instant | null
  readonly ownerId: UserId | null
  readonly ownerName: string | null
}

/**
 * What the survivor of a merge takes over of the others: it is as far as the furthest of them, was acknowledged when the
 * first of them was, and where nobody owns it, the owner of the first that has one does.
 */
export function inheritedFrom(survivor: Heritable, others: readonly Heritable[]): Heritable {
  const all = [survivor, ...others]
  const owned = all.find((one) => one.ownerId)
  return {
    stage: all.map((one) => one.stage).reduce((a, b) => (stages.indexOf(b) > stages.indexOf(a) ? b : a)),
    acknowledgedAt: all.map((one) => one.acknowledgedAt).reduce(earlier),
    ownerId: owned?.ownerId ?? null,
    ownerName: owned?.ownerName ?? null,
  }
}

function earlier(a: Instant | null, b: Instant | null): Instant | null {
  if (!a || !b) return a ?? b
  return isBefore(b, a) ? b : a
}

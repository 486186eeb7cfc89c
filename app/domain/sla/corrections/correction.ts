import type { ClockId, SlaCorrectionId, UserId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"

/** Somebody's word that a clock stopped at another moment than the recorded one, and what became of it. */
export type CorrectionView = {
  readonly id: SlaCorrectionId
  readonly clockId: ClockId
  /** Where the stop stood when this was asked. */
  readonly recordedAt: Instant
  /** Where it belongs. */
  readonly stoppedAt: Instant
  readonly reason: string
  /** Null for what is no person. */
  readonly requestedBy: UserId | null
  readonly requestedByName: string
  readonly requestedAt: Instant
  readonly state: "requested" | "approved" | "refused"
  readonly decidedByName: string | null
  readonly decidedAt: Instant | null
  readonly decision: string | null
  /** The outcome before it was approved and after; null until then. */
  readonly wasMissed: boolean | null
  readonly isMissed: boolean | null
}

/**
 * The correction by which a clock stands where it stands: the last that was approved, from where the stop was recorded at
 * first. Null where the clock went on or stopped anew since.
 */
export function standingOf(
  corrections: readonly CorrectionView[],
  clock: { readonly endedAt: Instant | null },
): CorrectionView | null {
  const [last, ...earlier] = corrections.filter(({ state }) => state === "approved").reverse()
  if (!last || !clock.endedAt?.equals(last.stoppedAt)) return null
  return earlier.reduce(
    (standing, one) =>
      one.stoppedAt.equals(standing.recordedAt)
        ? { ...standing, recordedAt: one.recordedAt, wasMissed: one.wasMissed }
        : standing,
    last,
  )
}

import { pausesClock } from "./holds.ts"
import type { Hold, SlaMetric } from "./metric.ts"
import { isLive, type Run } from "./run.ts"

export const holds = [
  "waiting_client",
  "waiting_third_party",
  "scheduled_change",
  "monitoring",
] as const satisfies readonly Hold[]

/** What a hold would do to the clocks of a record that run or are paused, each metric named once. */
export type HoldEffect = {
  readonly hold: Hold
  /** They stand still, if the hold rests on something the client saw; the hold is refused without. */
  readonly pauses: readonly SlaMetric[]
  readonly goesOn: readonly SlaMetric[]
}

/** The effect of each hold on these runs. A run without a commitment is never due, so no hold does anything to it. */
export function holdEffects(runs: readonly Run[]): readonly HoldEffect[] {
  const targets = runs.filter(isLive).flatMap((run) => run.commitment?.target ?? [])
  return holds.map((hold) => {
    const isPaused = (target: (typeof targets)[number]) =>
      pausesClock(target, { hold, basis: "client_agreement" })
    return {
      hold,
      pauses: [...new Set(targets.filter(isPaused).map((target) => target.metric))],
      goesOn: [...new Set(targets.filter((target) => !isPaused(target)).map((target) => target.metric))],
    }
  })
}

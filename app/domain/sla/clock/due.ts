import { deadlineMicros } from "../calendar/deadline.ts"
import { elapsedMicros } from "../calendar/elapsed.ts"
import { type Micros, microsFrom } from "../calendar/micros.ts"
import { nextOpenMicros } from "../calendar/opening.ts"
import { reachedAt } from "./activity.ts"
import { activityOf, type Run } from "./run.ts"

/** Service time on the clock at a moment not before its last change; 0 without a commitment. */
export function elapsedAt(run: Run, at: Micros): Micros {
  if (!run.commitment || run.phase.kind !== "running") return run.accrued
  return run.accrued + elapsedMicros(run.commitment.target.calendar, run.phase.since, at)
}

/**
 * When the clock is or was due: the earliest moment at which its service time equals the allowance. Null without a
 * commitment, while it is paused short of its allowance, and when its calendar never opens for so long. A stopped clock
 * keeps the deadline it would have had.
 */
export function dueOf(run: Run): Micros | null {
  return run.commitment ? reaches(run, run.commitment.allowance) : null
}

/**
 * When it is at risk: at the share of its allowance or with so much left, whichever is earlier, in service time and so
 * never outside hours. When the target came too late for that: as soon as the calendar is open after it came.
 */
export function atRiskOf(run: Run): Micros | null {
  if (!run.commitment) return null
  const at = reaches(run, riskLevel(run.commitment))
  if (at === null || at > run.targetSince) return at
  return nextOpenMicros(run.commitment.target.calendar, run.targetSince)
}

/** Whether so much of its allowance has elapsed by a moment that it is at risk. */
export function isAtRisk(run: Run, at: Micros): boolean {
  return run.commitment !== null && elapsedAt(run, at) >= riskLevel(run.commitment)
}

/** A level of the present target with the moment at which it is reached. */
export type LevelReached = { readonly id: string; readonly at: Micros }

/** When the levels of its present target are reached; none once it ended or paused, and none that had passed before it. */
export function escalationsOf(run: Run): readonly LevelReached[] {
  const { commitment, phase } = run
  if (!commitment || phase.kind !== "running") return []
  return commitment.target.escalations.flatMap(({ id, share }) => {
    const at = reaches(run, Math.round(commitment.allowance * share))
    return at === null || at < run.targetSince ? [] : [{ id, at }]
  })
}

/** The levels that were not noted as reached yet: each is reached once in the life of a clock, whatever its targets. */
export function levelsAhead(run: Run): readonly LevelReached[] {
  if (run.commitment?.target.escalations.length === 0) return []
  const noted = new Set(run.trail.flatMap(({ kind, cause }) => (kind === "escalated" ? [cause] : [])))
  return escalationsOf(run).filter(({ id }) => !noted.has(id))
}

function riskLevel({ target, allowance }: NonNullable<Run["commitment"]>): Micros {
  const byShare = Math.round(allowance * target.atRiskShare)
  const left = target.atRiskSecondsLeft
  return left === null ? byShare : Math.min(byShare, allowance - microsFrom(left))
}

function reaches(run: Run, amount: Micros): Micros | null {
  const { commitment, phase } = run
  if (!commitment) return null
  if (amount <= 0) return run.startedAt
  const { calendar } = commitment.target
  if (run.accrued >= amount) return reachedAt(calendar, activityOf(run), amount)
  if (phase.kind === "running") return deadlineMicros(calendar, phase.since, amount - run.accrued)
  if (phase.kind === "stopped") return deadlineMicros(calendar, phase.at, amount - run.accrued)
  return null
}

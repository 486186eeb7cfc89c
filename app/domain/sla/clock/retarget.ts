import { type Micros, microsFrom } from "../calendar/micros.ts"
import { elapsedAt, isAtRisk } from "./due.ts"
import { type HoldSpell, pausesUnder } from "./holds.ts"
import type { Policy, Target } from "./policy.ts"
import { type BreachCause, isLive, noted, recounted, type Run } from "./run.ts"

export type Retarget = {
  readonly policy: Policy
  readonly target: Target | null
  readonly at: Micros
  readonly cause: Exclude<BreachCause, "due_passed">
  readonly holds: readonly HoldSpell[]
}

/**
 * Swaps the target and keeps the start, the pauses and any breach. What had elapsed counts, by the new target's calendar
 * over the whole life. When that is already the whole new target, it is breached by the change, or due after the
 * contract's grace. A run that ended is never touched; one that is late already keeps the target it missed where the new
 * priority has none.
 */
export function retarget(run: Run, { policy, target, at, cause, holds }: Retarget): Run {
  if (!isLive(run)) return run
  if (!target && run.breach) return { ...run, policy }
  const swapped = recounted({
    ...(run.commitment ? run : withPausesOf(run, target, holds, at)),
    policy,
    commitment: target && { target, allowance: microsFrom(target.seconds) },
    targetSince: target || run.commitment ? at : run.targetSince,
  })
  const told = noted(stillWarned(swapped, at), "retargeted", at, cause)
  if (!target || told.breach) return told
  const elapsed = elapsedAt(told, at)
  const allowance = microsFrom(target.seconds)
  if (elapsed < allowance) return told
  if (policy.upgradeGraceSeconds !== null)
    return {
      ...told,
      commitment: { target, allowance: elapsed + microsFrom(policy.upgradeGraceSeconds) },
    }
  return noted({ ...told, breach: { at, cause } }, "breached", at, cause)
}

/** A warning of the old target is none any more where the new one leaves time; it may come to be at risk once again. */
function stillWarned(run: Run, at: Micros): Run {
  return !run.commitment || isAtRisk(run, at) ? run : { ...run, warnedAt: null }
}

/** While it had no target a run knew no pauses; its new one says which holds of that time were. What was before stays. */
function withPausesOf(run: Run, target: Target | null, holds: readonly HoldSpell[], at: Micros): Run {
  const { pauses, now } = pausesUnder(target, holds, run.targetSince, at)
  const all = [...run.pauses, ...pauses].sort((a, b) => a.from - b.from)
  const ended = all.reduce((latest, pause) => Math.max(latest, pause.to), run.startedAt)
  if (!now) return { ...run, pauses: all, phase: { kind: "running", since: ended } }
  return {
    ...run,
    pauses: all,
    phase: { kind: "paused", since: Math.max(now.since, ended), reason: now.reason },
  }
}

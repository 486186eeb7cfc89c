import type { Micros } from "../calendar/micros.ts"
import { elapsedAt } from "./due.ts"
import { noted, type PauseReason, type Run } from "./run.ts"

/** Stands still from a moment on. */
export function pause(run: Run, at: Micros, reason: PauseReason): Run {
  if (run.phase.kind !== "running") return run
  const paused: Run = { ...run, accrued: elapsedAt(run, at), phase: { kind: "paused", since: at, reason } }
  return noted(paused, "paused", at, reason)
}

/** Goes on. Elapsed time stays as it was, and so does a breach. */
export function resume(run: Run, at: Micros, cause: string): Run {
  if (run.phase.kind !== "paused") return run
  const { since, reason } = run.phase
  const resumed: Run = {
    ...run,
    pauses: [...run.pauses, { from: since, to: at, reason }],
    phase: { kind: "running", since: at },
  }
  return noted(resumed, "resumed", at, cause)
}

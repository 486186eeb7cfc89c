import type { Micros } from "../calendar/micros.ts"
import { elapsedAt } from "./due.ts"
import { noted, type Run } from "./run.ts"

/**
 * Runs on after a stop, with what had elapsed; the time in between counts as a pause, as the provider believed it was
 * done. One whose target was used up to the second when it stopped is late from now on, not from then.
 */
export function reopen(run: Run, at: Micros): Run {
  if (run.phase.kind !== "stopped") return run
  const resumed: Run = {
    ...run,
    pauses: [...run.pauses, { from: run.phase.at, to: at, reason: "believed_done" }],
    phase: { kind: "running", since: at },
  }
  const told = noted(resumed, "resumed", at, "reopened")
  if (!run.commitment || run.breach || elapsedAt(told, at) < run.commitment.allowance) return told
  return noted({ ...told, breach: { at, cause: "reopened" } }, "breached", at, "reopened")
}

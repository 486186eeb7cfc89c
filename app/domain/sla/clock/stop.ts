import type { Micros } from "../calendar/micros.ts"
import { elapsedAt } from "./due.ts"
import { isLive, noted, type Run } from "./run.ts"
import { settle } from "./settle.ts"

/** Ends a run by what it waited for. Met when at or before its deadline, whatever was noticed when. */
export function stop(run: Run, at: Micros, cause: string): Run {
  if (!isLive(run)) return run
  const settled = settle(run, at)
  const stopped: Run = {
    ...ended(settled, at),
    phase: { kind: "stopped", at },
    firstStoppedAt: run.firstStoppedAt ?? at,
  }
  if (!run.commitment) return noted(stopped, "stopped_uncommitted", at, cause)
  return noted(stopped, settled.breach ? "stopped_late" : "met", at, cause)
}

/** Ends a run that nobody waits for any more. A breach that was stays. */
export function cancel(run: Run, at: Micros, cause: string): Run {
  if (!isLive(run)) return run
  const settled = settle(run, at)
  return noted({ ...ended(settled, at), phase: { kind: "cancelled", at, cause } }, "cancelled", at, cause)
}

/** The run with what elapsed and the pause it was in closed at a moment; its phase is the caller's to set. */
function ended(run: Run, at: Micros): Run {
  const { phase } = run
  const pauses =
    phase.kind === "paused"
      ? [...run.pauses, { from: phase.since, to: at, reason: phase.reason }]
      : run.pauses
  return { ...run, accrued: elapsedAt(run, at), pauses }
}

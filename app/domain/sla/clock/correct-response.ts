import type { Micros } from "../calendar/micros.ts"
import type { Facts } from "./facts.ts"
import { isLive, type Run } from "./run.ts"
import { cancel } from "./stop.ts"

/*
 * A first response that is put right moves what goes by it: what waits for the next answer or update. What had ended by
 * then stays as it ended, like everything that is closed.
 */

/** Where a correction puts the first response; null without one. */
export function movedResponse(before: readonly Run[], after: readonly Run[]): Micros | null {
  const moved = after.find((run, index) => run.metric === "first_response" && run !== before[index])
  return moved?.phase.kind === "stopped" ? moved.phase.at : null
}

/** The client was first answered at a moment: that answered what it had asked by then, and nothing later. */
export function answeredAt(facts: Facts, at: Micros): Facts {
  return { ...facts, firstRespondedAt: at, unanswered: facts.unanswered.filter((asked) => asked > at) }
}

/**
 * Ends a live run that began on a response that was none: it was never owed, so it is no miss either. What is owed since
 * the real response begins anew.
 */
export function released(run: Run, response: Micros | null, at: Micros): Run {
  if (response === null || !isLive(run)) return run
  const isTooEarly =
    (run.metric === "next_response" && run.startedAt <= response) ||
    (run.metric === "periodic_update" && run.startedAt < response)
  return isTooEarly ? { ...cancel(run, at, "corrected"), breach: null } : run
}

import type { Micros } from "../calendar/micros.ts"
import { elapsedAt } from "./due.ts"
import { cancelCause, stopCause } from "./endings.ts"
import type { Facts } from "./facts.ts"
import type { SlaMetric } from "./metric.ts"
import { noted, type Run } from "./run.ts"

/** Work on the record that a resolution takes for done: it goes on when the record does. */
const work: ReadonlySet<SlaMetric> = new Set(["contain", "restore", "resolve", "vuln_fix"])

/**
 * The runs that a reopening lets go on: work that had ended with the resolution and is wanted still. Of each metric the
 * last run alone.
 */
export function reopenWork(runs: readonly Run[], facts: Facts, at: Micros): readonly Run[] {
  return runs.map((run) => {
    const isLast = runs.findLast(({ metric }) => metric === run.metric) === run
    return isLast && work.has(run.metric) && isWanted(run, facts, at) ? reopen(run, at) : run
  })
}

function isWanted(run: Run, facts: Facts, at: Micros): boolean {
  if (run.metric === "resolve" || run.metric === "vuln_fix") return run.phase.kind === "stopped"
  if (run.phase.kind !== "cancelled" || run.phase.cause !== "resolved") return false
  return cancelCause(run, facts) === null && stopCause(run, facts, at) === null
}

/**
 * Runs on after a resolution, with what had elapsed; the time in between counts as a pause, as the provider believed it
 * was done. One whose target was used up to the second by then is late from now on, not from then.
 */
function reopen(run: Run, at: Micros): Run {
  if (run.phase.kind !== "stopped" && run.phase.kind !== "cancelled") return run
  const resumed: Run = {
    ...run,
    pauses: [...run.pauses, { from: run.phase.at, to: at, reason: "believed_done" }],
    phase: { kind: "running", since: at },
  }
  const told = noted(resumed, "resumed", at, "reopened")
  if (!run.commitment || run.breach || elapsedAt(told, at) < run.commitment.allowance) return told
  return noted({ ...told, breach: { at, cause: "reopened" } }, "breached", at, "reopened")
}

import type { Micros } from "../calendar/micros.ts"
import { atRiskOf, dueOf, levelsAhead } from "./due.ts"
import { isLive, noted, type Run } from "./run.ts"

/**
 * Notes what came about by time alone before a moment: at risk, breached, a level reached. What happens exactly at the deadline is in
 * time, so a deadline at the moment itself has not passed. Whoever looks, and when, makes no difference.
 */
export function settle(run: Run, before: Micros): Run {
  return isLive(run) ? escalate(run, judge(run, before), before) : run
}

function judge(run: Run, before: Micros): Run {
  if (run.breach) return run
  const due = dueOf(run)
  const warned = run.warnedAt === null ? warn(run, due, before) : run
  if (due === null || due >= before) return warned
  const breach = { at: due, cause: "due_passed" } as const
  return noted({ ...warned, breach }, "breached", due, breach.cause)
}

function warn(run: Run, due: Micros | null, before: Micros): Run {
  const at = atRiskOf(run)
  if (at === null || at >= before || (due !== null && at > due)) return run
  return noted({ ...run, warnedAt: at }, "at_risk", at, "share_reached")
}

/** Adds the levels that were reached, in time order with what else came about since. */
function escalate(run: Run, judged: Run, before: Micros): Run {
  const reached = levelsAhead(run).filter(({ at }) => at < before)
  if (reached.length === 0) return judged
  const news = [
    ...judged.trail.slice(run.trail.length),
    ...reached.map(({ id, at }) => ({ kind: "escalated" as const, at, cause: id })),
  ]
  return { ...judged, trail: [...run.trail, ...news.sort((a, b) => a.at - b.at)] }
}

import { type Micros, microsOf } from "../calendar/micros.ts"
import { beginnings } from "./beginnings.ts"
import { correctStop } from "./correct.ts"
import { answeredAt, movedResponse, released } from "./correct-response.ts"
import { cancelCause, lapseCause, stopCause } from "./endings.ts"
import { currentHold, type Facts } from "./facts.ts"
import { pausesClock } from "./holds.ts"
import { pause, resume } from "./pause.ts"
import { type Policy, targetFor } from "./policy.ts"
import type { RecordEvent } from "./record-event.ts"
import { reopenWork } from "./reopen.ts"
import { messageTerms } from "./response.ts"
import { retarget } from "./retarget.ts"
import { isLive, type Run } from "./run.ts"
import { settle } from "./settle.ts"
import { start } from "./start.ts"
import { cancel, stop } from "./stop.ts"
import { takeIn } from "./take-in.ts"
import { termsAt } from "./terms.ts"

/** What is known of a record and every run of its clocks. */
export type State = { readonly facts: Facts; readonly runs: readonly Run[] }

/**
 * All that happens at one moment, at once: stops put right, then cancel, stop, pause or resume, retarget, start, in this
 * order, so a stop beats a pause and a pause a start.
 *
 * @param moment events of one moment, sorted by `compareEvents`
 */
export function evaluate(state: State, moment: readonly RecordEvent[], versions: readonly Policy[]): State {
  const [first] = moment
  if (!first) return state
  const at = microsOf(first.at)
  const isApplied = moment.some((event) => event.kind === "policy_applied")
  const facts = moment.reduce((known, event) => {
    const now = termsAt(versions, known, at)
    return takeIn(known, event, messageTerms(isApplied ? [] : state.runs, now))
  }, state.facts)
  const settled = state.runs.map((run) => settle(run, at))
  const corrected = settled.map((run) => correct(run, moment, at))
  const response = movedResponse(settled, corrected)
  const known = response === null ? facts : answeredAt(facts, response)
  const ended = corrected.map((run) => end(released(run, response, at), known, at))
  const isReopened =
    (state.facts.resolvedAt !== null && known.resolvedAt === null) ||
    (state.facts.findingSettledAt !== null && known.findingSettledAt === null)
  const open = isReopened ? reopenWork(ended, known, at) : ended
  const runs = open.map((run) => (isLive(run) ? move(hold(run, known, moment, at), known, moment, at) : run))
  return { facts: known, runs: begin(runs, known, versions, at) }
}

function end(run: Run, facts: Facts, at: Micros): Run {
  if (!isLive(run)) return run
  const cancelled = cancelCause(run, facts)
  if (cancelled) return cancel(run, at, cancelled)
  const stopped = stopCause(run, facts, at)
  if (stopped) return stop(run, at, stopped)
  const lapsed = lapseCause(run, facts)
  return lapsed ? cancel(run, at, lapsed) : run
}

function correct(run: Run, moment: readonly RecordEvent[], at: Micros): Run {
  return moment.reduce(
    (r, event) =>
      event.kind === "stop_corrected" && event.metric === r.metric && event.cycle === r.cycle
        ? correctStop(r, microsOf(event.stoppedAt), at, event.reason)
        : r,
    run,
  )
}

function hold(run: Run, facts: Facts, moment: readonly RecordEvent[], at: Micros): Run {
  const current = currentHold(facts)
  const target = run.commitment?.target ?? null
  const reason = current && pausesClock(target, current) ? current.hold : null
  if (run.phase.kind === "paused" && run.phase.reason === reason) return run
  const resumed = resume(run, at, resumeCause(moment))
  return reason ? pause(resumed, at, reason) : resumed
}

function resumeCause(moment: readonly RecordEvent[]): string {
  if (moment.some((event) => event.kind === "message" && event.by === "client")) return "client_replied"
  return moment.some((event) => event.kind === "hold_left" && event.cause === "expired")
    ? "hold_expired"
    : "hold_left"
}

/** To the target of the record's priority, in the version the run goes by or is moved to. */
function move(run: Run, facts: Facts, moment: readonly RecordEvent[], at: Micros): Run {
  const isApplied = moment.some((event) => event.kind === "policy_applied")
  const policy = isApplied && facts.applied ? facts.applied : run.policy
  const target = targetFor(policy, run.metric, facts.priority)
  if (policy === run.policy && target === (run.commitment?.target ?? null)) return run
  const cause = isApplied ? "policy_applied" : "reprioritised"
  return hold(retarget(run, { policy, target, at, cause, holds: facts.holds }), facts, moment, at)
}

function begin(runs: readonly Run[], facts: Facts, versions: readonly Policy[], at: Micros): readonly Run[] {
  const policy = termsAt(versions, facts, at)
  const started = beginnings(facts, runs, policy, at)
  return started.reduce<readonly Run[]>((all, { metric, startedAt, handoff }) => {
    const cycle = all.filter((run) => run.metric === metric).length + 1
    const target = targetFor(policy, metric, facts.priority)
    return [...all, start({ metric, cycle, handoff, startedAt, at, policy, target, holds: facts.holds })]
  }, runs)
}

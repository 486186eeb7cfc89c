import type { Instant } from "#app/kernel/time.ts"
import { instantOf, type Micros, microsOf, secondsOf } from "../calendar/micros.ts"
import { atRiskOf, dueOf, elapsedAt, escalationsOf } from "./due.ts"
import type { SlaMetric } from "./metric.ts"
import type { Policy, Target } from "./policy.ts"
import type { History } from "./replay.ts"
import type { BreachCause, PauseReason, Run } from "./run.ts"
import { settle } from "./settle.ts"

type Which = {
  readonly metric: SlaMetric
  readonly cycle: number
  readonly handoff: string | null
  readonly startedAt: Instant
  readonly policy: Policy
}

/** Each with its breached form: `breach` is set, whatever the state. */
export type ViewState =
  | { readonly kind: "running" }
  | { readonly kind: "paused"; readonly since: Instant; readonly reason: PauseReason }
  | { readonly kind: "met"; readonly at: Instant }
  | { readonly kind: "missed"; readonly at: Instant }
  | { readonly kind: "cancelled"; readonly at: Instant; readonly cause: string }

export type ClockView = Which & {
  readonly kind: "clock"
  readonly target: Target
  readonly state: ViewState
  readonly breach: { readonly at: Instant; readonly cause: BreachCause } | null
  /** Null while it is paused short of its target: nobody can say then. */
  readonly dueAt: Instant | null
  readonly atRiskAt: Instant | null
  readonly elapsedSeconds: number
  /** Below zero once more than the target elapsed. */
  readonly secondsLeft: number
  readonly firstStoppedAt: Instant | null
  readonly escalations: readonly { readonly id: string; readonly at: Instant }[]
}

/** Measured, but promised nothing: shown as "no commitment", never due, never breached. */
export type UncommittedView = Which & { readonly kind: "no_commitment"; readonly endedAt: Instant | null }

/** Every run of a record as it is at a moment; one before the last event is shown as of that event. */
export function clocksAt(history: History, now: Instant): readonly (ClockView | UncommittedView)[] {
  const [last] = history.moment
  const at = Math.max(microsOf(now), last ? microsOf(last.at) : Number.NEGATIVE_INFINITY)
  return history.now.runs.map((run) => viewOf(run, at))
}

/** @param at not before the run's last change */
export function viewOf(unsettled: Run, at: Micros): ClockView | UncommittedView {
  const run = settle(unsettled, at)
  const { metric, cycle, handoff, policy, commitment, phase, breach } = run
  const which = { metric, cycle, handoff, policy, startedAt: instantOf(run.startedAt) }
  if (!commitment) {
    const endedAt = phase.kind === "running" || phase.kind === "paused" ? null : instantOf(phase.at)
    return { kind: "no_commitment", ...which, endedAt }
  }
  const elapsed = elapsedAt(run, at)
  return {
    kind: "clock",
    ...which,
    target: commitment.target,
    state: stateOf(run),
    breach: breach && { at: instantOf(breach.at), cause: breach.cause },
    dueAt: moment(dueOf(run)),
    atRiskAt: moment(run.warnedAt ?? atRiskOf(run)),
    elapsedSeconds: secondsOf(elapsed),
    secondsLeft: secondsOf(commitment.allowance - elapsed),
    firstStoppedAt: moment(run.firstStoppedAt),
    escalations: escalationsOf(run).map((step) => ({ id: step.id, at: instantOf(step.at) })),
  }
}

function stateOf({ phase, breach }: Run): ViewState {
  switch (phase.kind) {
    case "running":
      return { kind: "running" }
    case "paused":
      return { kind: "paused", since: instantOf(phase.since), reason: phase.reason }
    case "stopped":
      return { kind: breach ? "missed" : "met", at: instantOf(phase.at) }
    case "cancelled":
      return { kind: "cancelled", at: instantOf(phase.at), cause: phase.cause }
  }
}

function moment(at: Micros | null): Instant | null {
  return at === null ? null : instantOf(at)
}

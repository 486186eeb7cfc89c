import type { Micros } from "../calendar/micros.ts"
import { accruedBy, type Activity, type Spell } from "./activity.ts"
import type { Hold, SlaMetric } from "./metric.ts"
import type { Policy, Target } from "./policy.ts"

/** Why a clock stood still: a hold, or the provider took the work for done between a resolve and a reopen. */
export type PauseReason = Hold | "believed_done"

export type Pause = { readonly from: Micros; readonly to: Micros; readonly reason: PauseReason }

/** Where a run is. Only a run that runs or is paused can still change; only a cancelled one has no outcome of its own. */
export type Phase =
  | { readonly kind: "running"; readonly since: Micros }
  | { readonly kind: "paused"; readonly since: Micros; readonly reason: PauseReason }
  | { readonly kind: "stopped"; readonly at: Micros }
  | { readonly kind: "cancelled"; readonly at: Micros; readonly cause: string }

export type BreachCause = "due_passed" | "reprioritised" | "policy_applied" | "reopened"

/** A fact for good: no pause, lower priority or reopening takes it back, a correction of the stop alone does. */
export type Breach = { readonly at: Micros; readonly cause: BreachCause }

/** What was promised, and how much service time that allows: the target, or more by a grace. */
export type Commitment = { readonly target: Target; readonly allowance: Micros }

export type ClockEventKind =
  | "started"
  | "paused"
  | "resumed"
  | "retargeted"
  | "at_risk"
  | "breached"
  /** A level of its target was reached; the cause names it. */
  | "escalated"
  | "met"
  /** Stopped after its deadline; the breach is an event of its own. */
  | "stopped_late"
  /** Stopped without a target that could have been met or missed. */
  | "stopped_uncommitted"
  | "cancelled"
  | "corrected"

export type ClockEvent = { readonly kind: ClockEventKind; readonly at: Micros; readonly cause: string }

/** One measured run of one metric on one record: all that is known of it, from which everything shown is worked out. */
export type Run = {
  readonly metric: SlaMetric
  /** Counts from 1 within the metric. */
  readonly cycle: number
  /** The handoff it measures; null for every other metric. */
  readonly handoff: string | null
  readonly startedAt: Micros
  /** The version it goes by, until an editor moves running clocks to another. */
  readonly policy: Policy
  /** Null: the contract promises nothing here, so it is never due and never breached. */
  readonly commitment: Commitment | null
  /** When the present target became its target; without one, since when it has none. */
  readonly targetSince: Micros
  /** Pauses that ended, in order. */
  readonly pauses: readonly Pause[]
  /** Service time of the spells that ended, by the target's calendar; 0 without a target. */
  readonly accrued: Micros
  readonly phase: Phase
  /** Stays when the run goes on after a reopen. */
  readonly firstStoppedAt: Micros | null
  readonly warnedAt: Micros | null
  readonly breach: Breach | null
  /** Append-only. */
  readonly trail: readonly ClockEvent[]
}

export function isLive(run: Run): boolean {
  return run.phase.kind === "running" || run.phase.kind === "paused"
}

/** The times in which the run ran, whether open or closed by its calendar. */
export function activityOf(run: Run): Activity {
  const spells: Spell[] = []
  let since = run.startedAt
  for (const pause of run.pauses) {
    if (pause.from > since) spells.push({ from: since, to: pause.from })
    since = Math.max(since, pause.to)
  }
  const { phase } = run
  if (phase.kind === "running") return [...spells, { from: since, to: null }]
  const end = phase.kind === "paused" ? phase.since : phase.at
  return end > since ? [...spells, { from: since, to: end }] : spells
}

/** The run with the service time of its ended spells counted afresh by its target's calendar. */
export function recounted(run: Run): Run {
  if (!run.commitment) return { ...run, accrued: 0 }
  const ended = activityOf(run).filter((spell) => spell.to !== null)
  const until = ended.at(-1)?.to ?? run.startedAt
  return { ...run, accrued: accruedBy(run.commitment.target.calendar, ended, until) }
}

export function noted(run: Run, kind: ClockEventKind, at: Micros, cause: string): Run {
  return { ...run, trail: [...run.trail, { kind, at, cause }] }
}

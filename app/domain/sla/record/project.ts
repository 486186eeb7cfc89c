import type { Instant } from "#app/kernel/time.ts"
import { instantOf, type Micros, microsOf, secondsOf } from "../calendar/micros.ts"
import { atRiskOf, dueOf, levelsAhead } from "../clock/due.ts"
import type { SlaMetric } from "../clock/metric.ts"
import type { History } from "../clock/replay.ts"
import type { ClockEventKind, Run } from "../clock/run.ts"
import { settle } from "../clock/settle.ts"

export type StoredState = "running" | "paused" | "met" | "missed" | "cancelled" | "uncommitted"

/** Which clock of a record. */
export type ClockName = { readonly metric: string; readonly cycle: number }

/** What is cached of a run: the columns of its row. Moments to the microsecond. */
export type ClockColumns = {
  readonly metric: SlaMetric
  readonly cycle: number
  readonly handoff: string | null
  readonly priority: number | null
  readonly state: StoredState
  readonly targetSeconds: number | null
  readonly startedAt: Instant
  readonly dueAt: Instant | null
  readonly atRiskAt: Instant | null
  readonly endedAt: Instant | null
  readonly firstStoppedAt: Instant | null
  readonly pausedSince: Instant | null
  readonly pauseReason: string | null
  readonly breachedAt: Instant | null
  readonly breachCause: string | null
  /** Service seconds of the spells that ended. */
  readonly elapsedSeconds: number
  readonly policyId: string
  readonly policyVersion: number
  readonly calendar: string | null
  /** Levels of the target that are to be reached if nothing happens; none unless it runs. */
  readonly levels: readonly { readonly id: string; readonly at: Instant }[]
  readonly trail: readonly TrailEntry[]
}

export type TrailEntry = {
  readonly kind: ClockEventKind
  readonly at: Instant
  readonly cause: string
  /** Which of several of the same kind at one moment, from 0. */
  readonly ordinal: number
}

/**
 * The cached columns of every run of a record, as of its last event: what comes about by time alone after it is not in
 * them, so that they depend on nothing but the events. Runs that never had a target are left out: they are measured,
 * promise nothing, and come back whenever a replay asks for them.
 */
export function projectClocks(history: History): readonly ClockColumns[] {
  const [last] = history.moment
  if (!last) return []
  const at = microsOf(last.at)
  return history.now.runs
    .filter((run) => run.commitment || run.trail.some((entry) => entry.kind === "retargeted"))
    .map((run) => columnsOf(settle(run, at), history.now.facts.priority))
}

function columnsOf(run: Run, priority: number | null): ClockColumns {
  const { metric, cycle, handoff, commitment, phase, breach, policy } = run
  const target = commitment?.target ?? null
  return {
    ...{ metric, cycle, handoff, priority: target?.priority ?? priority },
    state: stateOf(run),
    targetSeconds: target && target.seconds,
    startedAt: instantOf(run.startedAt),
    dueAt: moment(dueOf(run)),
    atRiskAt: moment(run.warnedAt ?? atRiskOf(run)),
    endedAt: phase.kind === "stopped" || phase.kind === "cancelled" ? instantOf(phase.at) : null,
    firstStoppedAt: moment(run.firstStoppedAt),
    pausedSince: phase.kind === "paused" ? instantOf(phase.since) : null,
    pauseReason: phase.kind === "paused" ? phase.reason : null,
    breachedAt: breach && instantOf(breach.at),
    breachCause: breach && breach.cause,
    elapsedSeconds: secondsOf(run.accrued),
    policyId: policy.id,
    policyVersion: policy.version,
    calendar: target && target.calendar.name,
    levels: levelsAhead(run)
      .map(({ id, at }) => ({ id, at: instantOf(at) }))
      .sort((a, b) => microsOf(a.at) - microsOf(b.at)),
    trail: trailOf(run),
  }
}

function stateOf({ phase, breach, commitment }: Run): StoredState {
  if (!commitment) return "uncommitted"
  switch (phase.kind) {
    case "running":
    case "paused":
    case "cancelled":
      return phase.kind
    case "stopped":
      return breach ? "missed" : "met"
  }
}

function trailOf(run: Run): TrailEntry[] {
  const seen = new Map<string, number>()
  return run.trail.map(({ kind, at, cause }) => {
    const ordinal = seen.get(`${kind} ${at}`) ?? 0
    seen.set(`${kind} ${at}`, ordinal + 1)
    return { kind, at: instantOf(at), cause, ordinal }
  })
}

function moment(at: Micros | null): Instant | null {
  return at === null ? null : instantOf(at)
}

/** The nearest deadline among running clocks; null when none runs. */
export function nearestDue(clocks: readonly Pick<ClockColumns, "state" | "dueAt">[]): Instant | null {
  const due = clocks.flatMap((clock) => (clock.state === "running" && clock.dueAt ? [clock.dueAt] : []))
  return due.sort((a, b) => microsOf(a) - microsOf(b))[0] ?? null
}

import { type Instant, instant } from "#app/kernel/time.ts"
import { type SlaMetric, slaMetrics } from "../clock/metric.ts"
import type { Policy } from "../clock/policy.ts"
import type { RecordEvent } from "../clock/record-event.ts"
import { type History, replay } from "../clock/replay.ts"
import { clocksAt, type ClockView } from "../clock/view.ts"
import type { BySide } from "./tally.ts"

export type PastRecord = {
  /** What the client was promised, in its versions. */
  readonly versions: readonly Policy[]
  readonly events: readonly RecordEvent[]
}

/** The clocks of one record that have a target, as they were and as they would have been. */
export type PastClocks = BySide<readonly ClockView[]>

const firstMoment = instant("1970-01-01T00:00Z")

/**
 * Works out a record's clocks twice: by what was promised, and by other terms from its first moment on. What people did
 * stays what they did; that terms were changed or ended on the way is left out of the second.
 */
export function clocksOf(record: PastRecord, terms: Policy, now: Instant): PastClocks {
  const facts = record.events.filter(({ kind }) => kind !== "policy_applied" && kind !== "policy_deactivated")
  return {
    before: committed(replay(record.versions, record.events), now),
    after: committed(replay([{ ...terms, effectiveFrom: firstMoment }], facts), now),
  }
}

function committed(history: History, now: Instant): readonly ClockView[] {
  return clocksAt(history, now).filter((view) => view.kind === "clock")
}

/** When a clock's outcome was decided: missed when it was breached, kept when it stopped. Null while it has none. */
export function decidedAt({ state, breach }: ClockView): Instant | null {
  if (breach) return breach.at
  return state.kind === "met" ? state.at : null
}

/** Metrics of a record that would have been missed though they were not, in the order of the metrics. */
export function newMisses({ before, after }: PastClocks): readonly SlaMetric[] {
  const missed = new Set(before.filter((view) => view.breach).map(keyOf))
  const metrics = new Set(
    after.flatMap((view) => (view.breach && !missed.has(keyOf(view)) ? [view.metric] : [])),
  )
  return slaMetrics.filter((metric) => metrics.has(metric))
}

const keyOf = ({ metric, cycle }: ClockView) => `${metric} ${cycle}`

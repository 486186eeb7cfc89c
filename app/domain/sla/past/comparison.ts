import { type Instant, instant } from "#app/kernel/time.ts"
import { type Attainment, attainment } from "../clock/attainment.ts"
import { type SlaMetric, slaMetrics } from "../clock/metric.ts"
import type { Policy } from "../clock/policy.ts"
import type { RecordEvent } from "../clock/record-event.ts"
import { type History, replay } from "../clock/replay.ts"
import { type ClockView, clocksAt } from "../clock/view.ts"

export type PastRecord = {
  /** What the client was promised, in its versions. */
  readonly versions: readonly Policy[]
  readonly events: readonly RecordEvent[]
}

/** The clocks of one record that have an outcome, as they were and as they would have been. */
export type Outcomes = { readonly before: readonly ClockView[]; readonly after: readonly ClockView[] }

const firstMoment = instant("1970-01-01T00:00Z")

/**
 * Works out a record's clocks twice: by what was promised, and by other terms from its first moment on. What people did
 * stays what they did; that terms were changed or ended on the way is left out of the second.
 */
export function outcomesOf(record: PastRecord, terms: Policy, now: Instant): Outcomes {
  const facts = record.events.filter(({ kind }) => kind !== "policy_applied" && kind !== "policy_deactivated")
  return {
    before: decided(replay(record.versions, record.events), now),
    after: decided(replay([{ ...terms, effectiveFrom: firstMoment }], facts), now),
  }
}

function decided(history: History, now: Instant): readonly ClockView[] {
  return clocksAt(history, now).filter(
    (view) => view.kind === "clock" && (view.state.kind === "met" || view.breach !== null),
  ) as readonly ClockView[]
}

export type Comparison = {
  readonly before: Attainment
  readonly after: Attainment
  readonly lines: readonly {
    readonly metric: SlaMetric
    readonly priority: number
    readonly before: Attainment
    readonly after: Attainment
  }[]
}

/** How promises were kept and would have been, in all and by target. Nothing is excused in either. */
export function compare(records: readonly Outcomes[]): Comparison {
  const before = records.flatMap((record) => record.before)
  const after = records.flatMap((record) => record.after)
  const [was, would] = [byTarget(before), byTarget(after)]
  const keys = slaMetrics.flatMap((metric) =>
    [1, 2, 3, 4].map((priority) => ({ metric, priority, key: `${metric} ${priority}` })),
  )
  return {
    before: attained(before),
    after: attained(after),
    lines: keys
      .filter(({ key }) => was.has(key) || would.has(key))
      .map(({ metric, priority, key }) => ({
        ...{ metric, priority },
        before: attained(was.get(key) ?? []),
        after: attained(would.get(key) ?? []),
      })),
  }
}

const byTarget = (views: readonly ClockView[]) =>
  Map.groupBy(views, ({ target }) => `${target.metric} ${target.priority}`)

const attained = (views: readonly ClockView[]) =>
  attainment(views.map((clock) => ({ clock, exclusions: [] })))

/** Metrics of a record that would have been missed though they were not. */
export function newMisses({ before, after }: Outcomes): readonly SlaMetric[] {
  const missed = new Set(before.filter((view) => view.breach).map(keyOf))
  return after.flatMap((view) => (view.breach && !missed.has(keyOf(view)) ? [view.metric] : []))
}

const keyOf = ({ metric, cycle }: ClockView) => `${metric} ${cycle}`

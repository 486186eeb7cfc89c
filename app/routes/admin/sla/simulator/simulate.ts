import type { Calendar } from "#app/domain/sla/calendar/calendar.ts"
import { momentOf } from "#app/kernel/wall-time.ts"
import type { SlaMetric } from "#app/domain/sla/clock/metric.ts"
import { type Policy, targetFor } from "#app/domain/sla/clock/policy.ts"
import type { Step } from "#app/domain/sla/explain/walk.ts"
import { whatIf } from "#app/domain/sla/explain/what-if.ts"
import { lengthOf, metricWords, moment } from "#app/domain/sla/explain/words.ts"

export type Question = {
  readonly metric: SlaMetric
  readonly priority: 1 | 2 | 3 | 4
  /** By the wall clock of the target's calendar, `YYYY-MM-DDTHH:MM`. */
  readonly start: string
}

const stepsShown = 60

/** The way from a start to its deadline, in words to read and a line to draw. */
export function simulated(policy: Policy, { metric, priority, start }: Question) {
  const target = targetFor(policy, metric, priority)
  if (!target)
    return {
      kind: "none" as const,
      says: `There is no commitment: nothing is promised of the ${metricWords[metric]} at P${priority}, so nothing is due.`,
    }
  const { calendar } = target
  const startedAt = momentOf(start, calendar.zone)
  if (!startedAt) return { kind: "none" as const, says: "Write a date and time to start from." }
  const found = whatIf(policy, target, startedAt)
  const { picture, steps } = found
  return {
    kind: "found" as const,
    sentence: found.sentence,
    dueAt: found.dueAt && moment(found.dueAt, calendar.zone),
    atRiskAt: found.atRiskAt && moment(found.atRiskAt, calendar.zone),
    ...{ zone: calendar.zone, calendar: calendar.name, target: lengthOf(target.seconds) },
    segments: picture.segments.map((segment) => ({
      ...{ kind: segment.kind, isForecast: segment.isForecast },
      ...{ from: segment.from.epochMilliseconds, to: segment.to.epochMilliseconds },
    })),
    marks: picture.marks.map(({ kind, at }) => ({ kind, at: at.epochMilliseconds })),
    steps: steps.slice(0, stepsShown).map((step) => stepOf(step, calendar)),
    more: Math.max(0, steps.length - stepsShown),
  }
}

function stepOf(step: Step, { zone }: Calendar) {
  return {
    counts: step.kind === "counts",
    from: moment(step.from, zone),
    to: moment(step.to, zone),
    says:
      step.kind === "counts"
        ? `${lengthOf(step.seconds)} count`
        : step.holidays.length > 0
          ? `closed: ${step.holidays.map((h) => `${h.name} (${h.date})`).join(", ")}`
          : "closed",
    total: lengthOf(step.total),
    clocks:
      step.clockChange === null
        ? null
        : `the clocks go ${step.clockChange > 0 ? "forward" : "back"} by ${lengthOf(step.clockChange)}`,
  }
}

export type Simulated = ReturnType<typeof simulated>

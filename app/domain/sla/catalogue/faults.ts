import { instant } from "#app/kernel/time.ts"
import { deadline } from "../calendar/deadline.ts"
import type { SlaMetric } from "../clock/metric.ts"
import { type Policy, targetFor } from "../clock/policy.ts"
import { metricWords } from "../explain/words.ts"

/** What is wrong with one cell of the editor, `metric.priority`. */
export type Fault = { readonly cell: string; readonly says: string }

const priorities = [1, 2, 3, 4] as const
const someday = instant("2026-01-01T00:00Z")

/** What nobody can have meant: a calendar that never opens so long, a lower priority that is promised more, an answer due after the resolution, two levels at one moment. */
export function faultsOf(policy: Policy): readonly Fault[] {
  return [
    ...unreachable(policy),
    ...upsideDown(policy),
    ...answerAfterResolution(policy),
    ...sameLevels(policy),
  ]
}

function unreachable(policy: Policy): Fault[] {
  return policy.targets.flatMap(({ metric, priority, seconds, calendar }) =>
    deadline(calendar, someday, seconds)
      ? []
      : [
          {
            cell: `${metric}.${priority}`,
            says: `The calendar ${calendar.name} never opens long enough for the ${metricWords[metric]} at P${priority}.`,
          },
        ],
  )
}

function upsideDown(policy: Policy): Fault[] {
  const metrics = [...new Set(policy.targets.map((target) => target.metric))]
  return metrics.flatMap((metric) =>
    priorities.slice(1).flatMap((priority) => {
      const [higher, lower] = [
        targetFor(policy, metric, (priority - 1) as 1),
        targetFor(policy, metric, priority),
      ]
      if (!higher || !lower || higher.calendar !== lower.calendar || lower.seconds >= higher.seconds)
        return []
      const says = `The ${metricWords[metric]} at P${priority} is promised sooner than at P${priority - 1}.`
      return [{ cell: `${metric}.${priority}`, says }]
    }),
  )
}

const before: readonly (readonly [SlaMetric, SlaMetric])[] = [
  ["acknowledge", "resolve"],
  ["first_response", "resolve"],
]

function answerAfterResolution(policy: Policy): Fault[] {
  return before.flatMap(([sooner, later]) =>
    priorities.flatMap((priority) => {
      const [first, last] = [targetFor(policy, sooner, priority), targetFor(policy, later, priority)]
      if (!first || !last || first.calendar !== last.calendar || first.seconds <= last.seconds) return []
      const says = `The ${metricWords[sooner]} at P${priority} would come after the ${metricWords[later]}.`
      return [{ cell: `${sooner}.${priority}`, says }]
    }),
  )
}

function sameLevels(policy: Policy): Fault[] {
  return policy.targets.flatMap(({ metric, priority, escalations }) => {
    const [shares, ids] = [escalations.map(({ share }) => share), escalations.map(({ id }) => id)]
    if (new Set(shares).size === shares.length && new Set(ids).size === ids.length) return []
    const says = `Two levels of the ${metricWords[metric]} at P${priority} are the same. Keep one.`
    return [{ cell: `${metric}.${priority}`, says }]
  })
}

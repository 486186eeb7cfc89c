import { slaMetrics } from "#app/domain/sla/clock/metric.ts"
import { lengthOf, metricWords } from "#app/domain/sla/explain/words.ts"
import type { PolicyDraft } from "#app/domain/sla/policies/policy-draft.ts"

/** What a policy promises, a line a metric: `resolution: P1 4 h, P2 8 h`. */
export function promisedLines({ targets }: PolicyDraft): readonly string[] {
  return slaMetrics.flatMap((metric) => {
    const of = targets.filter((t) => t.metric === metric).sort((a, b) => a.priority - b.priority)
    const words = of.map((t) => `P${t.priority} ${lengthOf(t.seconds)}`).join(", ")
    return words === "" ? [] : [`${metricWords[metric]}: ${words}`]
  })
}

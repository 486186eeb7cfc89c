import { slaMetrics } from "#app/domain/sla/clock/metric.ts"
import { lengthOf, metricWords } from "#app/domain/sla/explain/words.ts"
import type { PolicyDraft } from "#app/domain/sla/policies/policy-draft.ts"

/**
 * What a policy promises, a line a metric: `resolution: P1 4 h, P3 16 h (Office)`.
 *
 * @param calendars names by id; what goes round the clock has none
 */
export function promisedLines(
  { targets }: PolicyDraft,
  calendars: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  return slaMetrics.flatMap((metric) => {
    const of = targets.filter((t) => t.metric === metric).sort((a, b) => a.priority - b.priority)
    const words = of.map((t) => {
      const calendar = calendars.get(t.calendar)
      // Kept on one line: a figure without its unit is misread.
      const time = `P${t.priority} ${lengthOf(t.seconds)}`.replaceAll(" ", "\u00a0")
      return `${time}${calendar ? ` (${calendar})` : ""}`
    })
    return words.length === 0 ? [] : [`${metricWords[metric]}: ${words.join(", ")}`]
  })
}

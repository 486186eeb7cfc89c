import type { CorrelationRule, RuleDefinition } from "#app/domain/correlation/rule.ts"
import { type FieldChoice, fieldWords, namedFields } from "#app/domain/matching/field-words.ts"
import type { ResolvePolicy } from "#app/domain/incidents/correlation.ts"

export const policyWords: Readonly<Record<ResolvePolicy, string>> = {
  "all-cleared": "when every alert has cleared",
  "last-cleared": "when the latest alert has cleared",
  "first-cleared": "when the first alert has cleared",
  never: "never by itself",
}

/** Fields that can be ticked to group by. Labels and types of observables are written. */
export const tickedFields = (Object.keys(fieldWords) as FieldChoice[]).filter(
  (name) => !(namedFields as readonly string[]).includes(name) && name !== "description" && name !== "url",
)

export function wordOf(field: string): string {
  return (
    Object.entries(fieldWords)
      .find(([name]) => name === field)?.[1]
      .toLowerCase() ?? field
  )
}

/** What a rule makes of what it matches, in a line. */
export function outcomeOf(rule: Pick<CorrelationRule, keyof RuleDefinition>): string {
  const what = rule.create === "candidate" ? "Candidate" : "Incident"
  const from = rule.minAlerts > 1 ? ` from ${rule.minAlerts} alerts` : ""
  const distinct = rule.minDistinct
    ? ` with ${rule.minDistinct.count} values of ${wordOf(rule.minDistinct.field)}`
    : ""
  const group =
    rule.groupBy.length > 0 ? ` by ${rule.groupBy.map(wordOf).join(", ")}` : " for the whole client"
  return `${what}${from}${distinct}${group}${windowOf(rule.window)}`
}

function windowOf(window: CorrelationRule["window"]): string {
  if (!window) return ""
  return `, ${window.kind === "fixed" ? "within" : "at most"} ${minutesOf(window.minutes)}${window.kind === "fixed" ? "" : " apart"}`
}

export function minutesOf(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`
}

import { severities, severityRank } from "../alerts/severity.ts"
import { globMatches } from "./glob.ts"
import type { Condition, Matchable, Matcher, MatchOperator } from "./matcher.ts"
import { inNetwork } from "./network.ts"
import { valuesOf } from "./values-of.ts"

/** True when the alert is one the matcher means. A matcher without conditions means every alert. */
export function matches(matcher: Matcher, alert: Matchable): boolean {
  if (matcher.conditions.length === 0) return true
  return matcher.mode === "any"
    ? matcher.conditions.some((c) => holds(c, alert))
    : matcher.conditions.every((c) => holds(c, alert))
}

function holds({ field, op, values, foldCase }: Condition, alert: Matchable): boolean {
  const found = valuesOf(alert, field)
  if (op === "exists") return found.length > 0
  if (op === "missing") return found.length === 0
  const fold = (text: string) => (foldCase ? text.toLowerCase() : text)
  const wanted = values.map(fold)
  const has = (test: (value: string, want: string) => boolean) =>
    found.some((value) => wanted.some((want) => test(fold(value), want)))
  return op === "is-not" ? !has(tests.is) : has(tests[op])
}

const tests: Readonly<
  Record<Exclude<MatchOperator, "is-not" | "exists" | "missing">, (value: string, want: string) => boolean>
> = {
  is: (value, want) => value === want,
  contains: (value, want) => value.includes(want),
  "starts-with": (value, want) => value.startsWith(want),
  glob: (value, want) => globMatches(want, value),
  "in-network": (value, want) => inNetwork(want, value),
  "at-least": (value, want) => rankOf(value) <= rankOf(want),
}

/** Words that are no severity rank below all: nothing is at least as bad as they are by accident. */
function rankOf(word: string): number {
  const severity = severities.find((s) => s === word)
  return severity ? severityRank(severity) : Number.NaN
}

import { fieldWords } from "./field-words.ts"
import type { Condition, Matcher, MatchOperator } from "./matcher.ts"

/** What values that are ids are called, by field: `{ source: { "<id>": "Prometheus" } }`. */
export type ValueNames = Readonly<
  Partial<Record<"source" | "service" | "tool", Readonly<Record<string, string>>>>
>

/** A matcher in one English sentence: what it means, not how it is stored. Values are others' text: show it as such. */
export function describeMatcher({ mode, conditions }: Matcher, names: ValueNames = {}): string {
  if (conditions.length === 0) return "Every alert."
  const parts = conditions.map((condition) => describeCondition(condition, names))
  const text = joined(parts, mode === "any" ? "or" : "and")
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

function describeCondition({ field, op, values, foldCase }: Condition, names: ValueNames): string {
  const what = subjectOf(field)
  const known = field === "source" || field === "service" || field === "tool" ? names[field] : undefined
  const shown = values.map((value) => {
    const name = known && Object.hasOwn(known, value) ? known[value] : undefined
    return `“${name ?? value}”`
  })
  const some =
    shown.length > shownAtMost
      ? [...shown.slice(0, shownAtMost), `${shown.length - shownAtMost} more`]
      : shown
  const list = joined(some, op === "is-not" ? "nor" : "or")
  return `${what} ${verbs[op]}${list ? ` ${list}` : ""}${!foldCase && list ? " (in this spelling)" : ""}`
}

/** Values a sentence names at most. */
const shownAtMost = 5

const verbs: Readonly<Record<MatchOperator, string>> = {
  is: "is",
  "is-not": "is not",
  contains: "contains",
  "starts-with": "starts with",
  glob: "looks like",
  "in-network": "is in the network",
  "at-least": "is at least",
  exists: "is there",
  missing: "is not there",
}

function subjectOf(field: string): string {
  if (field.startsWith("labels.")) return `the label ${field.slice("labels.".length)}`
  if (field.startsWith("entity.")) return `an observable ${field.slice("entity.".length)}`
  const word = Object.entries(fieldWords).find(([name]) => name === field)?.[1] ?? field
  if (field === "entity") return "an observable"
  return `the ${word.startsWith("ATT&CK") ? word : word.charAt(0).toLowerCase() + word.slice(1)}`
}

function joined(parts: readonly string[], word: "and" | "or" | "nor"): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${word} ${parts.at(-1)}`
}

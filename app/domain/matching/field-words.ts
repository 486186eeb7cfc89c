import { categories, disciplines, observableTypes } from "../ingest/adapter.ts"
import { severities } from "../alerts/severity.ts"
import type { matchFields, MatchOperator } from "./matcher.ts"

/** Stand for any label and any type of observable in a form; the name follows in a field of its own. */
export const namedFields = ["labels", "entity.type"] as const
export type FieldChoice = (typeof matchFields)[number] | (typeof namedFields)[number]

/** What a form offers, in its order, with the words of screens. */
export const fieldWords: Readonly<Record<FieldChoice, string>> = {
  title: "Title",
  rule: "Rule of the tool",
  asset: "Asset",
  source: "Source",
  severity: "Severity",
  category: "Category",
  discipline: "Discipline",
  service: "Service",
  tool: "Tool",
  description: "Description",
  url: "Link",
  technique: "ATT&CK technique",
  entity: "Any observable",
  "entity.type": "Observable of a type …",
  labels: "Label …",
}

export const operatorWords: Readonly<Record<MatchOperator, string>> = {
  is: "is",
  "is-not": "is not",
  contains: "contains",
  "starts-with": "starts with",
  glob: "looks like (* and ?)",
  "in-network": "is in the network",
  "at-least": "is at least",
  exists: "is there",
  missing: "is not there",
}

export const allOperators = Object.keys(operatorWords) as readonly MatchOperator[]

/** Operators that need no value. */
export const bareOperators: ReadonlySet<MatchOperator> = new Set(["exists", "missing"])

const words = ["is", "is-not", "contains", "starts-with", "glob"] as const
const presence = ["exists", "missing"] as const

/** What may be asked of a field. */
export function operatorsOf(field: FieldChoice): readonly MatchOperator[] {
  switch (field) {
    case "severity":
      return ["at-least", "is", "is-not"]
    case "category":
    case "discipline":
    case "tool":
    case "source":
      return ["is", "is-not"]
    case "service":
      return ["is", "is-not", ...presence]
    case "asset":
    case "entity":
    case "entity.type":
    case "labels":
      return [...words, "in-network", ...presence]
    case "title":
      return ["contains", "is", "is-not", "starts-with", "glob"]
    case "rule":
    case "description":
    case "url":
    case "technique":
      return [...words, ...presence]
  }
}

/** Fields whose values are a closed list. */
export const closedValues: Readonly<Partial<Record<FieldChoice, readonly string[]>>> = {
  severity: severities,
  category: categories,
  discipline: disciplines,
}

export const knownObservableTypes: readonly string[] = observableTypes

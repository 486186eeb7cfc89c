import { allOperators, fieldWords, type FieldChoice } from "./field-words.ts"
import type { Matcher, MatchOperator } from "./matcher.ts"

/** One condition as a form holds it: what was typed, right or not. */
export type MatcherRow = {
  readonly field: FieldChoice | ""
  /** Of a label, or the type of an observable. */
  readonly name: string
  readonly op: MatchOperator
  readonly values: readonly string[]
  readonly foldCase: boolean
}

/** A matcher as a form holds it. */
export type MatcherRows = { readonly mode: Matcher["mode"]; readonly rows: readonly MatcherRow[] }

/** Conditions a matcher holds at most. */
export const maxConditions = 20

export function rowsOf(matcher: Matcher): MatcherRows {
  const rows = matcher.conditions.map(({ field, op, values, foldCase }): MatcherRow => {
    const [head = "", ...rest] = field.split(".")
    const name = rest.join(".")
    return { field: choiceOf(head, name), name, op, values, foldCase }
  })
  return { mode: matcher.mode, rows }
}

/**
 * The rows of a posted form. A row is `<name>.<n>.field`, `.name`, `.op`, `.values` (one a line, or the field repeated)
 * and `.case`; rows without a field were left blank and are dropped.
 */
export function readMatcherRows(
  form: FormData,
  name = "match",
): MatcherRows & {
  /** The number each row has in the form, in the order of `rows`. */
  readonly numbers: readonly number[]
} {
  const pattern = new RegExp(`^${name}\\.(\\d{1,4})\\.field$`)
  const numbers = [...new Set([...form.keys()].flatMap((key) => pattern.exec(key)?.[1] ?? []))]
    .map(Number)
    .filter((n) => textOf(form, `${name}.${n}.field`) !== "")
    .sort((a, b) => a - b)
  return {
    mode: form.get(`${name}.mode`) === "any" ? "any" : "all",
    numbers,
    rows: numbers.map((n) => ({
      field: isChoice(textOf(form, `${name}.${n}.field`)),
      name: textOf(form, `${name}.${n}.name`).trim(),
      op: allOperators.find((op) => op === form.get(`${name}.${n}.op`)) ?? "is",
      values: form
        .getAll(`${name}.${n}.values`)
        .flatMap((value) => String(value).split("\n"))
        .map((value) => value.trim())
        .filter((value) => value !== ""),
      foldCase: form.get(`${name}.${n}.case`) !== "differs",
    })),
  }
}

function choiceOf(head: string, name: string): FieldChoice | "" {
  if (head === "labels") return "labels"
  if (head === "entity" && name !== "") return "entity.type"
  return isChoice(head)
}

function isChoice(text: string): FieldChoice | "" {
  return Object.hasOwn(fieldWords, text) ? (text as FieldChoice) : ""
}

function textOf(form: FormData, key: string): string {
  const value = form.get(key)
  return typeof value === "string" ? value : ""
}

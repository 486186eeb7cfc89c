import { err, ok, type Result } from "#app/kernel/result.ts"
import { severities } from "../alerts/severity.ts"
import { bareOperators, closedValues, operatorsOf } from "./field-words.ts"
import { type Matcher, matcher } from "./matcher.ts"
import { type MatcherRow, maxConditions, readMatcherRows } from "./matcher-rows.ts"
import { isNetwork } from "./network.ts"

/**
 * Reads the matcher a `MatcherEditor` posted. What is wrong is told by form field (`match.0.values`), or under `name`
 * itself where it is wrong as a whole.
 *
 * @param required refuses a matcher without conditions, which would mean every alert
 */
export function readMatcher(
  form: FormData,
  { name = "match", required = true }: { readonly name?: string; readonly required?: boolean } = {},
): Result<Matcher, Readonly<Record<string, string>>> {
  const { mode, rows, numbers } = readMatcherRows(form, name)
  const fields: Record<string, string> = {}
  if (required && rows.length === 0) fields[name] = "Add a condition: without one, every alert would match."
  if (rows.length > maxConditions) fields[name] = `Keep it to ${maxConditions} conditions.`
  rows.forEach((row, i) => {
    for (const [part, problem] of Object.entries(problemsOf(row)))
      fields[`${name}.${numbers[i]}.${part}`] = problem
  })
  if (Object.keys(fields).length > 0) return err(fields)
  const conditions = rows.map(({ op, values, foldCase, ...row }) => ({
    field: fieldOf(row),
    op,
    values: bareOperators.has(op) ? [] : values,
    foldCase,
  }))
  const parsed = matcher.safeParse({ mode, conditions })
  return parsed.success ? ok(parsed.data) : err({ [name]: "The conditions could not be read. Check each." })
}

type Problems = Partial<Record<"field" | "name" | "op" | "values", string>>

function problemsOf(row: MatcherRow): Problems {
  if (row.field === "") return { field: "Choose what to look at." }
  const problems: Problems = {}
  const isNamed = row.field === "labels" || row.field === "entity.type"
  if (isNamed && !/^[^\s]{1,100}$/.test(row.name))
    problems.name =
      row.field === "labels"
        ? "Name the label: up to 100 characters, no spaces."
        : "Name the type, such as ip or user."
  if (!operatorsOf(row.field).includes(row.op)) problems.op = "Cannot be asked of this. Choose another."
  const wrong = problemWithValues(row, row.field)
  return wrong ? { ...problems, values: wrong } : problems
}

function problemWithValues({ op, values }: MatcherRow, field: Exclude<MatcherRow["field"], "">) {
  if (bareOperators.has(op)) return null
  if (values.length === 0) return "Give a value."
  if (values.length > 100) return "Keep it to 100 values."
  if (values.some((value) => value.length > 500)) return "Keep each value to 500 characters."
  const known = closedValues[field]
  const unknown = known && values.find((value) => !known.includes(value.toLowerCase()))
  if (unknown) return `“${unknown.slice(0, 40)}” is none of ${known.join(", ")}.`
  if (op === "at-least" && !severities.some((severity) => severity === values[0]))
    return "Choose one severity."
  const bad = op === "in-network" ? values.find((value) => !isNetwork(value)) : undefined
  return bad ? `“${bad.slice(0, 40)}” is no network. Write 10.0.0.0/8 or one address.` : null
}

function fieldOf({ field, name }: Pick<MatcherRow, "field" | "name">): string {
  if (field === "labels") return `labels.${name}`
  return field === "entity.type" ? `entity.${name}` : field
}

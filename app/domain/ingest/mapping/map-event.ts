import { canonicalEvent } from "../canonical-event.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { isFields, labelsOf, text } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { mapValue } from "../value-map.ts"
import { type Evaluator, type Expression, readExpression } from "./expression.ts"
import { type MappedField, mappedFieldNames } from "./mapped-fields.ts"
import type { Mapping } from "./mapping.ts"

/** A mapping with its expressions read once. */
export type ReadyMapping = {
  readonly mapping: Mapping
  /** Null where the events are the document itself. */
  readonly each: Expression | null
  readonly fields: Readonly<Partial<Record<MappedField, Expression>>>
  readonly dedupe: readonly Expression[]
  readonly group: readonly Expression[]
}

/** What went wrong with a field of one event, in words for whoever wrote the mapping. */
export type FieldErrors = Readonly<Partial<Record<MappedField | "dedupe" | "group", string>>>

/** @param mapping one whose expressions the schema has checked: one that cannot be read is left out */
export function readyMapping(mapping: Mapping): ReadyMapping {
  const list = (given: readonly string[]) => given.flatMap((one) => expressionOf(one) ?? [])
  const fields: Partial<Record<MappedField, Expression>> = {}
  for (const name of mappedFieldNames) {
    const read = expressionOf(mapping.fields[name])
    if (read) fields[name] = read
  }
  const title = fields.title ? [fields.title] : []
  const asset = fields.asset ? [fields.asset] : []
  const dedupe = list(mapping.dedupe)
  const group = list(mapping.group)
  return {
    mapping,
    each: expressionOf(mapping.each),
    fields,
    dedupe: dedupe.length > 0 ? dedupe : fields.externalId ? [fields.externalId] : [...title, ...asset],
    group: group.length > 0 ? group : fields.rule ? [fields.rule] : title,
  }
}

function expressionOf(given: string): Expression | null {
  const read = given === "" ? null : readExpression(given)
  return read?.ok ? read.value : null
}

/** One event as the mapping reads it, and what of it does not fit. @throws TooMuchWork */
export function mapEvent(
  { mapping, fields, dedupe, group }: ReadyMapping,
  item: unknown,
  evaluate: Evaluator,
): { readonly event: CanonicalEvent; readonly errors: FieldErrors } {
  const errors: Record<string, string> = {}
  const valueOf = (name: MappedField | "dedupe" | "group", expression: Expression | undefined): unknown => {
    if (!expression) return null
    const found = evaluate(expression, item)
    if (found.ok) return found.value
    errors[name] = found.error
    return null
  }
  const textOf = (name: MappedField | "dedupe" | "group", expression = fieldOf(name)): string | null => {
    const value = valueOf(name, expression) ?? null
    const read = textIn(value)
    if (read === null && typeof value === "object" && value !== null)
      errors[name] ??= Array.isArray(value)
        ? "gives a list with more than texts in it"
        : "gives an object, not a text"
    return read
  }
  const fieldOf = (name: string) => fields[name as MappedField]
  const title = textOf("title")
  if (title === null) errors["title"] ??= "gives nothing on this event"
  const time = readTime("occurredAt", valueOf("occurredAt", fields.occurredAt))
  if (time.partial.length > 0) errors["occurredAt"] ??= "gives no time that can be placed"
  const event = canonicalEvent({
    discipline: mapping.discipline,
    category: mapping.category,
    title: title ?? "(no title)",
    description: textOf("description"),
    severity: mapValue({ version: 1, ...mapping.severities }, "severity", textOf("severity")),
    status: mapValue({ version: 1, ...mapping.statuses }, "status", textOf("status")),
    externalId: textOf("externalId"),
    time,
    asset: textOf("asset"),
    rule: textOf("rule"),
    url: textOf("url"),
    techniques: findTechniques(textOf("techniques")),
    observables: observablesIn(textOf("observables")),
    labels: labelsIn(valueOf("labels", fields.labels)),
    dedupeKey: dedupe.map((one) => textOf("dedupe", one)),
    groupKey: group.map((one) => textOf("group", one)),
  })
  const wrong = Object.entries(errors).filter(([name]) => name !== "occurredAt")
  return {
    event: { ...event, partial: [...event.partial, ...wrong.map(([name, why]) => `${name}: ${why}`)] },
    errors,
  }
}

/** A text, or several separated by commas; null for anything else. */
function textIn(value: unknown): string | null {
  if (!Array.isArray(value)) return text(value)
  const words = value.slice(0, 50).map(text)
  return words.length > 0 && words.every((word) => word !== null) ? words.join(", ") : null
}

/** Whatever the text shows; a word that is nothing else is a user. */
function observablesIn(list: string | null) {
  return (list ?? "")
    .split(", ")
    .slice(0, 50)
    .flatMap((word) => {
      const found = [...findObservables(word), ...observable("domain", word)]
      return found.length > 0 || /\s/.test(word.trim()) ? found : observable("user", word)
    })
}

function labelsIn(value: unknown): Record<string, string> {
  if (isFields(value)) return labelsOf(value)
  const words = textIn(value)
  return words === null ? {} : { labels: words }
}

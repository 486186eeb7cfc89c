import { type CanonicalEvent, events, type Normalised } from "./adapter.ts"
import { type Body, jsonDepth, maxJsonDepth } from "./body.ts"
import { at, fieldsOf, firstText, isFields } from "./fields.ts"
import { UnreadableBody } from "./unreadable-body.ts"

/** Events one delivery may hold. */
export const maxEvents = 10_000

/**
 * The documents of a JSON delivery, however they are put together: one, a list, lines, or hits of a search index, whose
 * document is in `_source`.
 *
 * @throws UnreadableBody for a form or a text
 */
export function documentsOf(body: Body, tool: string): readonly unknown[] {
  if (body.kind !== "json") throw new UnreadableBody(`${tool} sends JSON; this is a ${body.kind}`)
  return body.values.flatMap(elementsOf).map((value) => unwrap(value, "_source"))
}

function elementsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  const hits = at(value, "hits", "hits")
  return Array.isArray(hits) ? hits : [value]
}

/**
 * What is inside the first of these wrappers that holds an object; the value itself without one. A name with an underscore
 * in front keeps it: a `source` is no `_source`.
 */
export function unwrap(value: unknown, ...wrappers: readonly string[]): unknown {
  for (const wrapper of wrappers) {
    const inner = wrapper.startsWith("_") ? marked(value, wrapper) : at(value, wrapper)
    if (isFields(inner)) return inner
  }
  return value
}

/**
 * The JSON line that a collector (Filebeat, Fluent Bit, Vector) carries as a text in its own document; the document itself
 * where it has none.
 */
export function shipped(document: unknown): unknown {
  const line = firstText(document, "message", "event.original", "log")
  if (line === null || !line.startsWith("{") || jsonDepth(line) > maxJsonDepth) return document
  try {
    return JSON.parse(line)
  } catch {
    return document
  }
}

function marked(value: unknown, name: string): unknown {
  return Object.entries(fieldsOf(value)).find(([key]) => key.toLowerCase() === name)?.[1]
}

/**
 * An event of each entry. Counted before any is made: a body of 8 MiB can hold millions of empty entries.
 *
 * @throws UnreadableBody for more than `maxEvents`
 */
export function eventsOf<T>(entries: readonly T[], read: (entry: T) => CanonicalEvent): Normalised {
  if (entries.length > maxEvents)
    throw new UnreadableBody(`${entries.length} events in one delivery; the limit is ${maxEvents}`)
  return events(entries.map(read))
}

import { readBody } from "#app/domain/ingest/body.ts"
import { cleanEvent } from "#app/domain/ingest/clean-event.ts"
import { newEvaluator, readExpression, TooMuchWork } from "#app/domain/ingest/mapping/expression.ts"
import { type FieldErrors, readyMapping } from "#app/domain/ingest/mapping/map-event.ts"
import { payloadPaths } from "#app/domain/ingest/mapping/payload-paths.ts"
import { documentsIn, readMapped } from "#app/domain/ingest/mapping/read-mapped.ts"
import { UnreadableBody } from "#app/domain/ingest/unreadable-body.ts"
import { mappingOfForm } from "./mapping-form.ts"

const shownEvents = 5
const shownText = 16_000
const previewWork = 100_000

/** What the mapping in the form makes of one payload; nothing is stored. */
export function previewMapping(form: FormData, contentType: string | null, payload: string) {
  const mapping = mappingOfForm(form)
  const documents = documentsOf(contentType, payload)
  const around = {
    payload: pretty(documents.ok ? documents.values : payload).slice(0, shownText),
    errors: mapping.ok ? {} : mapping.error,
    documentPaths: documents.ok ? payloadPaths(documents.values[0]) : [],
    itemPaths: documents.ok
      ? payloadPaths(firstItem(documents.values[0], String(form.get("each") ?? "")))
      : [],
    isReady: documents.ok && mapping.ok,
  }
  if (!documents.ok) return { ...around, unreadable: documents.error, count: 0, events: [] }
  if (!mapping.ok) return { ...around, unreadable: null, count: 0, events: [] }
  try {
    const read = readMapped(documents.body, readyMapping(mapping.value))
    const shown = read.slice(0, shownEvents)
    return {
      ...around,
      unreadable: null,
      errors: sentences(shown.map(({ errors }) => errors)),
      count: read.length,
      events: shown.map(({ event, item }) => ({
        event: cleanEvent(event),
        item: pretty([item]).slice(0, 4000),
      })),
    }
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error
    return { ...around, unreadable: error.message, count: 0, events: [] }
  }
}

export type MappingPreview = ReturnType<typeof previewMapping>

function documentsOf(contentType: string | null, payload: string) {
  try {
    const body = readBody(contentType, payload)
    return { ok: true as const, body, values: documentsIn(body) }
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error
    return { ok: false as const, error: error.message }
  }
}

/** What does not fit, by field, as sentences; of several events the first complaint. */
function sentences(found: readonly FieldErrors[]): Readonly<Record<string, string>> {
  const pairs = found.flatMap((errors) => Object.entries(errors)).reverse()
  return Object.fromEntries(
    pairs.map(([name, why]) => [
      name,
      why.startsWith("gives ") ? `This ${why}.` : `This does not fit: ${why}.`,
    ]),
  )
}

/** The first event at a place, however unfinished the rest of the mapping is; null where the document is the event. */
function firstItem(document: unknown, each: string): unknown {
  const place = each.trim() === "" ? null : readExpression(each.trim())
  if (!place?.ok) return null
  try {
    const found = newEvaluator(previewWork)(place.value, document)
    if (!found.ok) return null
    return Array.isArray(found.value) ? (found.value as unknown[])[0] : found.value
  } catch (error) {
    if (error instanceof TooMuchWork) return null
    throw error
  }
}

/** One document without the list around it. */
function pretty(value: string | readonly unknown[]): string {
  if (typeof value === "string") return value
  return JSON.stringify(value.length === 1 ? value[0] : value, null, 2) ?? ""
}

import { readBody } from "#app/domain/ingest/body.ts"
import { cleanEvent } from "#app/domain/ingest/clean-event.ts"
import { readyMapping } from "#app/domain/ingest/mapping/map-event.ts"
import { payloadPaths } from "#app/domain/ingest/mapping/payload-paths.ts"
import { documentsIn, readMapped } from "#app/domain/ingest/mapping/read-mapped.ts"
import { UnreadableBody } from "#app/domain/ingest/unreadable-body.ts"
import { mappingOfForm } from "./mapping-form.ts"

const shownEvents = 5
const shownText = 16_000

/** What the mapping in the form makes of one payload; nothing is stored. */
export function previewMapping(form: FormData, contentType: string | null, payload: string) {
  const mapping = mappingOfForm(form)
  const documents = documentsOf(contentType, payload)
  const around = {
    payload: pretty(documents.ok ? documents.values : payload).slice(0, shownText),
    errors: mapping.ok ? {} : mapping.error,
    documentPaths: documents.ok ? payloadPaths(documents.values[0]) : [],
  }
  if (!documents.ok) return { ...around, unreadable: documents.error, count: 0, events: [], itemPaths: [] }
  if (!mapping.ok) return { ...around, unreadable: null, count: 0, events: [], itemPaths: [] }
  try {
    const read = readMapped(documents.body, readyMapping(mapping.value))
    const shown = read.slice(0, shownEvents)
    return {
      ...around,
      unreadable: null,
      errors: Object.assign({}, ...shown.map(({ errors }) => errors)) as Readonly<Record<string, string>>,
      count: read.length,
      events: shown.map(({ event, item }) => ({
        event: cleanEvent(event),
        item: pretty([item]).slice(0, 4000),
      })),
      itemPaths: mapping.value.each === "" ? [] : payloadPaths(read[0]?.item),
    }
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error
    return { ...around, unreadable: error.message, count: 0, events: [], itemPaths: [] }
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

/** One document without the list around it. */
function pretty(value: string | readonly unknown[]): string {
  if (typeof value === "string") return value
  return JSON.stringify(value.length === 1 ? value[0] : value, null, 2) ?? ""
}

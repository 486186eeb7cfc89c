import { type Body } from "../body.ts"
import { maxEvents } from "../documents.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { type Evaluator, newEvaluator, TooMuchWork } from "./expression.ts"
import { mapEvent, type ReadyMapping } from "./map-event.ts"

/** Every event of a delivery as the mapping reads it. */
export type MappedDelivery = readonly (ReturnType<typeof mapEvent> & {
  /** The part of the payload it was read from. */
  readonly item: unknown
})[]

/** @throws UnreadableBody where the events cannot be found, are too many or cost too much work */
export function readMapped(body: Body, mapping: ReadyMapping): MappedDelivery {
  const evaluate = newEvaluator()
  try {
    const items = documentsIn(body).flatMap((document) => itemsOf(document, mapping, evaluate))
    if (items.length > maxEvents)
      throw new UnreadableBody(`${items.length} events in one delivery; the limit is ${maxEvents}`)
    return items.map((item) => ({ ...mapEvent(mapping, item, evaluate), item }))
  } catch (error) {
    if (error instanceof TooMuchWork) throw new UnreadableBody(error.message)
    throw error
  }
}

/** The documents expressions are evaluated on: JSON as it is, a form's fields, and a text as `{ text }`. */
export function documentsIn(body: Body): readonly unknown[] {
  if (body.kind === "form") return [body.fields]
  return body.kind === "json" ? body.values : [{ text: body.text }]
}

function itemsOf(document: unknown, { each }: ReadyMapping, evaluate: Evaluator): readonly unknown[] {
  if (!each) return Array.isArray(document) ? document : [document]
  const found = evaluate(each, document)
  if (!found.ok) throw new UnreadableBody(`the mapping's place of events does not fit: ${found.error}`)
  if (Array.isArray(found.value)) return found.value
  return (found.value ?? null) === null ? [] : [found.value]
}

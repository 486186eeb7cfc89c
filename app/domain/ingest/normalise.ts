import { type Adapter, ignored, type Normalised } from "./adapter.ts"
import { awsHandshake } from "./aws-envelope.ts"
import { type Body, readBody } from "./body.ts"
import { carriedIn } from "./carried.ts"
import { cleanEvent } from "./clean-event.ts"
import { documentsOf, maxEvents } from "./documents.ts"
import { findAdapter } from "./registry.ts"
import { silenceAdapter } from "./silence-event.ts"
import { UnreadableBody } from "./unreadable-body.ts"

/**
 * A raw delivery in our words: parsed, read by its tool's adapter, cleaned.
 *
 * @throws UnreadableBody with the reason for quarantine.
 */
export function normaliseDelivery(delivery: {
  readonly adapterKey: string
  readonly contentType: string | null
  readonly body: string
  /** What the source's adapter goes by, where its reading is data. */
  readonly settings?: unknown
}): Normalised {
  const adapter = findAdapter(delivery.adapterKey) ?? ownAdapter(delivery.adapterKey)
  if (!adapter) throw new UnreadableBody(`there is no adapter "${delivery.adapterKey}"`)
  if (adapter.isSilentWhenClean && delivery.body.trim() === "") return ignored("an empty report")
  const read = readWith(adapter, readBody(delivery.contentType, delivery.body), delivery.settings)
  if (read.ignored !== null) return read
  if (read.events.length > maxEvents)
    throw new UnreadableBody(`${read.events.length} events in one delivery; the limit is ${maxEvents}`)
  return { events: read.events.map(cleanEvent), ignored: null }
}

/** A collector may have wrapped what a tool sent, and another what that one did. */
const maxWrappers = 2

/**
 * A list with nothing in it is how a scanner or an API says that it found nothing, whatever it would have listed. What an
 * adapter does not know is tried once more without what a collector has put around it.
 */
function readWith(adapter: Adapter, body: Body, settings: unknown, left = maxWrappers): Normalised {
  try {
    return adapter.normalise(body, settings)
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error
    const isEmpty =
      body.kind === "json" && body.values.every((value) => Array.isArray(value) && value.length === 0)
    if (isEmpty) return ignored("an empty list")
    const handshake = body.kind === "json" ? awsHandshake(documentsOf(body, adapter.label)) : null
    if (handshake !== null) return handshake
    const carried = left > 0 ? carriedIn(body) : null
    if (carried === null) throw error
    try {
      return readWith(adapter, carried, settings, left - 1)
    } catch {
      throw error
    }
  }
}

/** What the portal reports itself comes the same way. */
const ownAdapter = (key: string) => (key === silenceAdapter.key ? silenceAdapter : undefined)

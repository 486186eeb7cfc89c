import { type Adapter, ignored, type Normalised } from "./adapter.ts"
import { type Body, readBody } from "./body.ts"
import { cleanEvent } from "./clean-event.ts"
import { maxEvents } from "./documents.ts"
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

/** A list with nothing in it is how a scanner or an API says that it found nothing, whatever it would have listed. */
function readWith(adapter: Adapter, body: Body, settings: unknown): Normalised {
  try {
    return adapter.normalise(body, settings)
  } catch (error) {
    const isEmpty =
      body.kind === "json" && body.values.every((value) => Array.isArray(value) && value.length === 0)
    if (error instanceof UnreadableBody && isEmpty) return ignored("an empty list")
    throw error
  }
}

/** What the portal reports itself comes the same way. */
const ownAdapter = (key: string) => (key === silenceAdapter.key ? silenceAdapter : undefined)

import { severityRank } from "#app/domain/alerts/severity.ts"
import { isSkewed } from "#app/domain/alerts/signal-rules.ts"
import type { Normalised } from "#app/domain/ingest/adapter.ts"
import { canonicalAdapter, readCanonical } from "#app/domain/ingest/canonical-delivery.ts"
import { fingerprintOf } from "#app/domain/ingest/fingerprint.ts"
import { payloadHashOf } from "#app/domain/ingest/payload-hash.ts"
import { normaliseDelivery } from "#app/domain/ingest/normalise.ts"
import { instant, type Instant } from "#app/kernel/time.ts"
import { type Addressed, addressEvents } from "./address.ts"
import { identify, recipesOf } from "./identify.ts"
import type { BatchSettings } from "./settings.ts"
import type { ClaimedDelivery, IncomingEvent, Outcome } from "./incoming.ts"
import { UnreadableBody } from "#app/domain/ingest/unreadable-body.ts"

/**
 * Runs a delivery through its adapter. Never throws: whatever an adapter cannot read becomes an outcome with a reason,
 * so that one odd body cannot stop the others.
 */
export function readDelivery(delivery: ClaimedDelivery, settings: BatchSettings): Outcome {
  try {
    const read = readBody(delivery, settings)
    if (read.ignored !== null) return { delivery, outcome: "ignored", note: read.ignored, events: [] }
    const events = addressEvents(delivery, read, settings).map((addressed, ordinal) =>
      incoming(addressed, ordinal, settings),
    )
    return { delivery, outcome: "processed", note: null, events }
  } catch (error) {
    const reason =
      error instanceof UnreadableBody
        ? error.message
        : `the ${delivery.adapter} adapter failed: ${describe(error)}`
    return { delivery, outcome: "quarantined", note: reason.slice(0, 500).toWellFormed(), events: [] }
  }
}

/** The events, by the adapter that reads them: of what the portal put in itself, the one that had read them before. */
function readBody(
  delivery: ClaimedDelivery,
  settings: BatchSettings,
): Normalised & { readonly adapter: string } {
  const { adapter, contentType } = delivery
  const body = textOf(delivery)
  if (adapter === canonicalAdapter) return { ...readCanonical(body), ignored: null }
  const mapping = settings.mappings.get(delivery.sourceId)
  return { ...normaliseDelivery({ adapterKey: adapter, contentType, body, settings: mapping }), adapter }
}

/** Base64 marks bytes that are no clean UTF-8; what cannot be decoded is replaced visibly, the evidence stays. */
function textOf(delivery: ClaimedDelivery): string {
  return delivery.bodyEncoding === "base64"
    ? Buffer.from(delivery.body, "base64").toString("utf8")
    : delivery.body
}

function incoming(
  { delivery, event, unrouted }: Addressed,
  ordinal: number,
  settings: BatchSettings,
): IncomingEvent {
  const source = settings.sources.get(delivery.sourceId)
  const owner = { tenantId: delivery.tenantId, sourceId: delivery.sourceId }
  const key = identify(delivery, event, recipesOf(delivery.adapter, source))
  const group = fingerprintOf({ ...owner, recipe: `${delivery.adapter}:group`, parts: event.groupKey })
  const occurredAt = readOccurred(event.occurredAt)
  const flags = [
    ...(event.partial.length > 0 ? ["partial"] : []),
    ...(key.isDegraded ? ["degraded-fingerprint"] : []),
    ...(isSkewed(occurredAt, delivery.receivedAt) ? ["skewed"] : []),
    ...(delivery.isReplay ? ["replayed"] : []),
  ]
  return {
    ...owner,
    deliveryId: delivery.id,
    adapter: delivery.adapter,
    isReplay: delivery.isReplay,
    ordinal,
    receivedAt: delivery.receivedAt,
    occurredAt,
    severity: severityRank(event.severity),
    fingerprint: key.fingerprint,
    formerFingerprints: key.formerFingerprints,
    payloadHash: payloadHashOf(event, source?.ignoreFields),
    groupKey: group.fingerprint,
    flags,
    event,
    ...(unrouted ? { unrouted } : {}),
    alertId: null,
    effect: "no-alert",
  }
}

function readOccurred(text: string | null): Instant | null {
  if (!text) return null
  try {
    const at = instant(text)
    // Postgres keeps years 4713 BC to 294276; nothing a tool reports lies outside this range in earnest.
    const year = at.epochMilliseconds / 31_556_952_000 + 1970
    return year > 1 && year < 9999 ? at : null
  } catch {
    return null
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

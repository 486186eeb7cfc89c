import type { AlertId, DeliveryId, SourceId, TenantId } from "#app/kernel/ids.ts"
import type { SignalEffectWord } from "#app/domain/alerts/signal-effect.ts"
import type { CanonicalEvent } from "#app/domain/ingest/adapter.ts"
import type { KeptEvent } from "#app/domain/unrouted/unrouted.ts"
import type { Instant } from "#app/kernel/time.ts"

/** A row of the inbox. */
export type ClaimedDelivery = {
  readonly lane: number
  readonly tenantId: TenantId
  readonly id: DeliveryId
  readonly sourceId: SourceId
  readonly adapter: string
  readonly receivedAt: Instant
  readonly contentType: string | null
  readonly bodyEncoding: "utf8" | "base64"
  readonly body: string
  /** Put in again by a person: what comes of it pages nobody. */
  readonly isReplay: boolean
}

/** One event of a claimed delivery, with the keys it is matched by. */
export type IncomingEvent = {
  readonly tenantId: TenantId
  readonly sourceId: SourceId
  readonly deliveryId: DeliveryId
  /** Key of the adapter that read it. */
  readonly adapter: string
  readonly isReplay: boolean
  readonly ordinal: number
  readonly receivedAt: Instant
  readonly occurredAt: Instant | null
  /** 1 critical to 5 info. */
  readonly severity: number
  readonly fingerprint: string
  /** Under recipes that were replaced within a day: an alert they made takes the event first. */
  readonly formerFingerprints: readonly string[]
  /** SHA-256 of what it says, the ignored fields apart. Null for what is like nothing else. */
  readonly payloadHash: string | null
  readonly groupKey: string
  readonly flags: readonly string[]
  readonly event: CanonicalEvent
  /** Of an event that only says at the provider that nobody knows whose one is: that one. */
  readonly unrouted?: KeptEvent
  /** Set while the batch is folded: the alert it belongs to, and what it did to it. */
  alertId: AlertId | null
  effect: SignalEffectWord
}

/** What became of a delivery. */
export type Outcome = {
  readonly delivery: ClaimedDelivery
  readonly outcome: "processed" | "ignored" | "quarantined"
  readonly note: string | null
  readonly events: readonly IncomingEvent[]
}

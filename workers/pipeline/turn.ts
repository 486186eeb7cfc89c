import type { Instant } from "#app/kernel/time.ts"
import type { IncomingEvent } from "./incoming.ts"

/** A moment of a batch at which correlation has a say in an alert: it is new, came back, or got worse. */
export type Turn = {
  readonly at: Instant
  /** Sorts as events arrived. */
  readonly order: string
  /** The alert as it was then; later events of the batch may have changed it. */
  readonly severity: number
  readonly labels: Readonly<Record<string, string>>
  /** It was closed before. */
  readonly returned: boolean
}

export function turnOf(event: IncomingEvent, severity: number, returned: boolean): Turn {
  return {
    at: event.receivedAt,
    order: `${event.deliveryId} ${String(event.ordinal).padStart(9, "0")}`,
    severity,
    labels: event.event.labels,
    returned,
  }
}

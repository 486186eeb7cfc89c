import type { CanonicalEvent } from "#app/domain/ingest/adapter.ts"
import { canonicalAdapter } from "#app/domain/ingest/canonical-delivery.ts"
import { findAdapter } from "#app/domain/ingest/registry.ts"
import { firstMatch, matchableOf } from "#app/domain/shared-sources/tenant-map.ts"
import { unroutedAlert } from "#app/domain/unrouted/announce-unrouted.ts"
import { silenceAdapter } from "#app/domain/ingest/silence-event.ts"
import type { KeptEvent } from "#app/domain/unrouted/unrouted.ts"
import type { ClaimedDelivery } from "./incoming.ts"
import type { BatchSettings } from "./settings.ts"

/** An event and the delivery it counts as one of: at whose client, from which source. */
export type Addressed = {
  readonly delivery: ClaimedDelivery
  readonly event: CanonicalEvent
  /** The event itself, where the one above only says at the provider that nobody knows whose it is. */
  readonly unrouted?: KeptEvent
}

/**
 * Says whose the events of a delivery are. Those of a client's own source are that client's, whatever is in them. Of a
 * shared source each goes where the first matching entry of its tenant map says, and where none does or that client takes no
 * part, to nobody: the provider hears of it.
 */
export function addressEvents(
  delivery: ClaimedDelivery,
  read: { readonly adapter: string; readonly events: readonly CanonicalEvent[] },
  settings: BatchSettings,
): readonly Addressed[] {
  const source = settings.sources.get(delivery.sourceId)
  // What the portal put in itself was addressed by whoever put it in.
  if (!source?.isShared || isOwn(delivery.adapter))
    return read.events.map((event) => ({ delivery: { ...delivery, adapter: read.adapter }, event }))
  const entries = settings.tenantMaps.get(source.id) ?? []
  const discipline = findAdapter(delivery.adapter)?.discipline ?? "soc"
  return read.events.map((event) => {
    const entry = firstMatch(matchableOf(event, source.id, delivery.adapter), entries)
    if (entry?.isOpen)
      return { delivery: { ...delivery, tenantId: entry.clientId, sourceId: entry.mirrorId }, event }
    return {
      delivery: { ...delivery, adapter: canonicalAdapter },
      event: unroutedAlert({ name: source.name, discipline }, "firing"),
      unrouted: { adapter: delivery.adapter, event },
    }
  })
}

/** True for what no tool sent: a source's recipe, mapping and tenant map have no say in it. */
export function isOwn(adapter: string): boolean {
  return adapter === canonicalAdapter || adapter === silenceAdapter.key
}

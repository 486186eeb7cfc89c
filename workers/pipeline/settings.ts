import type { CorrelationRule } from "#app/domain/correlation/rule.ts"
import type { SourceId } from "#app/kernel/ids.ts"
import { earlier } from "#app/kernel/time.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { SettingsByClient } from "./client-settings.ts"
import type { ClaimedDelivery } from "./incoming.ts"
import type { SourceSettings } from "./source-settings.ts"
import { readClientSettings } from "./store/client-settings.ts"
import { readCorrelationRules } from "./store/correlation-rules.ts"
import { readTenantMaps, type TenantMaps } from "./store/tenant-maps.ts"
import { readMappings } from "./store/mappings.ts"
import { readSourceSettings } from "./store/source-settings.ts"

/** Every setting the batch goes by. Read anew for each batch, so that a change holds from the next one on. */
export type BatchSettings = {
  readonly sources: ReadonlyMap<SourceId, SourceSettings>
  readonly clients: SettingsByClient
  readonly rules: readonly CorrelationRule[]
  /** Of shared sources: whose their events are. */
  readonly tenantMaps: TenantMaps
  /** Newest mapping of each source that is read by one, as it was saved. */
  readonly mappings: ReadonlyMap<SourceId, unknown>
}

/** Reads what these deliveries go by. The transaction has to be narrowed to their clients. */
export async function loadSettings(
  tx: InboxTx,
  deliveries: readonly ClaimedDelivery[],
): Promise<BatchSettings> {
  const ids = [...new Set(deliveries.map((d) => d.sourceId))]
  const since = deliveries.map((d) => d.receivedAt).reduce(earlier, tx.now)
  const [rules, own, clients] = await Promise.all([
    readCorrelationRules(tx),
    readSourceSettings(tx, ids),
    readClientSettings(tx, [...new Set(deliveries.map((d) => d.tenantId))], since),
  ])
  const sourcesHere = [...own.values()]
  // Where a source is shared, its clients' settings are read as well from the maps on.
  const [mappings, tenantMaps] = await Promise.all([
    readMappings(tx, sourcesHere),
    readTenantMaps(tx, sourcesHere),
  ])
  const entries = [...tenantMaps.values()].flat()
  if (entries.length === 0) return { rules, mappings, sources: own, clients, tenantMaps }
  const [mirrors, theirs] = await Promise.all([
    readSourceSettings(tx, [...new Set(entries.map((entry) => entry.mirrorId))]),
    readClientSettings(tx, [...new Set(entries.map((entry) => entry.clientId))], since),
  ])
  return {
    ...{ rules, mappings, tenantMaps },
    sources: new Map([...own, ...mirrors]),
    clients: new Map([...clients, ...theirs]),
  }
}

/** For batches without events. */
export const noSettings: BatchSettings = {
  sources: new Map(),
  clients: new Map(),
  rules: [],
  tenantMaps: new Map(),
  mappings: new Map(),
}

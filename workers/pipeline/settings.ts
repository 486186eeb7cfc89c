import type { CorrelationRule } from "#app/domain/correlation/rule.ts"
import type { SourceId } from "#app/kernel/ids.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { SourceSettings } from "./source-settings.ts"
import { readCorrelationRules } from "./store/correlation-rules.ts"
import { readTenantMaps, type TenantMaps } from "./store/tenant-maps.ts"
import { readMappings } from "./store/mappings.ts"
import { readSourceSettings } from "./store/source-settings.ts"

/** Every setting the batch goes by. Read anew for each batch, so that a change holds from the next one on. */
export type BatchSettings = {
  readonly sources: ReadonlyMap<SourceId, SourceSettings>
  readonly rules: readonly CorrelationRule[]
  /** Of shared sources: whose their events are. */
  readonly tenantMaps: TenantMaps
  /** Newest mapping of each source that is read by one, as it was saved. */
  readonly mappings: ReadonlyMap<SourceId, unknown>
}

/** Reads the settings of these clients. The transaction has to be narrowed to them. */
export async function loadSettings(tx: InboxTx, ids: readonly SourceId[]): Promise<BatchSettings> {
  const [rules, own] = await Promise.all([readCorrelationRules(tx), readSourceSettings(tx, ids)])
  const sourcesHere = [...own.values()]
  // Where a source is shared, its clients' settings are read as well from the maps on.
  const [mappings, tenantMaps] = await Promise.all([
    readMappings(tx, sourcesHere),
    readTenantMaps(tx, sourcesHere),
  ])
  const mirrors = [...tenantMaps.values()].flat().map((entry) => entry.mirrorId)
  if (mirrors.length === 0) return { rules, mappings, sources: own, tenantMaps }
  const sources = new Map([...own, ...(await readSourceSettings(tx, mirrors))])
  return { rules, mappings, sources, tenantMaps }
}

/** For batches without events. */
export const noSettings: BatchSettings = {
  sources: new Map(),
  rules: [],
  tenantMaps: new Map(),
  mappings: new Map(),
}

import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import { readMappings } from "./store/mappings.ts"
import { readSourceSettings } from "./store/source-settings.ts"

/** What administrators chose for one feed, as the pipeline goes by it. */
export type SourceSettings = {
  readonly tenantId: TenantId
  readonly id: SourceId
  readonly name: string
  readonly adapter: string
  readonly reopenWindowSeconds: number
  readonly trustsDowngrade: boolean
  readonly stormLimit: number
  readonly ignoreFields: readonly string[]
  readonly learningUntil: Instant | null
  readonly isShared: boolean
}

/** Every setting the batch goes by. Read anew for each batch, so that a change holds from the next one on. */
export type BatchSettings = {
  readonly sources: ReadonlyMap<SourceId, SourceSettings>
  /** Newest mapping of each source that is read by one, as it was saved. */
  readonly mappings: ReadonlyMap<SourceId, unknown>
}

/** Reads the settings of these clients. The transaction has to be narrowed to them. */
export async function loadSettings(tx: InboxTx, sources: readonly SourceId[]): Promise<BatchSettings> {
  const settings = await readSourceSettings(tx, sources)
  return { sources: settings, mappings: await readMappings(tx, [...settings.values()]) }
}

/** For batches without events. */
export const noSettings: BatchSettings = { sources: new Map(), mappings: new Map() }

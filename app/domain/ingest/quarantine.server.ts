import type { SourceId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import { type Quarantined, selectQuarantined } from "./quarantine.store.server.ts"

/** What of a source no adapter could read: the newest, at most 20. */
export function listQuarantined(t: ReadTx<"sources.read">, sourceId: SourceId): Promise<Quarantined[]> {
  return selectQuarantined(t, sourceId)
}

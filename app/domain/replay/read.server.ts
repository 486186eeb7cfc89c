import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Page } from "../paging.ts"
import { countByReason, type QuarantineFilter, selectQuarantined } from "./quarantine.store.server.ts"
import type { Quarantined, ReplayChoice } from "./replay.ts"
import { countRange } from "./replay.store.server.ts"

/** What of a source could not be read, the newest first. @throws DomainError `invalid` for a strange cursor */
export function listQuarantined(
  t: ReadTx<"sources.read">,
  sourceId: SourceId,
  filter: QuarantineFilter,
  page: { readonly after?: string; readonly limit: number },
): Promise<Page<Quarantined>> {
  return selectQuarantined(t, sourceId, filter, page)
}

/** How many deliveries of a source wait in quarantine for each reason. */
export function readQuarantineReasons(
  t: ReadTx<"sources.read">,
  sourceId: SourceId,
): Promise<{ reason: string; count: number }[]> {
  return countByReason(t, sourceId)
}

/** How many deliveries a replay of this range would put in again, counted to 10,000. */
export function countReplay(
  t: ReadTx<"sources.read">,
  client: TenantId,
  sourceId: SourceId,
  range: Extract<ReplayChoice, { kind: "range" }>,
): Promise<number> {
  return countRange(t, client, sourceId, range)
}

import { notFound } from "#app/kernel/errors.ts"
import type { ClockId, SlaExclusionId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { ReadTx } from "#db/tenant.ts"
import { type Page, pageOf } from "../../paging.ts"
import type { ExclusionKind, ExclusionView } from "./exclusion.ts"
import {
  type ExclusionRow,
  findExclusion,
  selectExclusions,
  selectExclusionsOfClient,
} from "./store.server.ts"

/** Clocks asked about in one query: a list of thousands of ids is none. */
const clocksAtOnce = 5000

/** What was asked to be left out of these clocks, by clock, oldest first. */
export async function exclusionsOf<P extends Permission>(
  t: ReadTx<P>,
  clocks: readonly ClockId[],
): Promise<ReadonlyMap<ClockId, readonly ExclusionView[]>> {
  const rows: ExclusionRow[] = []
  for (let i = 0; i < clocks.length; i += clocksAtOnce)
    rows.push(...(await selectExclusions(t, clocks.slice(i, i + clocksAtOnce))))
  return Map.groupBy(rows.map(exclusionView), (exclusion) => exclusion.clockId)
}

/** All that was asked of one client's clocks, newest first. */
export async function listExclusions(
  t: ReadTx<"sla.read">,
  client: TenantId,
  filter: { readonly state?: ExclusionView["state"] },
  page: { readonly after?: string; readonly limit: number },
): Promise<Page<ExclusionView>> {
  const rows = await selectExclusionsOfClient(t, client, filter, { ...page, limit: page.limit + 1 })
  return pageOf(rows, page.limit, exclusionView, (row) => [row.id])
}

/** @throws DomainError `not_found`, also for one out of reach */
export async function readExclusion(t: ReadTx<"sla.read">, id: SlaExclusionId): Promise<ExclusionView> {
  const row = await findExclusion(t, id)
  if (!row) throw notFound("Exclusion")
  return exclusionView(row)
}

function exclusionView(row: ExclusionRow): ExclusionView {
  return { ...row, kind: row.kind as ExclusionKind }
}

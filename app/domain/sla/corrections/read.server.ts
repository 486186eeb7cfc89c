import { notFound } from "#app/kernel/errors.ts"
import type { ClockId, SlaCorrectionId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { ReadTx } from "#db/tenant.ts"
import { type Page, pageOf } from "../../paging.ts"
import type { CorrectionView } from "./correction.ts"
import {
  type CorrectionRow,
  findCorrection,
  selectCorrections,
  selectCorrectionsOfClient,
} from "./store.server.ts"

/** Clocks asked about in one query: a list of thousands of ids is none. */
const clocksAtOnce = 5000

/** What was asked of the stops of these clocks, by clock, oldest first. */
export async function correctionsOf<P extends Permission>(
  t: ReadTx<P>,
  clocks: readonly ClockId[],
): Promise<ReadonlyMap<ClockId, readonly CorrectionView[]>> {
  const rows: CorrectionRow[] = []
  for (let i = 0; i < clocks.length; i += clocksAtOnce)
    rows.push(...(await selectCorrections(t, clocks.slice(i, i + clocksAtOnce))))
  return Map.groupBy(rows, (correction) => correction.clockId)
}

/** Whether a correction of a clock's stop waits for a decision. */
export async function isCorrectionAwaited<P extends Permission>(
  t: ReadTx<P>,
  clock: ClockId,
): Promise<boolean> {
  return (await selectCorrections(t, [clock])).some(({ state }) => state === "requested")
}

/** All that was asked of one client's stops, newest first. */
export async function listCorrections(
  t: ReadTx<"sla.read">,
  client: TenantId,
  filter: { readonly state?: CorrectionView["state"] },
  page: { readonly after?: string; readonly limit: number },
): Promise<Page<CorrectionView>> {
  const rows = await selectCorrectionsOfClient(t, client, filter, { ...page, limit: page.limit + 1 })
  return pageOf(
    rows,
    page.limit,
    (row) => row,
    (row) => [row.id],
  )
}

/** @throws DomainError `not_found`, also for one out of reach */
export async function readCorrection(t: ReadTx<"sla.read">, id: SlaCorrectionId): Promise<CorrectionView> {
  const row = await findCorrection(t, id)
  if (!row) throw notFound("Correction")
  return row
}

import { notFound } from "#app/kernel/errors.ts"
import type { ClockId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import { type Page, pageOf } from "../../paging.ts"
import { type CorrectionView, standingOf } from "../corrections/correction.ts"
import { correctionsOf } from "../corrections/read.server.ts"
import type { ExclusionView } from "../exclusions/exclusion.ts"
import type { BreachReason } from "../exclusions/breach-reason.ts"
import { exclusionsOf } from "../exclusions/read.server.ts"
import { reasonsOf } from "../exclusions/reasons.server.ts"
import {
  type ClientPeriod,
  type ClockFilter,
  countOf,
  findMiss,
  type JudgedRow,
  selectJudged,
} from "./store.server.ts"

/**
 * A clock with an outcome, why it was missed as far as that was noted, what was asked to be left out of it, and the
 * correction by which its stop stands where it stands.
 */
export type JudgedClock = JudgedRow & {
  readonly reason: BreachReason | null
  readonly corrected: CorrectionView | null
  readonly exclusions: readonly ExclusionView[]
}

type PageOf = { readonly after?: string; readonly limit: number }

/** The clocks that were decided in these periods, the last first. */
export async function listJudged(
  t: ReadTx<"sla.read">,
  periods: readonly ClientPeriod[],
  filter: ClockFilter,
  page: PageOf,
): Promise<Page<JudgedClock>> {
  const rows = await selectJudged(t, periods, filter, { ...page, limit: page.limit + 1 })
  const missed = rows.filter((row) => row.breachedAt).map((row) => row.id)
  const asked = await exclusionsOf(t, missed)
  const reasons = await reasonsOf(t, missed)
  const corrections = await correctionsOf(
    t,
    rows.map((row) => row.id),
  )
  return pageOf(
    rows,
    page.limit,
    (row) => ({
      ...{ ...row, reason: reasons.get(row.id) ?? null, exclusions: asked.get(row.id) ?? [] },
      corrected: standingOf(corrections.get(row.id) ?? [], row),
    }),
    (row) => [row.judgedAt.toString(), row.id],
  )
}

export function countMisses(
  t: ReadTx<"sla.read">,
  periods: readonly ClientPeriod[],
  filter: Omit<ClockFilter, "missedOnly">,
): Promise<number> {
  return countOf(t, periods, { ...filter, missedOnly: true })
}

/** @throws DomainError `not_found`, also for a clock that missed nothing or is out of reach */
export async function readMiss(t: ReadTx<"sla.read">, id: ClockId): Promise<JudgedClock> {
  const row = await findMiss(t, id)
  if (!row) throw notFound("Clock")
  const [asked, reasons] = [await exclusionsOf(t, [id]), await reasonsOf(t, [id])]
  const corrected = standingOf((await correctionsOf(t, [id])).get(id) ?? [], row)
  return { ...row, reason: reasons.get(id) ?? null, exclusions: asked.get(id) ?? [], corrected }
}

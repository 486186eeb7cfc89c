import type { ClockId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { BreachCause, BreachReason } from "./breach-reason.ts"
import { type ReasonRow, selectReasons } from "./reasons.store.server.ts"

/** Clocks asked about in one query: a list of thousands of ids is none. */
const clocksAtOnce = 5000

/** Why these clocks were missed, by clock, for those of which it was noted. */
export async function reasonsOf(
  t: ReadTx<"sla.read">,
  clocks: readonly ClockId[],
): Promise<ReadonlyMap<ClockId, BreachReason>> {
  const rows: ReasonRow[] = []
  for (let i = 0; i < clocks.length; i += clocksAtOnce)
    rows.push(...(await selectReasons(t, clocks.slice(i, i + clocksAtOnce))))
  return new Map(rows.map((row) => [row.clockId, { ...row, cause: row.cause as BreachCause }]))
}

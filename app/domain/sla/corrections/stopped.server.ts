import { conflict, notFound } from "#app/kernel/errors.ts"
import type { ClockId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { SlaMetric } from "../clock/metric.ts"
import { requireVisible } from "../../incidents/need-to-know.ts"
import { exclusionsOf } from "../exclusions/read.server.ts"
import { lockStop } from "./store.server.ts"

export type StoppedClock = {
  readonly metric: SlaMetric
  readonly cycle: number
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly isMissed: boolean
}

/**
 * Locks a clock whose stop may be moved. One that runs waits for what stops it, and one that was cancelled has no stop.
 *
 * @throws DomainError `not_found`; `forbidden` for who does not need to know of its incident; `conflict` for a clock without a stop, or of which it is open what is left out
 */
export async function lockStopped<P extends Permission>(t: TenantTx<P>, id: ClockId): Promise<StoppedClock> {
  const clock = await lockStop(t, id)
  if (!clock) throw notFound("Clock")
  const { metric, cycle, state, startedAt, endedAt } = clock
  const { tenantId, sight } = t.scope
  const reads = sight.restricted === "all" || sight.restricted.includes(tenantId)
  requireVisible({ isWithheld: clock.isRestricted && !reads })
  if ((state !== "met" && state !== "missed") || !endedAt)
    throw conflict("This clock has no stop to move. Note what stops it first, then put the stop right.")
  const exclusions = (await exclusionsOf(t, [id])).get(id) ?? []
  if (exclusions.some((one) => one.state === "requested" || one.contest === "open"))
    throw conflict("What is to be left out of this clock is not settled yet. Let that be decided first.")
  return { metric, cycle, startedAt, endedAt, isMissed: state === "missed" }
}

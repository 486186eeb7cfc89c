import { conflict, invalid } from "#app/kernel/errors.ts"
import { type ClockId, newId, type SlaCorrectionId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../../audit/record.server.ts"
import type { CorrectionWords } from "./new-correction.ts"
import { placingFault } from "./placing.ts"
import { isCorrectionAwaited } from "./read.server.ts"
import { lockStopped } from "./stopped.server.ts"
import { insertCorrection } from "./store.server.ts"

/**
 * Asks for a clock's stop to be put where it belongs: a call logged afterwards, or an answer that was none. It changes
 * nothing until somebody else has approved it.
 *
 * @param wanted.stoppedAt when what stopped it truly happened, to the microsecond
 * @throws DomainError `not_found`; `forbidden` for who does not need to know; `invalid` for a moment before the clock started, to come, or where it stands; `conflict`
 *   for a clock that has not stopped, or about which something is undecided
 */
export async function requestCorrection(
  t: TenantTx<"sla.exclude">,
  clockId: ClockId,
  wanted: CorrectionWords & { readonly stoppedAt: Instant },
): Promise<SlaCorrectionId> {
  const clock = await lockStopped(t, clockId)
  if (await isCorrectionAwaited(t, clockId))
    throw conflict("A correction of this stop is asked for already. Let that be decided first.")
  const stoppedAt = wanted.stoppedAt.round({ smallestUnit: "microsecond", roundingMode: "floor" })
  const fault = placingFault(clock, stoppedAt, t.now)
  if (fault) throw invalid("The clock cannot have stopped then.", { stoppedAt: fault })
  const { actor } = t.scope
  const id = newId<"sla-correction">()
  const reason = `${wanted.reason}\n\nEvidence: ${wanted.evidence}`.toWellFormed()
  await insertCorrection(t, {
    ...{ id, clockId, stoppedAt, recordedAt: clock.endedAt, reason, requestedAt: t.now, state: "requested" },
    ...{ requestedBy: actor.kind === "user" ? actor.id : null, requestedByName: actor.name },
  })
  await recordAudit(t, {
    action: "incident.sla-correction-request",
    targetId: clockId,
    after: { id, recordedAt: clock.endedAt.toString(), stoppedAt: stoppedAt.toString() },
    reason,
  })
  return id
}

import { conflict, notFound } from "#app/kernel/errors.ts"
import { type ClockId, newId, type SlaExclusionId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../../audit/record.server.ts"
import { isCorrectionAwaited } from "../corrections/read.server.ts"
import type { NewExclusion } from "./new-exclusion.ts"
import { lockClock, insertExclusion, selectExclusions } from "./store.server.ts"

/**
 * Asks for time of a missed clock to be left out of the result. It changes nothing until somebody else has approved it,
 * and the clock never: what is shown beside it is the adjusted attainment.
 *
 * @throws DomainError `not_found`; `conflict` for a clock that missed nothing, or about which the same is asked already
 */
export async function requestExclusion(
  t: TenantTx<"sla.exclude">,
  clockId: ClockId,
  wanted: NewExclusion,
): Promise<SlaExclusionId> {
  const clock = await lockClock(t, clockId)
  if (!clock) throw notFound("Clock")
  if (!clock.missed) throw conflict("This clock missed nothing: there is nothing to leave out.")
  const waiting = (await selectExclusions(t, [clockId])).some((e) => e.state === "requested")
  if (waiting) throw conflict("Something is asked to be left out already. Let that be decided first.")
  if (await isCorrectionAwaited(t, clockId))
    throw conflict("A correction of its stop is asked for. Let that be decided first.")
  const { actor } = t.scope
  const id = newId<"sla-exclusion">()
  const { kind, minutes } = wanted
  const reason = withEvidence(wanted)
  await insertExclusion(t, {
    ...{ id, clockId, kind, reason, seconds: minutes ? minutes * 60 : null },
    ...{ requestedBy: actor.kind === "user" ? actor.id : null, requestedByName: actor.name },
    ...{ requestedAt: t.now, state: "requested" },
  })
  await recordAudit(t, {
    action: "incident.sla-exclusion-request",
    targetId: clockId,
    after: { id, kind, minutes: minutes ?? "whole" },
    reason,
  })
  return id
}

/** One text, as the client and whoever decides read it. */
function withEvidence({ reason, evidence }: NewExclusion): string {
  const text = evidence === "" ? reason : `${reason}\n\nEvidence: ${evidence}`
  return text.toWellFormed()
}

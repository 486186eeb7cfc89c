import { conflict, invalid, notFound } from "#app/kernel/errors.ts"
import type { SlaExclusionId } from "#app/kernel/ids.ts"
import { secondsBetween } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../../audit/record.server.ts"
import { contestDays } from "./exclusion.ts"
import { isPromised } from "../attainment/counts.ts"
import { requireOutsider } from "./outsider.server.ts"
import { lockClock, lockExclusion, updateExclusion } from "./store.server.ts"

/**
 * The client objects to time that was left out.
 *
 * @throws DomainError `not_found`, also for what the client was not told of or promised; `invalid` without a reason;
 *   `conflict` when it was not approved, was contested before, or too long ago
 */
export async function contestExclusion(
  t: TenantTx<"own.reply">,
  id: SlaExclusionId,
  why: { readonly reason: string },
): Promise<void> {
  const exclusion = await lockExclusion(t, id)
  const clock = exclusion && (await lockClock(t, exclusion.clockId))
  if (!exclusion || !clock?.shared || !isPromised(clock) || exclusion.state !== "approved")
    throw notFound("Exclusion")
  if (exclusion.contest) throw conflict("It was contested before.")
  if (exclusion.decidedAt && secondsBetween(exclusion.decidedAt, t.now) > contestDays * 86_400)
    throw conflict(`It can be contested within ${contestDays} days of its approval.`)
  const reason = why.reason.trim().toWellFormed().slice(0, 5000)
  if (reason === "") throw invalid("Say why you object.", { reason: "is empty" })
  const { actor } = t.scope
  await updateExclusion(t, id, {
    ...{ contest: "open", contestReason: reason, contestedByName: actor.name, contestedAt: t.now },
  })
  await recordAudit(t, { action: "incident.sla-contest", targetId: exclusion.clockId, after: { id }, reason })
}

/**
 * Settles the client's objection: upheld strikes the exclusion, rejected leaves it.
 *
 * @throws DomainError `forbidden` for who asked for it and for the owner of the incident; `not_found`; `conflict` when
 *   nothing is contested
 */
export async function settleContest(
  t: TenantTx<"sla.approve">,
  id: SlaExclusionId,
  outcome: "upheld" | "rejected",
): Promise<void> {
  const exclusion = await lockExclusion(t, id)
  if (!exclusion) throw notFound("Exclusion")
  if (exclusion.contest !== "open") throw conflict("Nothing about it is contested.")
  await requireOutsider(t, exclusion)
  await updateExclusion(t, id, {
    ...{ contest: outcome, contestDecidedByName: t.scope.actor.name, contestDecidedAt: t.now },
  })
  await recordAudit(t, {
    action: "incident.sla-contest-settle",
    targetId: exclusion.clockId,
    after: { id, outcome },
  })
}

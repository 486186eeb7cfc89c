import { conflict, invalid, notFound } from "#app/kernel/errors.ts"
import type { SlaExclusionId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../../audit/record.server.ts"
import { requireOutsider } from "./outsider.server.ts"
import { lockExclusion, updateExclusion } from "./store.server.ts"

export type Decision = { readonly approve: boolean; readonly comment: string }

/**
 * Approves or refuses what somebody asked to be left out.
 *
 * @throws DomainError `forbidden` for who asked and for the owner of the incident: nobody excuses their own; `invalid`
 *   for a refusal without a reason; `not_found`; `conflict` when it is decided
 */
export async function decideExclusion(
  t: TenantTx<"sla.approve">,
  id: SlaExclusionId,
  { approve, comment }: Decision,
): Promise<void> {
  const exclusion = await lockExclusion(t, id)
  if (!exclusion) throw notFound("Exclusion")
  if (exclusion.state !== "requested") throw conflict(`It was ${exclusion.state} already.`)
  const { actor } = t.scope
  const me = await requireOutsider(t, exclusion)
  const decision = comment.trim().toWellFormed().slice(0, 5000)
  if (!approve && decision === "") throw invalid("Say why it is refused.", { comment: "is empty" })
  const state = approve ? "approved" : "refused"
  await updateExclusion(t, id, {
    ...{ state, decidedBy: me, decidedByName: actor.name, decidedAt: t.now, decision: decision || null },
  })
  await recordAudit(t, {
    action: `incident.sla-exclusion-${approve ? "approve" : "refuse"}`,
    targetId: exclusion.clockId,
    before: { state: "requested" },
    after: { id, state },
    ...(decision === "" ? {} : { reason: decision }),
  })
}

import { conflict, invalid, notFound } from "#app/kernel/errors.ts"
import type { SlaCorrectionId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../../audit/record.server.ts"
import { lockFinding } from "../../findings/lock.server.ts"
import { lockRecords } from "../../incidents/lock-records.server.ts"
import type { Decision } from "../exclusions/decide.server.ts"
import { requireOutsider } from "../exclusions/outsider.server.ts"
import { subjectOf } from "../record/subject.ts"
import { moveStop } from "./move-stop.server.ts"
import { findCorrection, findSubject, lockCorrection, updateCorrection } from "./store.server.ts"

/**
 * Approves or refuses that a stop is put where somebody says it belongs. An approval moves it at once: this is the one act
 * by which a closed clock comes to another outcome. What people were told of it before stays told.
 *
 * @throws DomainError `forbidden` for who asked and for the owner of the incident; `invalid` for a refusal without a
 *   reason; `not_found`; `conflict` when it is decided, or the clock does not stand any more where it stood
 */
export async function decideCorrection(
  t: TenantTx<"sla.approve">,
  id: SlaCorrectionId,
  { approve, comment }: Decision,
): Promise<void> {
  const asked = await findCorrection(t, id)
  const record = asked && (await findSubject(t, asked.clockId))
  if (!record) throw notFound("Correction")
  const subject = subjectOf(record)
  await lockRecords(t, [subject])
  if ("finding" in subject) await lockFinding(t, subject.finding)
  const correction = await lockCorrection(t, id)
  if (!correction) throw notFound("Correction")
  if (correction.state !== "requested") throw conflict(`It was ${correction.state} already.`)
  const decidedBy = await requireOutsider(t, correction)
  const decision = comment.trim().toWellFormed().slice(0, 5000)
  if (!approve && decision === "") throw invalid("Say why it is refused.", { comment: "is empty" })
  const moved = approve ? await moveStop(t, subject, correction) : {}
  const state = approve ? "approved" : "refused"
  await updateCorrection(t, id, {
    ...{ state, decidedBy, decidedByName: t.scope.actor.name, decidedAt: t.now },
    ...{ decision: decision || null, ...moved },
  })
  await recordAudit(t, {
    action: `incident.sla-correction-${approve ? "approve" : "refuse"}`,
    targetId: correction.clockId,
    before: { state: "requested", stoppedAt: correction.recordedAt.toString() },
    after: {
      id,
      state,
      stoppedAt: (approve ? correction.stoppedAt : correction.recordedAt).toString(),
      ...moved,
    },
    reason: decision === "" ? correction.reason : decision,
  })
}

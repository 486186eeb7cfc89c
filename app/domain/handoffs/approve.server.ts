import { conflict, DomainError, invalid, notFound } from "#app/kernel/errors.ts"
import type { HandoffId, IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { writeTimeline } from "../incidents/timeline.server.ts"
import { notifyPeople } from "../notices/notify.server.ts"
import { awaitsApprovalOf } from "./containment.ts"
import { requireSomebodyElse } from "./somebody-else.ts"
import { lockHandoff, updateHandoff } from "./store.server.ts"

/** Who of the client agreed, and how they said so: "Dr. Petrova", "by telephone, called back". */
export type ClientWord = { readonly contact: string; readonly how: string }

export const maxWord = 500

/**
 * Approves a containment as a lead of the team that is to carry it out. It can then be accepted. Gives its incident.
 *
 * @throws DomainError `not_found`; `forbidden` for who asked, and for an API token: a person answers for it; `conflict`
 *   when it waits for no lead's word
 */
export async function approveAsLead(t: TenantTx<"containment.approve">, id: HandoffId): Promise<IncidentId> {
  if (t.scope.actor.kind !== "user") throw new DomainError("forbidden", "A person has to approve this.")
  return approve(t, id, "lead", null)
}

/**
 * Writes down that the client approved a containment. It can then be accepted. Gives its incident.
 *
 * @throws DomainError `invalid` without who or how; `not_found`; `forbidden` for who asked; `conflict` when it does not wait
 *   for the client's word
 */
export async function recordClientWord(
  t: TenantTx<"incidents.work">,
  id: HandoffId,
  said: ClientWord,
): Promise<IncidentId> {
  const word = { contact: said.contact.trim().slice(0, maxWord), how: said.how.trim().slice(0, maxWord) }
  const fields = {
    ...(word.contact === "" ? { contact: "Say who of the client approved it." } : {}),
    ...(word.how === "" ? { how: "Say how they said so: by telephone, in which mail." } : {}),
  }
  if (Object.keys(fields).length > 0) throw invalid("Say who approved it, and how.", fields)
  return approve(t, id, "client", word)
}

async function approve<P extends Permission>(
  t: TenantTx<P>,
  id: HandoffId,
  by: "lead" | "client",
  word: ClientWord | null,
): Promise<IncidentId> {
  const found = await lockHandoff(t, id)
  if (!found) throw notFound("Handoff")
  const { incidentId, toTeam } = found
  if (found.state !== "requested" || awaitsApprovalOf(found) !== by)
    throw conflict(`It does not wait for the word of ${by === "lead" ? "a lead" : "the client"}.`)
  requireSomebodyElse(t.scope.actor, found)
  await updateHandoff(t, id, {
    ...{ approvedAt: t.now, approvedByName: t.scope.actor.name },
    ...(word ? { approvedByContact: word.contact, approvalHow: word.how } : {}),
  })
  await writeTimeline(t, incidentId, {
    kind: "handoff-approved",
    ...(word ? { text: word.how } : {}),
    data: { handoff: id, to: toTeam, by, ...(word ? { contact: word.contact } : {}) },
  })
  await recordAudit(t, {
    action: "incident.handoff-approve",
    targetId: incidentId,
    after: { id, by, ...(word ? { contact: word.contact } : {}) },
    ...(word ? { reason: word.how } : {}),
  })
  await notifyPeople(t, { kind: "handoff-approved", incidentId, handoffId: id })
  await announce(t, "incident", [incidentId])
  return incidentId
}

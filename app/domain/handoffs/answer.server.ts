import { conflict, invalid, notFound } from "#app/kernel/errors.ts"
import type { HandoffId, IncidentId } from "#app/kernel/ids.ts"
import { withFullSight } from "#db/full-sight.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { containIncident } from "../incidents/contain.server.ts"
import { driveClocks } from "../incidents/drive-clocks.server.ts"
import { lockWithAlerts } from "../incidents/lock.server.ts"
import { moveToTeam } from "../incidents/move-to-team.server.ts"
import { writeTimeline } from "../incidents/timeline.server.ts"
import { notifyPeople } from "../notices/notify.server.ts"
import { awaitsApprovalOf, isContainment } from "./containment.ts"
import type { AnswerAct } from "./handoff.ts"
import type { Happening } from "../sla/clock/record-event.ts"
import { lockHandoff, updateHandoff } from "./store.server.ts"

export type Answer = {
  /** `return` gives a transferred incident back to the team it came from. */
  readonly act: AnswerAct
  /** Needed to reject and to return. */
  readonly reason?: string
  /** What was asked was a containment, is done, and somebody verified that it holds. */
  readonly containmentVerified?: boolean
}

const next = { accept: "accepted", reject: "rejected", return: "returned", complete: "completed" } as const

/**
 * Answers a handoff. Accepting a transfer makes the incident the answering team's; rejecting needs a reason and leaves it
 * where it is; returning gives it back; completing a containment can say that it was verified, which
 * contains the incident. A containment is accepted once it is approved. Gives the incident it is about.
 *
 * @throws DomainError `invalid` without a reason; `not_found`; `conflict` when it was answered already or waits for its
 *   approval, or when a containment is verified of what is over, not confirmed as an attack, or contained already
 */
export function answerHandoff(
  t: TenantTx<"incidents.work">,
  id: HandoffId,
  answer: Answer,
): Promise<IncidentId> {
  // Of what is need to know who answers sees the ask alone; the clocks and alerts behind it are kept all the same.
  return withFullSight(t, () => answerIt(t, id, answer))
}

async function answerIt(t: TenantTx<"incidents.work">, id: HandoffId, answer: Answer): Promise<IncidentId> {
  const found = await lockHandoff(t, id)
  if (!found) throw notFound("Handoff")
  const { incidentId, type, fromTeam, toTeam, state } = found
  if (answer.act === "return" && type !== "transfer")
    throw conflict("Only what was transferred is given back.")
  const awaited = answer.act === "accept" || answer.act === "reject" ? "requested" : "accepted"
  if (state !== awaited) throw conflict(`The handoff is ${state} already.`)
  if (answer.act === "accept") requireApproval(found)
  const reason = (answer.reason ?? "").trim().toWellFormed().slice(0, 5000)
  if ((answer.act === "reject" || answer.act === "return") && reason === "")
    throw invalid("Say why.", { reason: "Say why: the other team reads it." })
  if (answer.containmentVerified) requireContainment(found, answer.act, reason)
  await lockWithAlerts(t, incidentId)
  await updateHandoff(t, id, {
    state: next[answer.act],
    ...(awaited === "requested"
      ? { answeredAt: t.now, answeredByName: t.scope.actor.name, answer: reason || null }
      : { endedAt: t.now, answer: reason || found.answer }),
  })
  const team =
    type === "transfer"
      ? { accept: toTeam, return: fromTeam, reject: null, complete: null }[answer.act]
      : null
  await driveClocks(t, incidentId, happeningsOf(id, answer, reason), { lastActivityAt: t.now })
  if (team) await moveToTeam(t, incidentId, team)
  await note(t, incidentId, id, answer, reason, toTeam)
  if (answer.containmentVerified) await containIncident(t, incidentId, { how: "verified", account: reason })
  return incidentId
}

function requireApproval(asked: Parameters<typeof awaitsApprovalOf>[0] & { readonly toTeam: string }): void {
  const missing = awaitsApprovalOf(asked)
  if (missing === "lead")
    throw conflict(
      `A lead of the ${asked.toTeam.toUpperCase()} has to approve it first. It can be rejected meanwhile.`,
    )
  if (missing === "client")
    throw conflict("The client has to approve it first. Write down who did, and how; or reject it.")
}

function requireContainment(asked: { readonly reasonCode: string }, act: AnswerAct, reason: string): void {
  if (act !== "complete" || !isContainment(asked))
    throw invalid("Only the completion of a containment can say that it was verified.", {
      containmentVerified: "This is no containment that is done.",
    })
  if (reason === "") throw invalid("Say how it was verified.", { reason: "Say how it was verified." })
}

function happeningsOf(handoff: HandoffId, { act }: Answer, reason: string): readonly Happening[] {
  switch (act) {
    case "accept":
      return [{ kind: "handoff_accepted", handoff }]
    case "reject":
      return [{ kind: "handoff_rejected", handoff, reason }]
    case "return":
      return [{ kind: "handoff_returned", handoff }]
    case "complete":
      return []
  }
}

async function note(
  t: TenantTx<"incidents.work">,
  incidentId: IncidentId,
  id: HandoffId,
  { act }: Answer,
  reason: string,
  to: string,
): Promise<void> {
  const text = reason === "" ? {} : { text: reason }
  await writeTimeline(t, incidentId, { kind: `handoff-${next[act]}`, ...text, data: { handoff: id, to } })
  await recordAudit(t, {
    action: `incident.handoff-${act}`,
    targetId: incidentId,
    after: { id },
    ...(reason === "" ? {} : { reason }),
  })
  if (act === "reject") await notifyPeople(t, { kind: "handoff-rejected", incidentId, handoffId: id })
  await announce(t, "incident", [incidentId])
}

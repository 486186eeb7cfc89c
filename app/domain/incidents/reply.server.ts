import { conflict, notFound } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import type { Happening } from "../sla/clock/record-event.ts"
import { authorOf } from "../sla/record/author.ts"
import { happened } from "../sla/record/happen.server.ts"
import { driveClocks } from "./drive-clocks.server.ts"
import { isOpen, noHold } from "./incident.ts"
import { lockWithAlerts } from "./lock.server.ts"
import { requireText } from "./require-text.ts"
import { findOpenOfGroup, type IncidentRow, updateIncident } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"

/** Characters a reply holds at most. */
export const maxReplyLength = 20_000

/**
 * The client's own word on an incident it was told of. It awaits an answer, it ends waiting for the client, and it opens
 * again what was resolved, unless a newer incident of the same problem is open.
 *
 * @throws DomainError `invalid` for an empty or overlong text; `not_found` for an incident that was never shared too;
 *   `conflict` for one that goes on in another, or is closed for good
 */
export async function replyToIncident(
  t: TenantTx<"own.reply">,
  id: IncidentId,
  reply: { readonly text: string },
): Promise<void> {
  const text = requireText(reply.text, "text", "Write your answer first.", maxReplyLength)
  const { incident } = await lockWithAlerts(t, id)
  if (!incident.sharedAt || incident.isCandidate) throw notFound("Incident")
  if (incident.mergedInto) throw conflict("This goes on in another incident. Your answer belongs there.")
  if (incident.stage === "closed") throw conflict("It is closed for good. Tell us of it anew.")

  const entry = await writeTimeline(t, id, { kind: "reply", lane: "client", text })
  const reopens = await letGoOn(t, incident)
  await recordAudit(t, { action: "incident.reply", targetId: id, after: { entry, reopens } })
  await announce(t, "incident", [id])
}

/** What the reply does to the clocks and to the incident. Gives whether it is opened again. */
async function letGoOn(t: TenantTx<"own.reply">, incident: IncidentRow): Promise<boolean> {
  const { id, hold, groupKey } = incident
  const message: Happening = {
    ...{ kind: "message", by: authorOf(t.scope.actor), visibility: "client", channel: "note" },
  }
  if (isOpen(incident.stage)) {
    const isAnswer = hold === "waiting_client"
    await driveClocks(t, id, [message], { ...(isAnswer ? noHold : {}), lastActivityAt: t.now })
    if (isAnswer)
      await writeTimeline(t, id, {
        ...{ kind: "hold-left", lane: "client", data: { hold, cause: "client_replied" } },
      })
    return false
  }
  if (groupKey && (await findOpenOfGroup(t, groupKey))) {
    const { dueAt } = await happened(t, { incident: id }, [message])
    await updateIncident(t, id, { lastActivityAt: t.now, dueAt })
    return false
  }
  await driveClocks(t, id, [{ kind: "reopened" }, message], {
    ...{ stage: "investigating", resolvedAt: null, resolution: null, lastActivityAt: t.now },
  })
  await writeTimeline(t, id, { kind: "reopened", data: { cause: "the client answered" } })
  return true
}

import { conflict, notFound } from "#app/kernel/errors.ts"
import type { AlertId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { acknowledgeIncident } from "../incidents/acknowledge.server.ts"
import { lockMembers, needsAcknowledgement } from "../incidents/members.server.ts"
import { authorOf } from "../sla/record/author.ts"
import { happened } from "../sla/record/happen.server.ts"
import { snapshotOf } from "./snapshot.ts"
import { inSight } from "./shown-by-hand.ts"
import { findIncidentOf, lockAlert, updateAlert } from "./store.server.ts"

/** The id of the audit entry a triage verb wrote: what its undo names. */
export type Undo = { readonly undo: string }

/**
 * Takes an open alert: the person becomes its owner, its own acknowledge clock stops, and an incident of it that nobody
 * had acknowledged is acknowledged. Of two who take it at once exactly one wins; the other reads who did. `over` takes it
 * from somebody on purpose.
 *
 * @throws DomainError `not_found`; `conflict` when it is closed or in somebody else's hands.
 */
export async function takeAlert(
  t: TenantTx<"alerts.triage" | "incidents.work">,
  id: AlertId,
  options: { readonly over?: boolean } = {},
): Promise<Undo> {
  // The whole incident is locked first, in the order the pipeline locks it: so that the two cannot wait for each other.
  const incidentId = await findIncidentOf(t, id)
  if (incidentId) await lockMembers(t, incidentId)
  const alert = await lockAlert(t, id)
  if (!alert) throw notFound("Alert")
  if (alert.state === "closed") throw conflict("The alert is closed.")
  const { actor } = t.scope
  const me = actor.kind === "user" ? actor.id : null
  if (alert.assigneeId && alert.assigneeId !== me && !options.over)
    throw conflict(`Taken by ${alert.assigneeName ?? "somebody else"}.`)

  const { events } = await happened(t, { alert: id }, [{ kind: "acknowledged", by: authorOf(actor) }])
  await updateAlert(t, id, {
    ...inSight,
    state: alert.state === "new" ? "acknowledged" : alert.state,
    assigneeId: me,
    assigneeName: "name" in actor ? actor.name : null,
    ...(alert.incidentId ? {} : { dueAt: null }),
  })
  const acknowledged =
    incidentId && incidentId === alert.incidentId && (await needsAcknowledgement(t, incidentId))
      ? incidentId
      : null
  const moved = acknowledged && (await acknowledgeIncident(t, acknowledged))
  const after = {
    version: alert.version + 1,
    events,
    ...(moved ? { acknowledged, acknowledgedBy: moved.events } : {}),
  }
  const undo = await recordAudit(t, { action: "alert.take", targetId: id, before: snapshotOf(alert), after })
  await announce(t, "alert", [id])
  return { undo }
}

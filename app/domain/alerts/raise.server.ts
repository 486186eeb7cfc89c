import { conflict, notFound } from "#app/kernel/errors.ts"
import type { AlertId, IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { incidentTitle } from "../incidents/correlation.ts"
import type { Priority } from "../incidents/priority.ts"
import { openIncident } from "../incidents/open.server.ts"
import { readIncidentDue } from "../incidents/due.read.server.ts"
import { happened } from "../sla/record/happen.server.ts"
import { snapshotOf } from "./snapshot.ts"
import { inSight } from "./shown-by-hand.ts"
import { lockAlert, updateAlert } from "./store.server.ts"
import type { Undo } from "./take.server.ts"

/**
 * Makes an incident of an open alert and puts it into the person's hands. The alert's own clock gives way to the
 * incident's clocks, which count from the same start.
 *
 * @throws DomainError `not_found`; `conflict` when it is closed or in an incident already.
 */
export async function raiseAlert(
  t: TenantTx<"alerts.triage" | "incidents.work">,
  id: AlertId,
  options: { readonly title?: string } = {},
): Promise<Undo & { readonly incidentId: IncidentId }> {
  const alert = await lockAlert(t, id)
  if (!alert) throw notFound("Alert")
  if (alert.state === "closed") throw conflict("The alert is closed.")
  if (alert.incidentId) throw conflict("The alert is in an incident already.")

  const { events } = await happened(t, { alert: id }, [{ kind: "suppressed" }])
  const incidentId = await openIncident(t, {
    title:
      options.title?.trim().toWellFormed() || incidentTitle(alert.title, alert.asset ? [alert.asset] : []),
    severity: alert.severity,
    discipline: alert.discipline,
    acknowledged: true,
    alert: {
      ...{ id, firstSeenAt: alert.firstSeenAt, groupKey: alert.correlationKey ?? alert.groupKey },
      ...{ priority: alert.priority as Priority, tier: alert.tier, serviceId: alert.serviceId },
    },
  })
  const { actor } = t.scope
  await updateAlert(t, id, {
    ...inSight,
    state: "linked",
    incidentId,
    dueAt: await readIncidentDue(t, incidentId),
    ...(actor.kind === "user" ? { assigneeId: actor.id, assigneeName: actor.name } : {}),
  })
  const after = { version: alert.version + 1, events, incidentId, incidentVersion: 2 }
  const undo = await recordAudit(t, { action: "alert.raise", targetId: id, before: snapshotOf(alert), after })
  await announce(t, "alert", [id])
  return { undo, incidentId }
}

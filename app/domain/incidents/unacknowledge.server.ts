import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { retract } from "../sla/record/happen.server.ts"
import { lockAlertsOf, lockIncident, setDueOfAlerts, updateIncident } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"

/**
 * Takes back the acknowledgement that came with taking one of its alerts: the acknowledge clock runs on as if it had not
 * been stopped. Does nothing once somebody went further with the incident.
 *
 * @param events what the acknowledgement told the clocks
 */
export async function unacknowledgeIncident(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
  events: readonly string[],
): Promise<void> {
  await lockAlertsOf(t, id)
  const incident = await lockIncident(t, id)
  if (!incident || incident.stage !== "acknowledged") return
  const { dueAt } = await retract(t, { incident: id }, events)
  await updateIncident(t, id, { stage: "new", acknowledgedAt: null, ownerId: null, ownerName: null, dueAt })
  await setDueOfAlerts(t, id, dueAt)
  await writeTimeline(t, id, { kind: "acknowledgement-undone" })
  await recordAudit(t, {
    action: "incident.unacknowledge",
    targetId: id,
    before: { stage: incident.stage },
    after: { stage: "new" },
  })
  await announce(t, "incident", [id])
}

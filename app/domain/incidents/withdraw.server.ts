import { conflict } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { happened } from "../sla/record/happen.server.ts"
import { lockIncident, updateIncident } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"

/**
 * Takes back an incident that was raised by mistake a moment ago: it is closed without an SLA outcome.
 *
 * @throws DomainError `conflict` when somebody has worked on it since, or the client was told.
 */
export async function withdrawIncident(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
  version: number,
): Promise<void> {
  const incident = await lockIncident(t, id)
  if (!incident || incident.version !== version || incident.sharedAt)
    throw conflict("The incident has moved on and cannot be taken back.")
  await happened(t, { incident: id }, [{ kind: "withdrawn", reason: "raised by mistake" }])
  await updateIncident(t, id, {
    stage: "closed",
    groupKey: null,
    alertCount: 0,
    resolution: "Raised by mistake",
    resolvedAt: t.now,
    dueAt: null,
  })
  await writeTimeline(t, id, { kind: "withdrawn" })
  await recordAudit(t, {
    action: "incident.withdraw",
    targetId: id,
    before: { stage: incident.stage },
    after: { stage: "closed" },
  })
  await announce(t, "incident", [id])
}

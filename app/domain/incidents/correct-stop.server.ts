import { notFound } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import { announce } from "../changes/announce.server.ts"
import type { Happening } from "../sla/clock/record-event.ts"
import { happened } from "../sla/record/happen.server.ts"
import { driveClocks } from "./drive-clocks.server.ts"
import { isOpen } from "./incident.ts"
import { lockIncident, updateIncident } from "./store.server.ts"

/**
 * Tells the clocks of an incident, open or over, that a stop of one is put elsewhere. The alerts of one that is over wait for
 * nobody, whatever is left to be answered. The caller holds the locks of its alerts.
 *
 * @throws DomainError `not_found`
 */
export async function correctStopOfIncident<P extends Permission>(
  t: TenantTx<P>,
  id: IncidentId,
  corrected: Extract<Happening, { kind: "stop_corrected" }>,
): Promise<void> {
  const incident = await lockIncident(t, id)
  if (!incident) throw notFound("Incident")
  if (isOpen(incident.stage)) await driveClocks(t, id, [corrected])
  else {
    const { dueAt } = await happened(t, { incident: id }, [corrected])
    await updateIncident(t, id, { dueAt })
  }
  await announce(t, "incident", [id])
}

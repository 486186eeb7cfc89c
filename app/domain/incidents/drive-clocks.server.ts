import type { IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Happening } from "../sla/clock/record-event.ts"
import { happened, type Moved } from "../sla/record/happen.server.ts"
import { type IncidentChange, setDueOfAlerts, updateIncident } from "./store.server.ts"

/**
 * Tells the clocks of a locked incident what happened, and writes the change that made it happen: the nearest deadline
 * that is left stands in the incident and in the alerts it holds.
 */
export async function driveClocks<P extends Permission>(
  t: TenantTx<P>,
  id: IncidentId,
  happenings: readonly Happening[],
  change: IncidentChange = {},
): Promise<Moved> {
  const moved = await happened(t, { incident: id }, happenings)
  await updateIncident(t, id, { ...change, dueAt: moved.dueAt })
  await setDueOfAlerts(t, id, moved.dueAt)
  return moved
}

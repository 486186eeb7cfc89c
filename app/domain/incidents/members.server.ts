import type { IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import { isOpen } from "./incident.ts"
import { lockAlertsOf, lockIncident } from "./store.server.ts"

/** Locks the alerts of an incident and then the incident: the order every writer keeps. */
export async function lockMembers<P extends Permission>(t: TenantTx<P>, id: IncidentId): Promise<void> {
  await lockAlertsOf(t, id)
  await lockIncident(t, id)
}

export async function needsAcknowledgement<P extends Permission>(
  t: TenantTx<P>,
  id: IncidentId,
): Promise<boolean> {
  const incident = await lockIncident(t, id)
  if (!incident || incident.isCandidate) return false
  return isOpen(incident.stage) && incident.acknowledgedAt === null
}

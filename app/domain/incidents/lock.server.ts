import { conflict, notFound } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import { isOpen } from "./incident.ts"
import { type IncidentRow, lockAlertsOf, lockIncident } from "./store.server.ts"

type Locked = { readonly incident: IncidentRow; readonly members: Awaited<ReturnType<typeof lockAlertsOf>> }

/** Locks an incident with its alerts, in the order every writer keeps: alerts first. @throws DomainError `not_found` */
export async function lockWithAlerts<P extends Permission>(t: TenantTx<P>, id: IncidentId): Promise<Locked> {
  const members = await lockAlertsOf(t, id)
  const incident = await lockIncident(t, id)
  if (!incident) throw notFound("Incident")
  return { incident, members }
}

/** The same for what only goes on while the incident is open. @throws DomainError `not_found`; `conflict` when it is over */
export async function lockOpen<P extends Permission>(t: TenantTx<P>, id: IncidentId): Promise<Locked> {
  const locked = await lockWithAlerts(t, id)
  const { stage } = locked.incident
  if (!isOpen(stage)) throw conflict(`The incident is ${stage}. Reopen it to work on it.`)
  return locked
}

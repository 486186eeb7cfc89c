import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Discipline } from "../ingest/adapter.ts"
import { moveAlertsToTeam, updateIncident } from "./store.server.ts"

/** Gives a locked incident with its open alerts to a team. Nobody of it owns the incident yet. */
export async function moveToTeam(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
  team: Discipline,
): Promise<void> {
  await updateIncident(t, id, { discipline: team, ownerId: null, ownerName: null })
  await moveAlertsToTeam(t, id, team)
}

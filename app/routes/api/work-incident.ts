import { withTenantOf } from "#app/auth/guards.server.ts"
import { readIncident } from "#app/domain/incidents/read.server.ts"
import { type IncidentId, parseId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Call } from "./operation.ts"
import { incidentJson } from "./schemas.ts"

/** Runs a verb on the incident of the path and answers with the incident as it then is. */
export async function workIncident(
  { who, params }: Pick<Call<unknown, unknown>, "who" | "params">,
  verb: (t: TenantTx<"incidents.work" | "incidents.read">, id: IncidentId) => Promise<unknown>,
) {
  const id = parseId("incident", params["incidentId"])
  return withTenantOf(who, { kind: "incident", id }, ["incidents.work", "incidents.read"], async (t) => {
    await verb(t, id)
    return incidentJson(await readIncident(t, id))
  })
}

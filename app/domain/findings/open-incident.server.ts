import { conflict, notFound } from "#app/kernel/errors.ts"
import type { FindingId, IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { openIncident } from "../incidents/open.server.ts"
import { lockFinding } from "./lock.server.ts"
import { selectFinding } from "./list.store.server.ts"
import { updateFinding, writeHistory } from "./store.server.ts"

/**
 * Opens an incident because of a finding, in the hands of who opens it. One that is being exploited is critical, and is
 * marked so.
 *
 * @throws DomainError `not_found`; `conflict` where it has an incident
 */
export async function openIncidentOfFinding(
  t: TenantTx<"alerts.triage" | "incidents.work">,
  id: FindingId,
  { isExploited }: { readonly isExploited: boolean },
): Promise<IncidentId> {
  const known = await selectFinding(t, id)
  if (!known) throw notFound("Finding")
  // The incident first: findings are locked after incidents. A second click finds the link and undoes its incident.
  const incidentId = await openIncident(t, {
    ...{ title: isExploited ? `Exploited: ${known.title}` : known.title, discipline: known.discipline },
    ...{ severity: isExploited ? 1 : known.rank, acknowledged: true },
  })
  const finding = await lockFinding(t, id)
  if (finding.incidentId) throw conflict("It has an incident already.")
  await updateFinding(t, id, { incidentId, ...(isExploited ? { exploitKnown: true } : {}) })
  await writeHistory(t, id, { kind: isExploited ? "exploited" : "incident" })
  await recordAudit(t, {
    action: "finding.open-incident",
    targetId: id,
    after: { incident: incidentId, isExploited },
  })
  return incidentId
}

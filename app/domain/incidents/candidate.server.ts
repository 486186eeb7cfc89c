import { conflict, notFound } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Member } from "./membership.ts"
import { isOpen } from "./incident.ts"
import { lockAlertsAround, lockIncidentsOf } from "./membership.store.server.ts"
import type { IncidentRow } from "./store.server.ts"
import { requireUnmerged } from "./unmerged.server.ts"

/**
 * Locks a candidate that still waits for a word, and its alerts.
 *
 * @throws DomainError `not_found`; `conflict` when it is none, or somebody decided already
 */
export async function lockCandidate(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
): Promise<{ readonly candidate: IncidentRow; readonly members: readonly Member[] }> {
  const members = await lockAlertsAround(t, [id])
  const [candidate] = await lockIncidentsOf(t, [id])
  if (!candidate) throw notFound("Incident")
  await requireUnmerged(t, candidate)
  if (candidate.dismissedAt) throw conflict("It was dismissed already.")
  if (!candidate.isCandidate) throw conflict("It is an incident already, not a candidate.")
  if (!isOpen(candidate.stage)) throw conflict(`The candidate is ${candidate.stage}.`)
  return { candidate, members: members.filter((member) => member.incidentId === id) }
}

import { conflict } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import { lockOpen } from "./lock.server.ts"
import type { IncidentRow } from "./store.server.ts"
import { requireUnmerged } from "./unmerged.server.ts"

/**
 * Locks an open incident of which somebody has said that it is one.
 *
 * @throws DomainError `not_found`; `conflict` when it is over, merged or a candidate
 */
export async function lockSettled<P extends Permission>(
  t: TenantTx<P>,
  id: IncidentId,
): Promise<IncidentRow> {
  const { incident } = await lockOpen(t, id)
  await requireUnmerged(t, incident)
  if (incident.isCandidate) throw conflict("It is a candidate. Approve or dismiss it first.")
  return incident
}

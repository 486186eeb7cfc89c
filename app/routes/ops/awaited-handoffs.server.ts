import { permissionsAt } from "#app/auth/access.ts"
import type { Person } from "#app/auth/principal.ts"
import { awaitsApprovalOf } from "#app/domain/handoffs/containment.ts"
import { reasonWords } from "#app/domain/handoffs/handoff.ts"
import { listAwaited } from "#app/domain/handoffs/read.server.ts"
import { withPortfolio } from "#app/auth/guards.server.ts"

/** Handoffs this person may answer, the nearest deadline first; none for somebody who reads no incidents. */
export async function awaitedHandoffs(person: Person) {
  if (!person.permissions.has("incidents.work") || !person.permissions.has("incidents.read")) return []
  const awaited = await withPortfolio(person, ["incidents.read"], (t) => listAwaited(t))
  return awaited
    .filter(({ tenantId, toTeam }) => permissionsAt(person, tenantId, toTeam).has("incidents.work"))
    .map(({ id, incidentId, reference, priority, fromTeam, toTeam, reasonCode, ask, ...at }) => ({
      ...{ id, incidentId, reference, priority, fromTeam, toTeam, ask },
      awaits: awaitsApprovalOf(at),
      reason: reasonWords[reasonCode] ?? reasonCode,
      requestedAt: at.requestedAt.toString(),
      dueAt: at.dueAt?.toString() ?? null,
    }))
}

export type AwaitedLine = Awaited<ReturnType<typeof awaitedHandoffs>>[number]

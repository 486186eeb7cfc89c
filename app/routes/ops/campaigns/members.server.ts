import { withTenantOf } from "#app/auth/guards.server.ts"
import type { Person } from "#app/auth/principal.ts"
import type { WantedMember } from "#app/domain/campaigns/campaign.ts"
import { readIncident } from "#app/domain/incidents/read.server.ts"
import { type IncidentId, parseId } from "#app/kernel/ids.ts"

/** Ids with commas between them. */
export function incidentIds(text: string): IncidentId[] {
  return text
    .split(",")
    .filter(Boolean)
    .map((id) => parseId("incident", id))
}

/**
 * Incidents a person may put into a campaign, each with its client: the guard is asked for every one.
 *
 * @throws DomainError `not_found` or `forbidden`
 */
export async function membersOf(person: Person, ids: readonly IncidentId[]): Promise<WantedMember[]> {
  const members: WantedMember[] = []
  for (const id of ids)
    members.push(
      await withTenantOf(
        person,
        { kind: "incident", id },
        ["campaigns.work", "incidents.read"],
        async (t) => {
          await readIncident(t, id)
          return { clientId: t.scope.tenantId, incidentId: id }
        },
      ),
    )
  return members
}

import type { CampaignView } from "#app/domain/campaigns/campaign.ts"
import type { Pattern } from "#app/domain/campaigns/patterns.ts"
import type { IncidentView } from "#app/domain/incidents/incident.ts"
import { incidentRow } from "../incidents/row.ts"

/** A campaign as it goes to the browser. */
export function cardOf({
  id,
  name,
  summary,
  openedAt,
  openedBy,
  closedAt,
  members,
  elsewhere,
}: CampaignView) {
  return {
    ...{ id, name, summary, openedBy, elsewhere },
    openedAt: openedAt.toString(),
    closed: closedAt !== null,
    incidents: members.length,
    clients: new Set(members.map((member) => member.clientId)).size,
  }
}

export type CampaignCard = ReturnType<typeof cardOf>

/** A pattern with the incidents it ties, and the campaign that holds them all already. */
export function patternLine(
  { entities, clients, incidents }: Pattern,
  views: ReadonlyMap<string, IncidentView>,
  campaigns: readonly CampaignView[],
) {
  const holding = campaigns.find((campaign) =>
    incidents.every((id) => campaign.members.some((member) => member.incidentId === id)),
  )
  return {
    ...{ entities, clients },
    incidents: incidents.flatMap((id) => {
      const view = views.get(id)
      return view ? [incidentRow(view)] : []
    }),
    campaign: holding ? { id: holding.id, name: holding.name } : null,
  }
}

export type PatternLine = ReturnType<typeof patternLine>

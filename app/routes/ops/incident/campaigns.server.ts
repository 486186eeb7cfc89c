import { withCampaigns } from "#app/auth/guards.server.ts"
import type { Person } from "#app/auth/principal.ts"
import { listCampaigns } from "#app/domain/campaigns/read.server.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { CampaignsHere } from "./campaign-section.tsx"

/** The campaigns that hold an incident, and the open ones it could join; null for who does not work on campaigns. */
export async function campaignsHere(person: Person, incident: IncidentId): Promise<CampaignsHere | null> {
  if (!person.permissions.has("campaigns.work") || !person.permissions.has("incidents.read")) return null
  return withCampaigns(person, async (tx, reach) => {
    const holding = await listCampaigns(tx, reach, { incident })
    const open = await listCampaigns(tx, reach, { open: true })
    const held = new Set(holding.map((campaign) => campaign.id))
    return {
      holding: holding.map(({ id, name, closedAt }) => ({ id, name, closed: closedAt !== null })),
      open: open.filter(({ id }) => !held.has(id)).map(({ id, name }) => ({ id, name })),
    }
  })
}

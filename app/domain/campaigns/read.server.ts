import { notFound } from "#app/kernel/errors.ts"
import type { CampaignId, IncidentId } from "#app/kernel/ids.ts"
import type { Reach } from "#app/kernel/scope.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import type { CampaignView } from "./campaign.ts"
import { type CampaignRow, selectCampaigns, selectMembersOf } from "./store.server.ts"

type Working = ProviderTx<"campaigns.work">

/** Campaigns with an incident in reach, open ones first. */
export async function listCampaigns(
  tx: Working,
  reach: Reach,
  wanted: { readonly open?: true; readonly incident?: IncidentId } = {},
): Promise<CampaignView[]> {
  return viewsOf(tx, reach, await selectCampaigns(tx, reach, wanted))
}

/** @throws DomainError `not_found`, also for one that holds nothing in reach */
export async function readCampaign(tx: Working, reach: Reach, id: CampaignId): Promise<CampaignView> {
  const [view] = await viewsOf(tx, reach, await selectCampaigns(tx, reach, { id }))
  if (!view) throw notFound("Campaign")
  return view
}

async function viewsOf(tx: Working, reach: Reach, rows: readonly CampaignRow[]): Promise<CampaignView[]> {
  const all = await selectMembersOf(
    tx,
    rows.map((row) => row.id),
  )
  return rows.map((row) => {
    const own = all.filter((member) => member.campaignId === row.id)
    const members = own.filter(({ clientId }) => reach === "all" || reach.includes(clientId))
    return { ...row, members, elsewhere: own.length - members.length }
  })
}

import { conflict, notFound } from "#app/kernel/errors.ts"
import type { CampaignId } from "#app/kernel/ids.ts"
import type { Reach } from "#app/kernel/scope.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { recordProviderAudit } from "../audit/record-provider.server.ts"
import { type CampaignView, maxMembers, type WantedMember } from "./campaign.ts"
import { type CampaignText, campaignText } from "./open.server.ts"
import { readCampaign } from "./read.server.ts"
import { deleteMember, insertMembers, lockCampaign, updateCampaign } from "./store.server.ts"

type Working = ProviderTx<"campaigns.work">

/** Locks a campaign that holds something in reach. */
async function lockVisible(tx: Working, reach: Reach, id: CampaignId): Promise<CampaignView> {
  if (!(await lockCampaign(tx, id))) throw notFound("Campaign")
  return readCampaign(tx, reach, id)
}

/**
 * Adds incidents whose clients a guard has checked. One that is in it already stays.
 *
 * @throws DomainError `not_found`; `conflict` when the campaign is closed or full
 */
export async function addToCampaign(
  tx: Working,
  reach: Reach,
  id: CampaignId,
  members: readonly WantedMember[],
): Promise<void> {
  const campaign = await lockVisible(tx, reach, id)
  if (campaign.closedAt) throw conflict("The campaign is closed. Open it again to add to it.")
  if (campaign.members.length + campaign.elsewhere + members.length > maxMembers)
    throw conflict(`A campaign holds ${maxMembers} incidents at most.`)
  const added = await insertMembers(tx, id, members, tx.actor.name)
  if (added.length === 0) return
  await recordProviderAudit(tx, {
    ...{ actor: tx.actor, action: "campaign.add", targetId: id },
    after: { incidents: added },
  })
}

/**
 * Takes out an incident of a client in reach.
 *
 * @throws DomainError `not_found`, also for an incident out of reach or not in it
 */
export async function removeFromCampaign(
  tx: Working,
  reach: Reach,
  id: CampaignId,
  member: WantedMember,
): Promise<void> {
  const campaign = await lockVisible(tx, reach, id)
  const held = campaign.members.find(({ incidentId }) => incidentId === member.incidentId)
  if (!held || !(await deleteMember(tx, id, held))) throw notFound("Incident")
  await recordProviderAudit(tx, {
    ...{ actor: tx.actor, action: "campaign.remove", targetId: id },
    before: { incidents: [held.incidentId] },
  })
}

/** @throws DomainError `not_found`; `invalid` for an empty name */
export async function renameCampaign(
  tx: Working,
  reach: Reach,
  id: CampaignId,
  text: CampaignText,
): Promise<void> {
  const { name, summary } = await lockVisible(tx, reach, id)
  const after = campaignText(text)
  await updateCampaign(tx, id, after)
  const before = { name, summary }
  await recordProviderAudit(tx, { actor: tx.actor, action: "campaign.change", targetId: id, before, after })
}

/** Ends a campaign, or opens it again. Its incidents go on as they are. @throws DomainError `not_found` */
export async function closeCampaign(
  tx: Working,
  reach: Reach,
  id: CampaignId,
  closed: boolean,
): Promise<void> {
  const campaign = await lockVisible(tx, reach, id)
  if ((campaign.closedAt !== null) === closed) return
  await updateCampaign(tx, id, { closedAt: closed ? tx.now : null })
  const action = closed ? "campaign.close" : "campaign.reopen"
  await recordProviderAudit(tx, { actor: tx.actor, action, targetId: id })
}

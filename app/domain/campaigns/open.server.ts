import { invalid } from "#app/kernel/errors.ts"
import { type CampaignId, newId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { recordProviderAudit } from "../audit/record-provider.server.ts"
import { maxNameLength, maxSummaryLength, type WantedMember } from "./campaign.ts"
import { insertCampaign, insertMembers } from "./store.server.ts"

/** What people write of a campaign. */
export type CampaignText = { readonly name: string; readonly summary: string }

/**
 * Starts a campaign around incidents whose clients a guard has checked. For the provider's eyes: nothing is written where a
 * client could read it.
 *
 * @throws DomainError `invalid` without a name or an incident
 */
export async function openCampaign(
  tx: ProviderTx<"campaigns.work">,
  from: CampaignText & { readonly members: readonly WantedMember[] },
): Promise<CampaignId> {
  const { name, summary } = campaignText(from)
  if (from.members.length === 0)
    throw invalid("A campaign starts from an incident.", { incidents: "is empty" })
  const id = newId<"campaign">()
  const openedBy = tx.actor.name
  await insertCampaign(tx, { id, name, summary, openedAt: tx.now, openedBy, closedAt: null })
  await insertMembers(tx, id, from.members, openedBy)
  await recordProviderAudit(tx, {
    actor: tx.actor,
    action: "campaign.open",
    targetId: id,
    after: { name, incidents: from.members.map((member) => member.incidentId) },
  })
  return id
}

/** A name and a summary as they are kept. @throws DomainError `invalid` for an empty name */
export function campaignText({ name, summary }: CampaignText): CampaignText {
  const clean = (text: string, length: number) =>
    text.trim().toWellFormed().replaceAll("\0", "\uFFFD").slice(0, length)
  const kept = { name: clean(name, maxNameLength), summary: clean(summary, maxSummaryLength) }
  if (kept.name === "") throw invalid("Give the campaign a name.", { name: "Give the campaign a name." })
  return kept
}

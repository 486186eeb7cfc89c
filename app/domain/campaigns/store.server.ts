import { and, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm"
import type { CampaignId, IncidentId, TenantId } from "#app/kernel/ids.ts"
import type { Reach } from "#app/kernel/scope.ts"
import type { IdentityTx } from "#db/identity.ts"
import { within } from "#db/reach.ts"
import { campaignIncidents, campaigns } from "#db/schema/correlation.ts"
import type { CampaignMember, WantedMember } from "./campaign.ts"

export type CampaignRow = typeof campaigns.$inferSelect

/** Campaigns that hold an incident of a client in reach; every one for who reaches all. */
export async function selectCampaigns(
  tx: IdentityTx,
  reach: Reach,
  wanted: { readonly open?: true; readonly id?: CampaignId; readonly incident?: IncidentId },
): Promise<CampaignRow[]> {
  return tx.sql
    .select()
    .from(campaigns)
    .where(
      and(
        reach === "all" ? undefined : holds(tx, within(campaignIncidents.clientId, reach)),
        wanted.open ? isNull(campaigns.closedAt) : undefined,
        wanted.id ? eq(campaigns.id, wanted.id) : undefined,
        wanted.incident ? holds(tx, eq(campaignIncidents.incidentId, wanted.incident)) : undefined,
      ),
    )
    .orderBy(sql`${campaigns.closedAt} is not null`, desc(campaigns.openedAt), desc(campaigns.id))
    .limit(200)
}

function holds(tx: IdentityTx, where: SQL | undefined): SQL {
  const held = tx.sql.select({ id: campaignIncidents.campaignId }).from(campaignIncidents).where(where)
  return inArray(campaigns.id, held)
}

/** The members of campaigns, newest first. */
export async function selectMembersOf(
  tx: IdentityTx,
  ids: readonly CampaignId[],
): Promise<(CampaignMember & { readonly campaignId: CampaignId })[]> {
  if (ids.length === 0) return []
  return tx.sql
    .select()
    .from(campaignIncidents)
    .where(inArray(campaignIncidents.campaignId, [...ids]))
    .orderBy(desc(campaignIncidents.addedAt), campaignIncidents.incidentId)
}

export async function lockCampaign(tx: IdentityTx, id: CampaignId): Promise<CampaignRow | undefined> {
  const [row] = await tx.sql.select().from(campaigns).where(eq(campaigns.id, id)).for("update")
  return row
}

export async function insertCampaign(tx: IdentityTx, row: CampaignRow): Promise<void> {
  await tx.sql.insert(campaigns).values(row)
}

export async function updateCampaign(
  tx: IdentityTx,
  id: CampaignId,
  change: Partial<Pick<CampaignRow, "name" | "summary" | "closedAt">>,
): Promise<void> {
  await tx.sql.update(campaigns).set(change).where(eq(campaigns.id, id))
}

/** Adds incidents; gives those that were not in it before. */
export async function insertMembers(
  tx: IdentityTx,
  id: CampaignId,
  members: readonly WantedMember[],
  addedBy: string,
): Promise<IncidentId[]> {
  const rows = await tx.sql
    .insert(campaignIncidents)
    .values(members.map((member) => ({ ...member, campaignId: id, addedAt: tx.now, addedBy })))
    .onConflictDoNothing()
    .returning({ id: campaignIncidents.incidentId })
  return rows.map((row) => row.id)
}

/** Gives whether it was in it. */
export async function deleteMember(
  tx: IdentityTx,
  id: CampaignId,
  { clientId, incidentId }: { readonly clientId: TenantId; readonly incidentId: IncidentId },
): Promise<boolean> {
  const rows = await tx.sql
    .delete(campaignIncidents)
    .where(
      and(
        eq(campaignIncidents.campaignId, id),
        eq(campaignIncidents.clientId, clientId),
        eq(campaignIncidents.incidentId, incidentId),
      ),
    )
    .returning({ id: campaignIncidents.incidentId })
  return rows.length > 0
}

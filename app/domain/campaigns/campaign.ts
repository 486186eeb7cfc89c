import type { CampaignId, IncidentId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"

/** An incident as a campaign knows it: whose it is. */
export type CampaignMember = {
  readonly clientId: TenantId
  readonly incidentId: IncidentId
  readonly addedAt: Instant
  readonly addedBy: string
}

/** A campaign as somebody sees it: incidents at clients out of their reach are a number. */
export type CampaignView = {
  readonly id: CampaignId
  readonly name: string
  readonly summary: string
  readonly openedAt: Instant
  readonly openedBy: string
  readonly closedAt: Instant | null
  /** The incidents of clients in reach, newest first. */
  readonly members: readonly CampaignMember[]
  /** How many more there are at other clients. */
  readonly elsewhere: number
}

/** What a person names of an incident to put it into a campaign. */
export type WantedMember = Pick<CampaignMember, "clientId" | "incidentId">

export const maxNameLength = 120
export const maxSummaryLength = 5000
/** Incidents a campaign holds at most. */
export const maxMembers = 500

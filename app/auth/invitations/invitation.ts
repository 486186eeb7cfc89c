import * as z from "zod"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { type GrantDraft, grantDraft } from "../people/grant.ts"

/** Days an invitation can be accepted. */
export const invitationDays = 7

/** An open invitation as lists show it; it may have expired. */
export type InvitationView = {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly clientId: TenantId | null
  readonly role: string | null
  readonly grants: readonly GrantDraft[]
  readonly invitedBy: string
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly isExpired: boolean
}

/** Strict: a promise with a limit this version does not know would be granted without it. */
const kept = z.array(grantDraft.strict())

/** The grants an invitation keeps. What an earlier version wrote and this one does not understand is granted to nobody. */
export function keptGrants(json: unknown): readonly GrantDraft[] {
  return kept.safeParse(json ?? []).data ?? []
}

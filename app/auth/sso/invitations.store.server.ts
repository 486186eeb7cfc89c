import { and, desc, eq, gt, isNull } from "drizzle-orm"
import type { TenantId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { clientGroups } from "#db/schema/access.ts"
import { invitations } from "#db/schema/sign-in.ts"

export type InvitationRow = typeof invitations.$inferSelect

/** Takes the newest open invitation of an address to this organisation: of two who come at once one gets it. */
export async function takeInvitation(
  tx: IdentityTx,
  email: string,
  clientId: TenantId | null,
): Promise<InvitationRow | undefined> {
  const open = and(
    eq(invitations.email, email),
    clientId ? eq(invitations.clientId, clientId) : isNull(invitations.clientId),
    isNull(invitations.acceptedAt),
    isNull(invitations.revokedAt),
    gt(invitations.expiresAt, tx.now),
  )
  const [found] = await tx.sql
    .select({ id: invitations.id })
    .from(invitations)
    .where(open)
    .orderBy(desc(invitations.createdAt))
    .limit(1)
  if (!found) return undefined
  const [taken] = await tx.sql
    .update(invitations)
    .set({ acceptedAt: tx.now })
    .where(and(eq(invitations.id, found.id), open))
    .returning()
  return taken
}

export async function groupExists(tx: IdentityTx, id: string): Promise<boolean> {
  const rows = await tx.sql.select({ id: clientGroups.id }).from(clientGroups).where(eq(clientGroups.id, id))
  return rows.length > 0
}

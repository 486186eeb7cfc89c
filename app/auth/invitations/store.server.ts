import { and, desc, eq, gt, isNotNull, isNull, sql } from "drizzle-orm"
import type { TenantId, UserId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { users } from "#db/schema/identity.ts"
import { invitations } from "#db/schema/sign-in.ts"

export type InvitationRow = typeof invitations.$inferSelect & { readonly inviter: string | null }

/** Not accepted, not withdrawn. Whether it has expired is another question: an expired one can be sent anew. */
const isOpen = and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt))

const forClient = (clientId: TenantId | null) =>
  clientId ? eq(invitations.clientId, clientId) : isNull(invitations.clientId)

export async function insertInvitation(tx: IdentityTx, row: typeof invitations.$inferInsert): Promise<void> {
  await tx.sql.insert(invitations).values(row)
}

/** Open ones, newest first. @param clientId of one client, of all clients, or of the staff (null) */
export async function selectOpenInvitations(
  tx: IdentityTx,
  clientId: TenantId | "clients" | null,
): Promise<InvitationRow[]> {
  const where = clientId === "clients" ? isNotNull(invitations.clientId) : forClient(clientId)
  const rows = await withInviter(tx).where(and(isOpen, where)).orderBy(desc(invitations.createdAt)).limit(500)
  return rows.map(flat)
}

export async function selectOpenInvitation(
  tx: IdentityTx,
  clientId: TenantId | null,
  id: string,
): Promise<InvitationRow | undefined> {
  const [row] = await withInviter(tx).where(and(isOpen, forClient(clientId), eq(invitations.id, id)))
  return row && flat(row)
}

/** The invitation a token opens now; none for a used, withdrawn or expired one. */
export async function selectByToken(tx: IdentityTx, tokenHash: string): Promise<InvitationRow | undefined> {
  const [row] = await withInviter(tx).where(usable(tx, tokenHash))
  return row && flat(row)
}

/** Takes the invitation for good: of many at once exactly one has it. */
export async function markAccepted(tx: IdentityTx, tokenHash: string): Promise<boolean> {
  const taken = await tx.sql
    .update(invitations)
    .set({ acceptedAt: tx.now })
    .where(usable(tx, tokenHash))
    .returning({ id: invitations.id })
  return taken.length > 0
}

/** @returns false when it was accepted or withdrawn meanwhile */
export async function updateOpen(
  tx: IdentityTx,
  id: string,
  change: Partial<typeof invitations.$inferInsert>,
): Promise<boolean> {
  const changed = await tx.sql
    .update(invitations)
    .set(change)
    .where(and(isOpen, eq(invitations.id, id)))
    .returning({ id: invitations.id })
  return changed.length > 0
}

/** Withdraws what was sent to this address for this place before. */
export async function withdrawInvitationsTo(
  tx: IdentityTx,
  email: string,
  clientId: TenantId | null,
): Promise<void> {
  await tx.sql
    .update(invitations)
    .set({ revokedAt: tx.now })
    .where(and(isOpen, eq(invitations.email, email), forClient(clientId)))
}

/** Withdraws what somebody sent and nobody has accepted. */
export async function withdrawInvitationsBy(tx: IdentityTx, userId: UserId): Promise<void> {
  await tx.sql
    .update(invitations)
    .set({ revokedAt: tx.now })
    .where(and(isOpen, eq(invitations.invitedBy, userId)))
}

const usable = (tx: IdentityTx, tokenHash: string) =>
  and(eq(invitations.tokenHash, tokenHash), isOpen, gt(invitations.expiresAt, tx.now))

const withInviter = (tx: IdentityTx) =>
  tx.sql
    .select({ invitation: invitations, inviter: sql<string | null>`${users.name}` })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .$dynamic()

const flat = (row: {
  invitation: typeof invitations.$inferSelect
  inviter: string | null
}): InvitationRow => ({
  ...row.invitation,
  inviter: row.inviter,
})

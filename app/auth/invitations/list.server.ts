import type { IdentityTx } from "#db/identity.ts"
import type { ClientPeopleTx, ProviderTx } from "#db/provider-door.ts"
import { type InvitationView, keptGrants } from "./invitation.ts"
import { type InvitationRow, selectOpenInvitations } from "./store.server.ts"

/** Who has been invited and has not come yet, newest first. */
export async function listStaffInvitations(tx: ProviderTx<"people.read">): Promise<InvitationView[]> {
  return (await selectOpenInvitations(tx, null)).map((row) => view(row, tx))
}

/** The same for the people of every client. */
export async function listClientsInvitations(
  tx: ProviderTx<"people.read"> | ProviderTx<"client-people.manage">,
): Promise<InvitationView[]> {
  return (await selectOpenInvitations(tx, "clients")).map((row) => view(row, tx))
}

/** The same for one client. */
export async function listOwnInvitations(tx: ClientPeopleTx): Promise<InvitationView[]> {
  return (await selectOpenInvitations(tx, tx.clientId)).map((row) => view(row, tx))
}

function view(row: InvitationRow, { now }: IdentityTx): InvitationView {
  const { id, email, name, clientId, role, createdAt, expiresAt } = row
  return {
    ...{ id, email, name, clientId, role, createdAt, expiresAt },
    grants: keptGrants(row.grants),
    invitedBy: row.inviter ?? "the command line",
    isExpired: expiresAt.epochMilliseconds <= now.epochMilliseconds,
  }
}

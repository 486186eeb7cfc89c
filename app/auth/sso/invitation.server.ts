import type { IdentityTx } from "#db/identity.ts"
import { makeInvited } from "../invitations/accept.server.ts"
import type { UserRow } from "../sessions.store.server.ts"
import type { Connection } from "./connection.ts"
import { takeInvitation } from "./invitations.store.server.ts"

/**
 * Accepts an open invitation to the connection's organisation: whoever the provider vouches for has shown to own the address,
 * as the link in the mail would. The new person has no password.
 *
 * @returns undefined where nobody invited the address
 */
export async function acceptInvitationThrough(
  tx: IdentityTx,
  { id, clientId }: Connection,
  email: string,
): Promise<UserRow | undefined> {
  const invitation = await takeInvitation(tx, email, clientId)
  return (
    invitation && makeInvited(tx, invitation, { name: invitation.name, passwordHash: null, connection: id })
  )
}

import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { conflict } from "#app/kernel/errors.ts"
import { newId, type UserId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { type IdentityTx, inIdentity } from "#db/identity.ts"
import { selectGroup } from "../groups/store.server.ts"
import { organisationName } from "../organisation-name.server.ts"
import { hashPassword } from "../passwords.server.ts"
import { giveGrant } from "../people/grants.server.ts"
import { requireGoodPassword } from "../require-good-password.server.ts"
import { sha256 } from "../secrets.ts"
import { addSession } from "../sessions.server.ts"
import { insertUser } from "../store.server.ts"
import { keptGrants } from "./invitation.ts"
import { type InvitationRow, markAccepted, selectByToken } from "./store.server.ts"

/**
 * Makes the account an invitation offers, with its grants or its role, and signs its owner in: all of it or nothing. Of
 * many who use one link at once, one succeeds.
 *
 * @returns the Set-Cookie line; null when the token opens nothing (any more)
 * @throws DomainError `invalid` for a password that will not do; `conflict` when the address has an account
 */
export async function acceptInvitation(
  token: string,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<string | null> {
  const tokenHash = sha256(token)
  const found = await inIdentity((tx) => selectByToken(tx, tokenHash))
  if (!found) return null
  const { email, clientId } = found
  const organisation = await organisationName(clientId)
  requireGoodPassword(password, { email, name, organisation, hasSecondFactor: false })
  const passwordHash = await hashPassword(password)
  return inIdentity(async (tx) => {
    if (!(await markAccepted(tx, tokenHash))) return null
    const id: UserId = newId()
    const role = clientId ? found.role : null
    const dates = { createdAt: tx.now, passwordChangedAt: tx.now }
    if (!(await insertUser(tx, { id, email, name, clientId, role, passwordHash, ...dates })))
      throw conflict("This address has an account already. Sign in with it, or ask to be invited at another.")
    if (!clientId) await giveKeptGrants(tx, id, found)
    await record(tx, found, { kind: clientId ? "client-user" : "user", id, name })
    return addSession(tx, id, { methods: ["password"] })
  })
}

/** A group that is gone since grants nothing. */
async function giveKeptGrants(tx: IdentityTx, id: UserId, invitation: InvitationRow): Promise<void> {
  for (const draft of keptGrants(invitation.grants))
    if (draft.scope.kind !== "group" || (await selectGroup(tx, draft.scope.groupId)))
      await giveGrant(tx, id, draft, invitation.invitedBy)
}

function record(
  tx: IdentityTx,
  { id, clientId, email, role, grants }: InvitationRow,
  actor: Extract<Actor, { kind: "user" | "client-user" }>,
): Promise<void> {
  return recordProviderAudit(tx, {
    actor,
    action: "invitation.accept",
    targetId: id,
    ...(clientId ? { clientId } : {}),
    after: { user: actor.id, email, name: actor.name, role, grants },
  })
}

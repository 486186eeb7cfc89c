import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { conflict, notFound } from "#app/kernel/errors.ts"
import { newId, type UserId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { type IdentityTx, inIdentity } from "#db/identity.ts"
import { type Entered, enterWithin } from "../enter.server.ts"
import { selectUser } from "../factors/store.server.ts"
import { selectGroup } from "../groups/store.server.ts"
import { organisationName } from "../organisation-name.server.ts"
import { hashPassword } from "../passwords.server.ts"
import { giveGrant } from "../people/grants.server.ts"
import { requireGoodPassword } from "../require-good-password.server.ts"
import { sha256 } from "../secrets.ts"
import type { UserRow } from "../sessions.store.server.ts"
import { insertUser } from "../store.server.ts"
import { keptGrants } from "./invitation.ts"
import { type InvitationRow, markAccepted, selectByToken } from "./store.server.ts"

/**
 * Makes the account an invitation offers, with its grants or its role, and signs its owner in: all of it or nothing. Of
 * many who use one link at once, one succeeds.
 *
 * @returns the session, whole or waiting for a second factor; null when the token opens nothing (any more)
 * @throws DomainError `invalid` for a password that will not do; `conflict` when the address has an account
 */
export async function acceptInvitation(
  token: string,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<Entered | null> {
  const tokenHash = sha256(token)
  const found = await inIdentity((tx) => selectByToken(tx, tokenHash))
  if (!found) return null
  const { email, clientId } = found
  const organisation = await organisationName(clientId)
  requireGoodPassword(password, { email, name, organisation, hasSecondFactor: false })
  const passwordHash = await hashPassword(password)
  return inIdentity(async (tx) => {
    if (!(await markAccepted(tx, tokenHash))) return null
    return enterWithin(tx, await makeInvited(tx, found, { name, passwordHash }), ["password"], {})
  })
}

type Invited = Omit<InvitationRow, "inviter">

/**
 * Makes the person an invitation that was taken is for, with its grants or its role.
 *
 * @param as without a password where an identity provider vouches for them
 * @throws DomainError `conflict` when the address has an account
 */
export async function makeInvited(
  tx: IdentityTx,
  invitation: Invited,
  as: { readonly name: string; readonly passwordHash: string | null; readonly connection?: string },
): Promise<UserRow> {
  const { email, clientId } = invitation
  const { name, passwordHash, connection } = as
  const id: UserId = newId()
  const role = clientId ? invitation.role : null
  const dates = { createdAt: tx.now, passwordChangedAt: passwordHash ? tx.now : null }
  if (!(await insertUser(tx, { id, email, name, clientId, role, passwordHash, ...dates })))
    throw conflict("This address has an account already. Sign in with it, or ask to be invited at another.")
  if (!clientId) await giveKeptGrants(tx, id, invitation)
  await record(tx, invitation, { kind: clientId ? "client-user" : "user", id, name }, connection)
  const made = await selectUser(tx, id)
  if (!made) throw notFound("User")
  return made
}

/** A group that is gone since grants nothing. */
async function giveKeptGrants(tx: IdentityTx, id: UserId, invitation: Invited): Promise<void> {
  for (const draft of keptGrants(invitation.grants))
    if (draft.scope.kind !== "group" || (await selectGroup(tx, draft.scope.groupId)))
      await giveGrant(tx, id, draft, invitation.invitedBy)
}

function record(
  tx: IdentityTx,
  { id, clientId, email, role, grants }: Invited,
  actor: Extract<Actor, { kind: "user" | "client-user" }>,
  connection: string | undefined,
): Promise<void> {
  return recordProviderAudit(tx, {
    actor,
    action: "invitation.accept",
    targetId: id,
    ...(clientId ? { clientId } : {}),
    after: { user: actor.id, email, name: actor.name, role, grants, ...(connection ? { connection } : {}) },
  })
}

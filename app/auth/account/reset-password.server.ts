import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { inIdentity } from "#db/identity.ts"
import { organisationName } from "../organisation-name.server.ts"
import { hashPassword } from "../passwords.server.ts"
import { updateUser } from "../people/store.server.ts"
import { requireGoodPassword } from "../require-good-password.server.ts"
import { sha256 } from "../secrets.ts"
import { deleteSessionsOf } from "../sessions.store.server.ts"
import { actorOf } from "./actor-of.ts"
import { mailPasswordChanged } from "./notice.server.ts"
import { hasSecondFactor, markUsed, selectLink, withdrawLinksOf } from "./store.server.ts"

/**
 * Sets a new password by a mailed link. It signs nobody in and touches no second factor: whoever reads the mail has but the
 * first factor. Every session of the account ends, and every other link to it. Of many uses of one link at once, one succeeds.
 *
 * @returns false when the token opens nothing (any more)
 * @throws DomainError `invalid` for a password that will not do
 */
export async function resetPassword(token: string, password: string): Promise<boolean> {
  const tokenHash = sha256(token)
  const found = await inIdentity(async (tx) => {
    const opened = await selectLink(tx, "password", tokenHash)
    return opened && { user: opened.user, second: await hasSecondFactor(tx, opened.user.id) }
  })
  if (!found) return false
  const { user, second } = found
  const organisation = await organisationName(user.clientId)
  requireGoodPassword(password, { ...user, organisation, hasSecondFactor: second })
  const passwordHash = await hashPassword(password)
  return inIdentity(async (tx) => {
    if (!(await markUsed(tx, "password", tokenHash))) return false
    await updateUser(tx, user.id, { passwordHash, passwordChangedAt: tx.now })
    await withdrawLinksOf(tx, user.id)
    await deleteSessionsOf(tx, user.id, null)
    await mailPasswordChanged(tx, user)
    await recordProviderAudit(tx, { ...actorOf(user), action: "user.reset-password", targetId: user.id })
    return true
  })
}

import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { inIdentity } from "#db/identity.ts"
import { sha256 } from "../secrets.ts"
import { tellSessionsChanged } from "../sessions.store.server.ts"
import { actorOf } from "./actor-of.ts"
import { markUsed, selectLink, updateAddress, withdrawLinksOf } from "./store.server.ts"

/**
 * Puts the new address in force: whoever has the link reads its mail. Links mailed to the old one open nothing any more.
 *
 * @returns the address; null when the token opens nothing (any more), or somebody else has the address by now
 */
export function confirmEmail(token: string): Promise<string | null> {
  const tokenHash = sha256(token)
  return inIdentity(async (tx) => {
    const found = await selectLink(tx, "email", tokenHash)
    const email = found?.link.newEmail
    if (!found || !email || !(await markUsed(tx, "email", tokenHash))) return null
    const { user } = found
    if (!(await updateAddress(tx, user.id, email))) return null
    await withdrawLinksOf(tx, user.id)
    await tellSessionsChanged(tx, user.id)
    await recordProviderAudit(tx, {
      ...actorOf(user),
      action: "user.change-email",
      targetId: user.id,
      before: { email: user.email },
      after: { email },
    })
    return email
  })
}

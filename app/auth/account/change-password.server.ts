import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { conflict, DomainError, invalid } from "#app/kernel/errors.ts"
import { inIdentity } from "#db/identity.ts"
import { organisationName } from "../organisation-name.server.ts"
import { hashPassword, verifyPassword } from "../passwords.server.ts"
import { updateUser } from "../people/store.server.ts"
import type { Person } from "../principal.ts"
import { requireGoodPassword } from "../require-good-password.server.ts"
import { replaceSession } from "../sessions.server.ts"
import { deleteSessionsOf, type FoundSession } from "../sessions.store.server.ts"
import { returnTry, takeTry } from "../tries.server.ts"
import { waitText } from "../tries.ts"
import { mailPasswordChanged } from "./notice.server.ts"
import { hasSecondFactor, selectUser, withdrawLinksOf } from "./store.server.ts"

/**
 * Changes one's own password. Asks for the current one, though the session is good: it may be an unlocked desk. Every other
 * session ends; this one goes on under a new id.
 *
 * @returns the Set-Cookie line of the new id
 * @throws DomainError `invalid` for a wrong current password or a new one that will not do; `limit` after too many tries
 */
export async function changePassword(
  request: Request,
  { person, session }: { readonly person: Person; readonly session: FoundSession["session"] },
  { current, password }: { readonly current: string; readonly password: string },
): Promise<string> {
  const wait = await takeTry("password", person.email)
  if (wait > 0) throw new DomainError("limit", waitText(wait))
  const user = await inIdentity((tx) => selectUser(tx, person.userId))
  if (!user?.passwordHash) throw conflict("This account has no password: it signs in elsewhere.")
  if (!(await verifyPassword(user.passwordHash, current)))
    throw invalid("The current password is not right.", { current: "This is not your current password." })
  await returnTry("password", person.email)
  if (await verifyPassword(user.passwordHash, password))
    throw invalid("Choose another password.", { password: "This is the password you have already." })
  const second = await inIdentity((tx) => hasSecondFactor(tx, user.id))
  const organisation = await organisationName(user.clientId)
  requireGoodPassword(password, { ...user, organisation, hasSecondFactor: second })
  const passwordHash = await hashPassword(password)
  return inIdentity(async (tx) => {
    const cookie = await replaceSession(tx, request, {})
    if (!cookie) throw conflict("You were signed out meanwhile. Sign in and try again.")
    await updateUser(tx, user.id, { passwordHash, passwordChangedAt: tx.now })
    await deleteSessionsOf(tx, user.id, session.handle)
    await withdrawLinksOf(tx, user.id, "password")
    await mailPasswordChanged(tx, user)
    const { actor, clientId } = person
    await recordProviderAudit(tx, {
      ...{ actor, action: "user.change-password", targetId: user.id },
      ...(clientId ? { clientId } : {}),
    })
    return cookie
  })
}

import { conflict, invalid } from "#app/kernel/errors.ts"
import { newId, type TenantId, type UserId } from "#app/kernel/ids.ts"
import type { ClientRole, ProviderRole } from "#app/kernel/permission.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { inIdentity } from "#db/identity.ts"
import { hashPassword } from "./passwords.server.ts"
import { commandLine } from "./principal.ts"
import { requireGoodPassword } from "./require-good-password.server.ts"
import { insertGrant, insertUser } from "./store.server.ts"

export type NewUser = {
  readonly email: string
  readonly name: string
  readonly password: string
  readonly role: ProviderRole | ClientRole
  readonly clientId: TenantId | null
  /** Of a member of staff: whose queue they work. */
  readonly discipline?: "noc" | "soc" | "both" | null
  readonly tier?: 1 | 2 | 3 | null
  readonly isDemo?: boolean
}

/**
 * Adds a person who can sign in.
 *
 * @param by who adds them; the command line unless somebody is named
 * @throws DomainError `invalid` for a password that is too short or too well known, or no address; `conflict` for a known address
 */
export async function createUser(user: NewUser, by: Actor = commandLine): Promise<UserId> {
  const { password, role, discipline, tier, ...rest } = user
  const email = user.email.trim().toLowerCase()
  if (!/^[^\s@]+@[^\s@]+$/.test(email))
    throw invalid("That is no e-mail address.", { email: "is no address" })
  requireGoodPassword(password, { email, name: user.name, hasSecondFactor: false })
  const id: UserId = newId()
  const passwordHash = await hashPassword(password)
  const added = await inIdentity(async (tx) => {
    const { name, clientId } = user
    const row = { ...rest, id, email, passwordHash, createdAt: tx.now, passwordChangedAt: tx.now }
    if (!(await insertUser(tx, { ...row, role: clientId ? role : null }))) return false
    if (!clientId)
      await insertGrant(tx, {
        ...{ id: newId<"grant">(), userId: id, role, createdAt: tx.now },
        discipline: discipline ?? "both",
        tier: tier ?? null,
      })
    await recordProviderAudit(tx, {
      actor: by,
      action: "user.create",
      targetId: id,
      ...(clientId ? { clientId } : {}),
      after: { email, name, role },
    })
    return true
  })
  if (!added) throw conflict("Somebody with this address exists already.")
  return id
}

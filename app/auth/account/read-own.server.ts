import { notFound } from "#app/kernel/errors.ts"
import type { UserId } from "#app/kernel/ids.ts"
import { inIdentity } from "#db/identity.ts"
import { passwordLength } from "../password-rules.ts"
import { selectPerson } from "../people/store.server.ts"

/** What one's own account page shows of how one signs in. @throws DomainError `not_found` */
export async function readOwnAccount(userId: UserId): Promise<{
  readonly passkeys: number
  readonly hasTotp: boolean
  readonly hasPassword: boolean
  /** Characters a new password needs. */
  readonly leastPassword: number
}> {
  const row = await inIdentity(
    async (tx) => (await selectPerson(tx, "staff", userId)) ?? selectPerson(tx, "clients", userId),
  )
  if (!row) throw notFound("Person")
  const { passkeys, hasTotp, hasPassword } = row
  const { alone, withSecondFactor } = passwordLength
  return { passkeys, hasTotp, hasPassword, leastPassword: passkeys > 0 || hasTotp ? withSecondFactor : alone }
}

import { createUser, type NewUser } from "#app/auth/create-user.server.ts"
import { offeredSeed, offerSeed } from "#app/auth/factors/authenticator.server.ts"
import { confirmAuthenticator } from "#app/auth/factors/confirm-authenticator.server.ts"
import { renewRecoveryCodes } from "#app/auth/factors/renew-recovery-codes.server.ts"
import { selectUser } from "#app/auth/factors/store.server.ts"
import type { UserRow } from "#app/auth/sessions.store.server.ts"
import { inIdentity } from "#db/identity.ts"
import { codeOf } from "./authenticator-code.ts"

export const testPassword = "fifteen characters long"

let made = 0

/** Somebody who can sign in: a real member of staff unless said otherwise. */
export async function newPerson(wanted: Partial<NewUser> = {}): Promise<UserRow> {
  const email = `person${++made}@x.example`
  const id = await createUser({
    ...{ email, name: `Person ${made}`, password: testPassword, role: "analyst", clientId: null },
    ...wanted,
  })
  const user = await inIdentity((tx) => selectUser(tx, id))
  if (!user) throw new Error("The person was not made.")
  return user
}

/** Gives somebody an authenticator app, set up two minutes ago so that the code of now is still to use, and recovery codes. */
export async function hasAuthenticator(user: UserRow) {
  const { sealed } = offerSeed(user)
  const seed = offeredSeed(user, sealed) ?? ""
  const before = Date.now() - 120_000
  const recovery = await inIdentity(async (tx) => {
    const earlier = { ...tx, now: tx.now.subtract({ seconds: 120 }) }
    await confirmAuthenticator(earlier, user, { sealed, code: codeOf(seed, before) }, crypto.randomUUID())
    return renewRecoveryCodes(tx, user)
  })
  return { seed, recovery, code: (at = Date.now()) => codeOf(seed, at) }
}

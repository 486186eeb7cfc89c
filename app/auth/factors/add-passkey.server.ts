import { verifyRegistrationResponse, type WebAuthnCredential } from "@simplewebauthn/server"
import { conflict, invalid } from "#app/kernel/errors.ts"
import { newId } from "#app/kernel/ids.ts"
import { type IdentityTx, inIdentity } from "#db/identity.ts"
import { takeCeremony } from "../ceremonies.server.ts"
import { noteSignIn } from "../note-sign-in.server.ts"
import type { UserRow } from "../sessions.store.server.ts"
import { challengeOf } from "./challenge-of.ts"
import { parseRegistration } from "./passkey-answer.ts"
import { passkeyName } from "./passkey-name.ts"
import { relyingParty } from "./relying-party.server.ts"
import { insertPasskey, lockUser } from "./store.server.ts"
import { tellFactorChanged } from "./tell.server.ts"
import type { PasskeyAnswer } from "./take-passkey.server.ts"

/** A key a browser made, and how it can be reached. */
export type NewPasskey = {
  readonly credential: WebAuthnCredential
  readonly transports: readonly string[]
  readonly isSynced: boolean
}

/**
 * The passkey a browser made for the challenge. The challenge is used up by the answer, right or wrong: that commits by
 * itself.
 *
 * @throws DomainError `invalid` for an answer that came too late or does not fit
 */
export async function readNewPasskey(user: UserRow, { request, text }: PasskeyAnswer): Promise<NewPasskey> {
  const challenge = challengeOf(await inIdentity((tx) => takeCeremony(tx, request, "passkey-add", user.id)))
  if (!challenge) throw invalid("That took too long. Try again.")
  const response = parseRegistration(text)
  const { id, origin } = relyingParty()
  const made =
    response &&
    (await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
    }).catch(() => null))
  if (!response || !made?.registrationInfo) throw invalid("The browser's answer does not fit. Try again.")
  const { credential, credentialBackedUp } = made.registrationInfo
  return { credential, transports: response.response.transports, isSynced: credentialBackedUp }
}

/** Gives somebody a passkey. @throws DomainError `invalid` for no name; `conflict` for a key known already */
export async function addPasskey(
  tx: IdentityTx,
  user: UserRow,
  { credential, transports, isSynced }: NewPasskey,
  typedName: string,
): Promise<void> {
  const name = passkeyName(typedName)
  await lockUser(tx, user.id)
  const added = await insertPasskey(tx, {
    id: newId<"passkey">(),
    userId: user.id,
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: [...transports],
    name,
    backedUp: isSynced,
    createdAt: tx.now,
  })
  if (!added) throw conflict("This passkey is known already.")
  await noteSignIn(tx, user, "factor.enrol", { after: { factor: "passkey", name } })
  await tellFactorChanged(tx, user, "added", name)
}

import { verifyRegistrationResponse } from "@simplewebauthn/server"
import { conflict, invalid } from "#app/kernel/errors.ts"
import { newId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { takeCeremony } from "../ceremonies.server.ts"
import { noteSignIn } from "../note-sign-in.server.ts"
import type { UserRow } from "../sessions.store.server.ts"
import { challengeOf } from "./challenge-of.ts"
import { parseRegistration } from "./passkey-answer.ts"
import { passkeyName } from "./passkey-name.ts"
import { relyingParty } from "./relying-party.server.ts"
import { insertPasskey } from "./store.server.ts"
import { tellFactorChanged } from "./tell.server.ts"
import type { PasskeyAnswer } from "./use-passkey.server.ts"

/**
 * Gives somebody the passkey their browser made for the challenge, which is used up by it.
 *
 * @throws DomainError `invalid` for an answer that came too late or does not fit; `conflict` for a key known already
 */
export async function addPasskey(
  tx: IdentityTx,
  user: UserRow,
  answer: PasskeyAnswer,
  typedName: string,
): Promise<void> {
  const name = passkeyName(typedName)
  const challenge = challengeOf(await takeCeremony(tx, answer.request, "passkey-add", user.id))
  if (!challenge) throw invalid("That took too long. Try again.")
  const made = await verified(answer.text, challenge)
  if (!made) throw invalid("The browser's answer does not fit. Try again.")
  const { info, transports } = made
  const added = await insertPasskey(tx, {
    id: newId<"passkey">(),
    userId: user.id,
    credentialId: info.credential.id,
    publicKey: info.credential.publicKey,
    counter: info.credential.counter,
    transports,
    name,
    backedUp: info.credentialBackedUp,
    createdAt: tx.now,
  })
  if (!added) throw conflict("This passkey is known already.")
  await noteSignIn(tx, user, "factor.enrol", { after: { factor: "passkey", name } })
  await tellFactorChanged(tx, user, "added", name)
}

async function verified(text: string, challenge: string) {
  const response = parseRegistration(text)
  if (!response) return null
  const { id, origin } = relyingParty()
  const made = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
  }).catch(() => null)
  return made?.registrationInfo
    ? { info: made.registrationInfo, transports: response.response.transports }
    : null
}

import { type AuthenticationResponseJSON, verifyAuthenticationResponse } from "@simplewebauthn/server"
import type { UserId } from "#app/kernel/ids.ts"
import { err, ok, type Result } from "#app/kernel/result.ts"
import type { IdentityTx } from "#db/identity.ts"
import { takeCeremony } from "../ceremonies.server.ts"
import type { RefusalClass } from "../note-sign-in.server.ts"
import type { UserRow } from "../sessions.store.server.ts"
import { challengeOf } from "./challenge-of.ts"
import { parseAssertion } from "./passkey-answer.ts"
import { relyingParty } from "./relying-party.server.ts"
import { advanceCounter, type PasskeyRow, selectPasskeyByCredential, selectUser } from "./store.server.ts"

/** What a browser answered, and the request it came with. */
export type PasskeyAnswer = { readonly request: Request; readonly text: string }

/**
 * Takes the answer to a challenge, once. A key whose counter stands still or goes back is refused: somebody copied it.
 *
 * @param asked who was asked; null where anybody was, and the key says who it is
 */
export async function takePasskey(
  tx: IdentityTx,
  { request, text }: PasskeyAnswer,
  asked: UserId | null,
): Promise<Result<UserRow, { readonly why: RefusalClass; readonly user: UserRow | null }>> {
  const kind = asked ? "passkey-proof" : "passkey-sign-in"
  const challenge = challengeOf(await takeCeremony(tx, request, kind, asked))
  if (!challenge) return err({ why: "too_late", user: null })
  const answer = parseAssertion(text)
  const key = answer ? await selectPasskeyByCredential(tx, answer.id) : undefined
  const user = key ? await selectUser(tx, key.userId) : undefined
  if (!answer || !key || !user || (asked && user.id !== asked))
    return err({ why: "unknown_passkey", user: null })
  const info = namesOwner(answer, user) ? await verified(answer, key, challenge) : null
  if (!info || !(await advanceCounter(tx, key.id, info.newCounter, info.credentialBackedUp)))
    return err({ why: "wrong_passkey", user })
  return user.disabledAt ? err({ why: "disabled", user }) : ok(user)
}

async function verified(answer: AuthenticationResponseJSON, key: PasskeyRow, challenge: string) {
  const { id, origin } = relyingParty()
  try {
    const { verified: holds, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      credential: { id: key.credentialId, publicKey: new Uint8Array(key.publicKey), counter: key.counter },
    })
    return holds ? authenticationInfo : null
  } catch {
    // The library throws for every way in which an answer does not fit.
    return null
  }
}

/** The handle is what we gave as the user's id; keys that keep none send none. */
function namesOwner(answer: AuthenticationResponseJSON, user: UserRow): boolean {
  const { userHandle } = answer.response
  return !userHandle || Buffer.from(userHandle, "base64url").toString() === user.id
}

import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server"
import type { UserId } from "#app/kernel/ids.ts"
import { inIdentity } from "#db/identity.ts"
import { beginCeremony, type CeremonyKind } from "../ceremonies.server.ts"
import type { UserRow } from "../sessions.store.server.ts"
import { relyingParty } from "./relying-party.server.ts"
import { selectPasskeys } from "./store.server.ts"

/** What the browser is asked, and the Set-Cookie line that lets it answer once. */
export type Challenge<T> = { readonly options: T; readonly cookie: string }

/** Asks whoever is there for a passkey. The person is who the passkey says. */
export async function challengeAnybody(): Promise<Challenge<PublicKeyCredentialRequestOptionsJSON>> {
  const options = await generateAuthenticationOptions({
    rpID: relyingParty().id,
    userVerification: "required",
  })
  return { options, cookie: await begin("passkey-sign-in", null, options.challenge) }
}

/** Asks somebody known for one of their passkeys. */
export async function challengePerson(
  userId: UserId,
): Promise<Challenge<PublicKeyCredentialRequestOptionsJSON>> {
  const keys = await inIdentity((tx) => selectPasskeys(tx, userId))
  const options = await generateAuthenticationOptions({
    rpID: relyingParty().id,
    userVerification: "required",
    allowCredentials: keys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
  })
  return { options, cookie: await begin("passkey-proof", userId, options.challenge) }
}

/** Asks for a new passkey: one that names its person by itself and verifies them, none of those they have. */
export async function challengeNewPasskey(
  user: UserRow,
): Promise<Challenge<PublicKeyCredentialCreationOptionsJSON>> {
  const { id, name } = relyingParty()
  const keys = await inIdentity((tx) => selectPasskeys(tx, user.id))
  const options = await generateRegistrationOptions({
    rpID: id,
    rpName: name,
    userID: new TextEncoder().encode(user.id),
    userName: user.email,
    userDisplayName: user.name,
    attestationType: "none",
    excludeCredentials: keys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  })
  return { options, cookie: await begin("passkey-add", user.id, options.challenge) }
}

function begin(kind: CeremonyKind, userId: UserId | null, challenge: string): Promise<string> {
  return inIdentity((tx) => beginCeremony(tx, kind, userId, { challenge }))
}

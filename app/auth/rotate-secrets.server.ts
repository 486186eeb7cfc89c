import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { lockSealedSignatures, putSealedSignature } from "#app/domain/sources/signatures/sealed.server.ts"
import { resealMails } from "#app/mail/reseal.server.ts"
import { type IdentityTx, inIdentity } from "#db/identity.ts"
import { lockAllTotp, updateSealedTotp } from "./factors/store.server.ts"
import { commandLine } from "./principal.ts"
import { type Resealed, resealAll } from "./reseal.server.ts"
import { lockSsoSecrets, updateSsoSecret } from "./sso-secrets.store.server.ts"

/** What the database keeps sealed, and what became of it. */
export type Rotation = Readonly<Record<"seeds" | "mails" | "signOn" | "signatures", Resealed>>

/** Seals everything under `SECRET_KEY` that is still sealed under `SECRET_KEY_PREVIOUS`: all of it or nothing. */
export function rotateSecrets(): Promise<Rotation> {
  return inIdentity(async (tx) => {
    const done = {
      seeds: await resealSeeds(tx),
      mails: await resealMails(tx),
      signOn: await resealSignOn(tx),
      signatures: await resealSignatures(tx),
    }
    await recordProviderAudit(tx, { actor: commandLine, action: "secret.rotate", after: done })
    return done
  })
}

async function resealSeeds(tx: IdentityTx): Promise<Resealed> {
  const rows = (await lockAllTotp(tx)).map((row) => ({ ...row, about: row.userId }))
  return resealAll("second-factor", rows, (row, text) => updateSealedTotp(tx, row.userId, text))
}

async function resealSignOn(tx: IdentityTx): Promise<Resealed> {
  const rows = (await lockSsoSecrets(tx)).map((row) => ({ ...row, about: row.id }))
  return resealAll("sso-secret", rows, (row, text) => updateSsoSecret(tx, row.id, text))
}

async function resealSignatures(tx: IdentityTx): Promise<Resealed> {
  const rows = (await lockSealedSignatures(tx)).map((row) => ({ ...row, about: row.sourceId }))
  return resealAll("source-signature", rows, (row, text) => putSealedSignature(tx, row, text))
}

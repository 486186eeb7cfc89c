import { type Resealed, resealAll } from "#app/auth/reseal.server.ts"
import type { IdentityTx } from "#db/identity.ts"
import { lockSealed, updateSealed } from "./store.server.ts"

/** Seals the links of waiting mails under the secret of now. */
export async function resealMails(tx: IdentityTx): Promise<Resealed> {
  const rows = (await lockSealed(tx)).map(({ id, sealed }) => ({ about: id, sealed: sealed ?? "", id }))
  return resealAll("mail", rows, ({ id }, sealed) => updateSealed(tx, id, sealed))
}

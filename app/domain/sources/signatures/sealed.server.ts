import type { IdentityTx } from "#db/identity.ts"
import { lockSignatures, type SealedSignature, updateSealed } from "./store.server.ts"

/** Every sealed secret of signatures, locked: a `SECRET_KEY` is being replaced, which concerns all clients at once. */
export function lockSealedSignatures(tx: IdentityTx): Promise<SealedSignature[]> {
  return lockSignatures(tx)
}

export function putSealedSignature(tx: IdentityTx, row: SealedSignature, sealed: string): Promise<void> {
  return updateSealed(tx, row, sealed)
}

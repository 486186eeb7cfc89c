import type { IdentityTx } from "#db/identity.ts"
import { noteSignIn } from "../note-sign-in.server.ts"
import type { UserRow } from "../sessions.store.server.ts"
import { recoveryHash } from "./recovery-code.ts"
import { countRecoveryCodes, spendRecoveryCode } from "./store.server.ts"
import { tellRecoveryCodeUsed } from "./tell.server.ts"

/** Spends a recovery code and mails its person. @returns how many are left, or null when it opens nothing */
export async function takeRecoveryCode(tx: IdentityTx, user: UserRow, typed: string): Promise<number | null> {
  const hash = recoveryHash(typed)
  if (hash === null || !(await spendRecoveryCode(tx, user.id, hash))) return null
  const left = await countRecoveryCodes(tx, user.id)
  await noteSignIn(tx, user, "factor.use-recovery-code", { after: { left } })
  await tellRecoveryCodeUsed(tx, user, left)
  return left
}

import { conflict } from "#app/kernel/errors.ts"
import type { IdentityTx } from "#db/identity.ts"
import { noteSignIn } from "../note-sign-in.server.ts"
import type { UserRow } from "../sessions.store.server.ts"
import { hasSecond } from "./factors.ts"
import { readFactors } from "./read.server.ts"
import { mintRecoveryCodes, recoveryHash } from "./recovery-code.ts"
import { lockUser, putRecoveryCodes } from "./store.server.ts"
import { tellFactorChanged } from "./tell.server.ts"

/**
 * Makes a new set of recovery codes; the one before opens nothing any more. They are given this once, only hashes stay.
 *
 * @throws DomainError `conflict` for somebody without a second factor to stand in for
 */
export async function renewRecoveryCodes(tx: IdentityTx, user: UserRow): Promise<readonly string[]> {
  await lockUser(tx, user.id)
  if (!hasSecond(await readFactors(tx, user.id)))
    throw conflict("Recovery codes stand in for a second factor: set one up first.")
  const codes = mintRecoveryCodes()
  await putRecoveryCodes(
    tx,
    user.id,
    codes.flatMap((code) => recoveryHash(code) ?? []),
  )
  await noteSignIn(tx, user, "factor.renew-recovery-codes", { after: { left: codes.length } })
  await tellFactorChanged(tx, user, "recovery-codes-renewed", "")
  return codes
}

import { conflict, notFound } from "#app/kernel/errors.ts"
import type { IdentityTx } from "#db/identity.ts"
import { noteSignIn } from "../note-sign-in.server.ts"
import { deleteSessionsOf, type UserRow } from "../sessions.store.server.ts"
import { hasSecond } from "./factors.ts"
import { mustHaveSecond, readFactors } from "./read.server.ts"
import { deletePasskey, deleteRecoveryCodes, deleteTotp, lockUser } from "./store.server.ts"
import { tellFactorChanged } from "./tell.server.ts"

/**
 * Takes a passkey from somebody, or with `"authenticator"` the app. With the last factor go the recovery codes; their other
 * sessions end.
 *
 * @param here the handle of the session that stays
 * @throws DomainError `not_found` when they do not have it; `conflict` for the last one of somebody who must have one
 */
export async function removeFactor(
  tx: IdentityTx,
  user: UserRow,
  which: "authenticator" | { readonly passkey: string },
  here: string,
): Promise<void> {
  await lockUser(tx, user.id)
  const name = await take(tx, user, which)
  const left = hasSecond(await readFactors(tx, user.id))
  if (!left && (await mustHaveSecond(tx, user)))
    throw conflict("This is your only second factor, and you need one. Set up another first.")
  if (!left) await deleteRecoveryCodes(tx, user.id)
  const factor = which === "authenticator" ? "authenticator" : "passkey"
  await deleteSessionsOf(tx, user.id, here)
  await noteSignIn(tx, user, "factor.remove", { before: { factor, name } })
  await tellFactorChanged(tx, user, "removed", name)
}

async function take(
  tx: IdentityTx,
  user: UserRow,
  which: "authenticator" | { readonly passkey: string },
): Promise<string> {
  if (which === "authenticator") {
    if (!(await deleteTotp(tx, user.id))) throw notFound("Authenticator app")
    return "Authenticator app"
  }
  const gone = await deletePasskey(tx, user.id, which.passkey)
  if (!gone) throw notFound("Passkey")
  return gone.name
}

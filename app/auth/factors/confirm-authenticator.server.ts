import { invalid } from "#app/kernel/errors.ts"
import type { IdentityTx } from "#db/identity.ts"
import { noteSignIn } from "../note-sign-in.server.ts"
import { seal } from "../sealed-text.server.ts"
import { deleteSessionsOf, type UserRow } from "../sessions.store.server.ts"
import { offeredSeed } from "./authenticator.server.ts"
import { lockUser, putTotp, selectTotp } from "./store.server.ts"
import { tellFactorChanged } from "./tell.server.ts"
import { stepOf } from "./totp.ts"

/**
 * Puts an offered seed into force by its first right code, which is used with it. Where it takes the place of another, the
 * person's other sessions end.
 *
 * @param here the handle of the session that stays
 * @throws DomainError `invalid` for an offer made to somebody else or a code that is not the seed's
 */
export async function confirmAuthenticator(
  tx: IdentityTx,
  user: UserRow,
  offer: { readonly sealed: string; readonly code: string },
  here: string,
): Promise<void> {
  const seed = offeredSeed(user, offer.sealed)
  if (seed === null) throw invalid("This offer has run out. Start again.")
  const step = stepOf(offer.code, seed, tx.now.epochMilliseconds)
  if (step === null)
    throw invalid("This code is not right. Wait for the next one, and check the clock of your phone.", {
      code: "is not right",
    })
  await lockUser(tx, user.id)
  if (await selectTotp(tx, user.id)) await deleteSessionsOf(tx, user.id, here)
  await putTotp(tx, user.id, seal(seed, "second-factor", user.id), step)
  await noteSignIn(tx, user, "factor.enrol", { after: { factor: "authenticator" } })
  await tellFactorChanged(tx, user, "added", "Authenticator app")
}

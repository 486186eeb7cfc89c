import { open } from "../sealed-text.server.ts"
import type { UserId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { advanceStep, selectTotp } from "./store.server.ts"
import { stepOf } from "./totp.ts"

/** Takes a one-time code. The same one, or an older one, is never taken again. @returns false when it is not right */
export async function takeCode(tx: IdentityTx, userId: UserId, typed: string): Promise<boolean> {
  const row = await selectTotp(tx, userId)
  const seed = row ? open(row.sealed, "second-factor", userId) : null
  if (row && seed === null)
    throw new Error("A seed cannot be opened: SECRET_KEY is not the one it was sealed with.")
  const step = seed === null ? null : stepOf(typed, seed, tx.now.epochMilliseconds)
  return step !== null && advanceStep(tx, userId, step)
}

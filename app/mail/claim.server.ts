import { plusSeconds } from "#app/kernel/time.ts"
import type { IdentityTx } from "#db/identity.ts"
import { lockDue, type MailRow, updateMail } from "./store.server.ts"

/** A mail one sender has in hand. */
export type ClaimedMail = MailRow

/** How long a sender has a mail for itself. It gives up long before; after a crash another takes the mail over. */
const claimSeconds = 300

/** Takes the mail that has been due longest, and counts the try before it is made. */
export async function claimMail(tx: IdentityTx): Promise<ClaimedMail | undefined> {
  const mail = await lockDue(tx)
  if (!mail) return undefined
  const claim = { attempts: mail.attempts + 1, nextAttemptAt: plusSeconds(tx.now, claimSeconds) }
  await updateMail(tx, mail, claim)
  return { ...mail, ...claim }
}

import { plusSeconds } from "#app/kernel/time.ts"
import type { IdentityTx } from "#db/identity.ts"
import type { ClaimedMail } from "./claim.server.ts"
import { maxAttempts, waitAfter } from "./mail.ts"
import { updateMail } from "./store.server.ts"

/** What came of a try. `permanent`: trying again would end alike. */
export type MailOutcome =
  | { readonly kind: "sent" }
  | { readonly kind: "failed"; readonly permanent: boolean; readonly reason: string }

/** Longest reason kept. */
const longestReason = 200

/**
 * Writes down what came of a try. Secrets go with the last of them. Nothing happens when the mail is not this sender's any
 * more: it took too long and another has it, or an administrator dropped it.
 */
export async function settleMail(tx: IdentityTx, mail: ClaimedMail, outcome: MailOutcome): Promise<void> {
  if (outcome.kind === "sent")
    return void (await updateMail(tx, mail, {
      status: "sent",
      sentAt: tx.now,
      sealed: null,
      lastError: null,
    }))
  const lastError = outcome.reason.slice(0, longestReason)
  if (outcome.permanent || mail.attempts >= maxAttempts)
    return void (await updateMail(tx, mail, { status: "dead", sealed: null, lastError }))
  const nextAttemptAt = plusSeconds(tx.now, waitAfter(mail.attempts, Math.random()))
  await updateMail(tx, mail, { nextAttemptAt, lastError })
}

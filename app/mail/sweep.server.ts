import type { IdentityTx } from "#db/identity.ts"
import { maxAttempts } from "./mail.ts"
import {
  deleteDone,
  eraseExpiredKept,
  updateAllDue,
  updateExhausted,
  updateExpiredDue,
} from "./store.server.ts"

/** Ends what cannot be sent any more, and erases links that have stopped working. */
export async function retireMails(tx: IdentityTx): Promise<void> {
  const dead = { status: "dead", sealed: null } as const
  await updateExhausted(tx, maxAttempts, { ...dead, lastError: "Its last try ended without an answer." })
  await updateExpiredDue(tx, { ...dead, lastError: "Its link expired before it could be sent." })
  await eraseExpiredKept(tx)
}

/** Without a mail server nothing is tried: mails stay in the portal, for an administrator to look at. */
export async function keepMails(tx: IdentityTx): Promise<void> {
  await updateAllDue(tx, { status: "kept" })
}

/** Forgets mails that were done with so many days ago. */
export async function pruneMails(tx: IdentityTx, days: number): Promise<void> {
  await deleteDone(tx, tx.now.subtract({ hours: days * 24 }))
}

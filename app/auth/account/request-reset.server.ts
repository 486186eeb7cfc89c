import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { env } from "#app/env.server.ts"
import { newId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import { isAddress } from "#app/mail/address.ts"
import { enqueueMail } from "#app/mail/enqueue.server.ts"
import { type IdentityTx, inIdentity } from "#db/identity.ts"
import { mintLinkToken } from "../secrets.ts"
import type { UserRow } from "../sessions.store.server.ts"
import { selectUserByEmail } from "../store.server.ts"
import { countLinksSince, insertLink } from "./store.server.ts"

const resetMinutes = 30
/** Mails somebody gets at most within the life of a link: whoever asks more often floods another's mailbox. */
const mailsPerLife = 3
/** No answer comes sooner, in milliseconds: longer than the work for a known address takes. */
const answerAfter = 600

/**
 * Mails a link to set a new password, if the address has an account with one. Nothing tells from outside whether it has:
 * the answer is the same and comes no sooner.
 */
export async function requestReset(email: string): Promise<void> {
  const inTime = new Promise((resolve) => setTimeout(resolve, answerAfter))
  await inIdentity((tx) => mailLink(tx, email.trim().toLowerCase()))
  await inTime
}

async function mailLink(tx: IdentityTx, email: string): Promise<void> {
  const user = isAddress(email) ? await selectUserByEmail(tx, email) : undefined
  const mailed = user !== undefined && (await mayHaveLink(tx, user))
  if (mailed) await mailLinkTo(tx, user)
  await recordProviderAudit(tx, {
    actor: { kind: "nobody", name: "not signed in" },
    action: "user.ask-reset",
    ...(user ? { targetId: user.id } : {}),
    result: mailed ? "ok" : "refused",
    after: { email: email.slice(0, 320) },
  })
}

/** Somebody disabled has no way in, and who signs in elsewhere has no password to forget. */
async function mayHaveLink(tx: IdentityTx, { id, disabledAt, passwordHash }: UserRow): Promise<boolean> {
  if (disabledAt || !passwordHash) return false
  const since = plusSeconds(tx.now, -resetMinutes * 60)
  return (await countLinksSince(tx, id, "password", since)) < mailsPerLife
}

async function mailLinkTo(tx: IdentityTx, user: UserRow): Promise<void> {
  const { token, hash } = mintLinkToken()
  const expiresAt = plusSeconds(tx.now, resetMinutes * 60)
  await insertLink(tx, {
    ...{ id: newId<"link">(), tokenHash: hash, purpose: "password", userId: user.id },
    createdAt: tx.now,
    expiresAt,
  })
  await enqueueMail(tx, {
    template: "password-reset",
    to: { name: user.name, address: user.email },
    props: { link: `${env().origin}/sign-in/reset#${token}`, expiresAt: expiresAt.toString() },
    clientId: user.clientId,
  })
}

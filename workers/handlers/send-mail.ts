import { inert } from "#emails/inert.ts"
import { env } from "#app/env.server.ts"
import { createSmtp, type Smtp } from "#app/gateways/smtp.server.ts"
import { claimMail, type ClaimedMail } from "#app/mail/claim.server.ts"
import { writeLetter } from "#app/mail/letter.server.ts"
import { type MailOutcome, settleMail } from "#app/mail/settle.server.ts"
import { keepMails, retireMails } from "#app/mail/sweep.server.ts"
import { inWorkerIdentity } from "#db/identity.ts"
import type { RecurringJob } from "../job.ts"

/** Sends what waits in the outbox. */
export const sendMail: RecurringJob = {
  name: "mail.send",
  everySeconds: 2,
  run: ({ stopping }) => sendDueMails(ownServer(), stopping),
}

function ownServer(): Smtp | null {
  const { SMTP_URL, MAIL_FROM } = env()
  return SMTP_URL && MAIL_FROM ? createSmtp(SMTP_URL, MAIL_FROM) : null
}

/**
 * Sends every mail that is due, one after the other, each in a claim of its own and outside every transaction. A mail that
 * fails waits for its next try and holds up no other; a server that fails ends the round, for the next mail would fare alike.
 */
export async function sendDueMails(smtp: Smtp | null, stopping?: AbortSignal): Promise<void> {
  await inWorkerIdentity(retireMails)
  if (!smtp) return inWorkerIdentity(keepMails)
  while (!stopping?.aborted) {
    const mail = await inWorkerIdentity(claimMail)
    if (!mail) return
    const { outcome, serverDown } = await deliver(smtp, mail)
    await inWorkerIdentity((tx) => settleMail(tx, mail, outcome))
    if (serverDown) return
  }
}

async function deliver(
  smtp: Smtp,
  mail: ClaimedMail,
): Promise<{ readonly outcome: MailOutcome; readonly serverDown: boolean }> {
  const letter = await writeLetter(mail).catch((error: unknown) => unwritable(error))
  if ("kind" in letter) return { outcome: letter, serverDown: false }
  const result = await smtp.send({
    ...letter,
    id: mail.id,
    to: { name: mail.toName && inert(mail.toName), address: mail.toAddress },
  })
  if (result.ok) return { outcome: { kind: "sent" }, serverDown: false }
  const { permanent, reason, serverDown } = result.error
  return { outcome: { kind: "failed", permanent, reason }, serverDown }
}

/** What cannot be written now cannot be written later. */
function unwritable(error: unknown): Extract<MailOutcome, { kind: "failed" }> {
  const reason = error instanceof Error ? error.message : "It could not be written."
  return { kind: "failed", permanent: true, reason }
}

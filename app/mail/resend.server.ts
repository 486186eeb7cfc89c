import { conflict, notFound } from "#app/kernel/errors.ts"
import type { MailId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { canResend } from "./mail.ts"
import { viewOf } from "./read.server.ts"
import { recordMailAction } from "./record.server.ts"
import { selectMail, updateMail } from "./store.server.ts"

/**
 * Gives a dead or kept mail all its tries again.
 *
 * @throws DomainError `not_found`; `conflict` when it is on its way, was sent, or its link has been erased
 */
export async function resendMail(tx: ProviderTx<"mail.resend">, id: MailId): Promise<void> {
  const mail = await selectMail(tx, id)
  if (!mail) throw notFound("Mail")
  if (!canResend(viewOf(mail)))
    throw conflict("This mail cannot be sent again. If its link is gone, have a new one made.")
  const change = { status: "queued", attempts: 0, nextAttemptAt: tx.now, lastError: null } as const
  if (!(await updateMail(tx, mail, change)))
    throw conflict("Somebody else just did something with this mail.")
  await recordMailAction(tx, "mail.resend", mail)
}

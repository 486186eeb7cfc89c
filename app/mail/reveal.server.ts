import { conflict, notFound } from "#app/kernel/errors.ts"
import type { MailId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { readSecrets } from "./letter.server.ts"
import { canReveal } from "./mail.ts"
import { viewOf } from "./read.server.ts"
import { recordMailAction } from "./record.server.ts"
import { selectMail } from "./store.server.ts"

/**
 * The links of a mail that was kept for want of a mail server, for an administrator to hand on. Whoever looked is written
 * down: the link opens somebody else's door.
 *
 * @throws DomainError `not_found`; `conflict` when the mail is not kept or has no link any more
 */
export async function revealLinks(tx: ProviderTx<"mail.resend">, id: MailId): Promise<readonly string[]> {
  const mail = await selectMail(tx, id)
  if (!mail) throw notFound("Mail")
  if (!canReveal(viewOf(mail))) throw conflict("This mail has no link to hand on.")
  await recordMailAction(tx, "mail.reveal", mail)
  return Object.values(readSecrets(mail))
}

import { conflict, notFound } from "#app/kernel/errors.ts"
import type { MailId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { canDrop } from "./mail.ts"
import { recordMailAction } from "./record.server.ts"
import { selectMail, updateMail } from "./store.server.ts"

/**
 * Gives a mail up: it is not tried again, and its links are erased.
 *
 * @throws DomainError `not_found`; `conflict` when it was sent or dropped already
 */
export async function dropMail(tx: ProviderTx<"mail.resend">, id: MailId): Promise<void> {
  const mail = await selectMail(tx, id)
  if (!mail) throw notFound("Mail")
  if (!canDrop(mail)) throw conflict("This mail is done with already.")
  if (!(await updateMail(tx, mail, { status: "dropped", sealed: null })))
    throw conflict("Somebody else just did something with this mail.")
  await recordMailAction(tx, "mail.drop", mail)
}

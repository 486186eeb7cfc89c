import { newId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { insertAction, type MailActionRow, type MailRow } from "./store.server.ts"

/** Writes what an administrator did with a mail, in the transaction of the deed. */
export async function recordMailAction(
  tx: ProviderTx<"mail.resend">,
  action: MailActionRow["action"],
  mail: Pick<MailRow, "id" | "template" | "toAddress">,
): Promise<void> {
  const { id: mailId, template, toAddress } = mail
  await insertAction(tx, { id: newId(), mailId, at: tx.now, actor: tx.actor, action, template, toAddress })
}

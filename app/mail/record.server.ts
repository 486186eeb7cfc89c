import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import type { MailRow } from "./store.server.ts"

/** Writes what an administrator did with a mail, in the transaction of the deed. */
export function recordMailAction(
  tx: ProviderTx<"mail.resend">,
  action: "mail.resend" | "mail.drop" | "mail.reveal",
  mail: Pick<MailRow, "id" | "template" | "toAddress" | "clientId">,
): Promise<void> {
  const { id, template, toAddress, clientId } = mail
  return recordProviderAudit(tx, {
    ...{ actor: tx.actor, action, targetId: id, after: { template, toAddress } },
    ...(clientId ? { clientId } : {}),
  })
}

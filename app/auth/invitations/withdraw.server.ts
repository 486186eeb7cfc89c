import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import { clientOf, type PeopleTx } from "../people/person-of.server.ts"
import { selectOpenInvitation, updateOpen } from "./store.server.ts"

/** Takes an invitation back: its link opens nothing any more. @throws DomainError `not_found` when it was accepted or withdrawn */
export async function withdrawInvitation(tx: PeopleTx, id: string): Promise<void> {
  const old = await selectOpenInvitation(tx, clientOf(tx).clientId ?? null, id)
  if (!old || !(await updateOpen(tx, id, { revokedAt: tx.now }))) throw notFound("Invitation")
  await recordProviderAudit(tx, {
    actor: tx.actor,
    action: "invitation.withdraw",
    targetId: id,
    ...clientOf(tx),
    before: { email: old.email },
  })
}

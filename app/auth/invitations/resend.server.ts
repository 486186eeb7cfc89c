import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import { clientOf, type PeopleTx } from "../people/person-of.server.ts"
import { requireGrantable } from "../people/require-grantable.server.ts"
import { keptGrants } from "./invitation.ts"
import { mailInvitation } from "./issue.server.ts"
import { selectOpenInvitation, updateOpen } from "./store.server.ts"

/**
 * Sends an open invitation anew, also an expired one: with a new link, which makes the old one worthless. Whoever does so
 * invites, and must hold what it grants.
 *
 * @throws DomainError `not_found` when it was accepted or withdrawn; `forbidden`
 */
export async function resendInvitation(tx: PeopleTx, id: string, organisation: string): Promise<void> {
  const { clientId = null } = clientOf(tx)
  const old = await selectOpenInvitation(tx, clientId, id)
  if (!old) throw notFound("Invitation")
  for (const draft of keptGrants(old.grants)) await requireGrantable(tx, draft)
  const { email, name } = old
  const { tokenHash, expiresAt } = await mailInvitation(tx, { email, name, organisation }, clientId)
  if (!(await updateOpen(tx, id, { tokenHash, expiresAt }))) throw notFound("Invitation")
  const { actor } = tx
  await recordProviderAudit(tx, {
    actor,
    action: "invitation.resend",
    targetId: id,
    ...clientOf(tx),
    after: { email },
  })
}

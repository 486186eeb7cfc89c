import { currentOrigin } from "#app/domain/audit/origin.server.ts"
import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import type { UserId } from "#app/kernel/ids.ts"
import { enqueueMail } from "#app/mail/enqueue.server.ts"
import { deleteSessionsOf } from "../sessions.store.server.ts"
import { clientOf, type PeopleTx, personOfTx } from "./person-of.server.ts"
import { deleteFactorsOf } from "./store.server.ts"

/**
 * Takes away somebody's passkeys, authenticator app and recovery codes, for one who lost them: they set up new ones at
 * their next sign-in. Their sessions end, and a mail tells them.
 *
 * @throws DomainError `not_found`
 */
export async function resetFactors(tx: PeopleTx, id: UserId): Promise<void> {
  const person = await personOfTx(tx, id)
  const { email: address, name, passkeys, hasTotp } = person
  await deleteFactorsOf(tx, id)
  await deleteSessionsOf(tx, id, null)
  await enqueueMail(tx, {
    template: "second-factor-changed",
    to: { name, address },
    props: {
      change: "removed",
      factor: `all of them, by ${tx.actor.name}`,
      at: tx.now.toString(),
      address: currentOrigin()?.address ?? "unknown",
    },
    ...clientOf(tx),
  })
  await recordProviderAudit(tx, {
    actor: tx.actor,
    action: "user.reset-factors",
    targetId: id,
    ...clientOf(tx),
    before: { passkeys, authenticatorApp: hasTotp },
    after: { passkeys: 0, authenticatorApp: false },
  })
}

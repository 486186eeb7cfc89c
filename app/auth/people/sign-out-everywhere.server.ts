import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import type { UserId } from "#app/kernel/ids.ts"
import { deleteSessionsOf } from "../sessions.store.server.ts"
import { clientOf, type PeopleTx, personOfTx } from "./person-of.server.ts"

/** Ends every session of somebody, and their open streams. @throws DomainError `not_found` */
export async function signOutEverywhere(tx: PeopleTx, id: UserId): Promise<void> {
  const { sessions } = await personOfTx(tx, id)
  await deleteSessionsOf(tx, id, null)
  await recordProviderAudit(tx, {
    actor: tx.actor,
    action: "user.end-sessions",
    targetId: id,
    ...clientOf(tx),
    before: { sessions },
  })
}

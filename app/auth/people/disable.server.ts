import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { conflict } from "#app/kernel/errors.ts"
import type { UserId } from "#app/kernel/ids.ts"
import { withdrawLinksOf } from "../account/store.server.ts"
import { withdrawInvitationsBy } from "../invitations/store.server.ts"
import { deleteSessionsOf } from "../sessions.store.server.ts"
import { keepSomebodyInCharge } from "./keep-in-charge.server.ts"
import { clientOf, isSelf, type PeopleTx, personOfTx } from "./person-of.server.ts"
import { updateUser } from "./store.server.ts"

/**
 * Locks somebody out at once: their sessions and open streams end, links on their way to them and invitations they sent
 * open nothing any more. What they did keeps their name.
 *
 * @throws DomainError `not_found`; `conflict` for oneself, somebody disabled already, and the last one in charge
 */
export async function disablePerson(tx: PeopleTx, id: UserId): Promise<void> {
  const person = await personOfTx(tx, id)
  if (isSelf(tx, id)) throw conflict("You cannot disable yourself. Ask another administrator.")
  if (person.disabledAt) throw conflict(`${person.name} is disabled already.`)
  await keepSomebodyInCharge(tx, () => updateUser(tx, id, { disabledAt: tx.now }))
  await deleteSessionsOf(tx, id, null)
  await withdrawLinksOf(tx, id)
  await withdrawInvitationsBy(tx, id)
  const { actor } = tx
  await recordProviderAudit(tx, { actor, action: "user.disable", targetId: id, ...clientOf(tx) })
}

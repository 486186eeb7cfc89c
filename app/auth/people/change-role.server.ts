import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { conflict } from "#app/kernel/errors.ts"
import type { UserId } from "#app/kernel/ids.ts"
import type { ClientRole } from "#app/kernel/permission.ts"
import type { ClientPeopleTx } from "#db/provider-door.ts"
import { deleteSessionsOf, tellSessionsChanged } from "../sessions.store.server.ts"
import { keepSomebodyInCharge } from "./keep-in-charge.server.ts"
import { isSelf, personOfTx } from "./person-of.server.ts"
import { updateUser } from "./store.server.ts"

/**
 * Gives one of a client's people another role. They are signed out, so that nothing of the old one is left on a screen.
 *
 * @throws DomainError `not_found`; `conflict` for the last manager, and when they have the role already
 */
export async function changeRole(tx: ClientPeopleTx, id: UserId, role: ClientRole): Promise<void> {
  const person = await personOfTx(tx, id)
  if (person.role === role) throw conflict(`${person.name} has this role already.`)
  await keepSomebodyInCharge(tx, () => updateUser(tx, id, { role }))
  await (isSelf(tx, id) ? tellSessionsChanged(tx, id) : deleteSessionsOf(tx, id, null))
  await recordProviderAudit(tx, {
    actor: tx.actor,
    action: "user.change-role",
    targetId: id,
    clientId: tx.clientId,
    before: { role: person.role },
    after: { role },
  })
}

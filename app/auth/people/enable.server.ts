import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { conflict } from "#app/kernel/errors.ts"
import type { UserId } from "#app/kernel/ids.ts"
import { clientOf, type PeopleTx, personOfTx } from "./person-of.server.ts"
import { updateUser } from "./store.server.ts"

/** Lets somebody sign in again, with the password, factors and grants they had. @throws DomainError `not_found`; `conflict` */
export async function enablePerson(tx: PeopleTx, id: UserId): Promise<void> {
  const person = await personOfTx(tx, id)
  if (!person.disabledAt) throw conflict(`${person.name} is not disabled.`)
  await updateUser(tx, id, { disabledAt: null })
  const { actor } = tx
  await recordProviderAudit(tx, { actor, action: "user.enable", targetId: id, ...clientOf(tx) })
}

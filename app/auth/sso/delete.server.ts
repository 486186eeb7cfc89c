import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import { withProvider } from "../guards.server.ts"
import type { Principal } from "../principal.ts"
import { deleteAllowances } from "./ceremonies.store.server.ts"
import type { ConnectionId } from "./connection.ts"
import { deleteRow, selectConnection } from "./connections.store.server.ts"
import { endSessionsBy, selectLinkedUsers } from "./identities.store.server.ts"

/**
 * Removes a connection with everything it knew. The people stay; those who had no password ask for one by mail.
 *
 * @throws DomainError `not_found`, `forbidden`
 */
export function deleteConnection(who: Principal, id: ConnectionId): Promise<void> {
  return withProvider(who, ["sso.manage"], async (tx) => {
    const found = await selectConnection(tx, id)
    if (!found) throw notFound("Connection")
    const people = await selectLinkedUsers(tx, id)
    await endSessionsBy(tx, people, "sso")
    await deleteAllowances(tx, id)
    await deleteRow(tx, id)
    const { name, issuer, domains } = found
    await recordProviderAudit(tx, {
      actor: who.actor,
      action: "sso.delete",
      targetId: id,
      ...(found.clientId ? { clientId: found.clientId } : {}),
      before: { name, issuer, domains, people: people.length },
    })
  })
}

import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import { withProvider } from "../guards.server.ts"
import type { Principal } from "../principal.ts"
import type { ConnectionId } from "./connection.ts"
import { changeConnection, selectConnection } from "./connections.store.server.ts"
import { endSessionsBy, selectLinkedUsers } from "./identities.store.server.ts"
import { enforceRequirement } from "./require.server.ts"

/**
 * Takes a connection out of use, or back into it. Sessions that came through it end with it; who is who stays known.
 *
 * @throws DomainError `not_found`, `forbidden`
 */
export function setConnectionEnabled(who: Principal, id: ConnectionId, enabled: boolean): Promise<void> {
  return withProvider(who, ["sso.manage"], async (tx) => {
    const found = await selectConnection(tx, id)
    if (!found) throw notFound("Connection")
    if (found.enabled === enabled) return
    await changeConnection(tx, id, { enabled })
    await recordProviderAudit(tx, {
      actor: who.actor,
      action: enabled ? "sso.enable" : "sso.disable",
      targetId: id,
      ...(found.clientId ? { clientId: found.clientId } : {}),
      after: { name: found.name },
    })
    if (!enabled) await endSessionsBy(tx, await selectLinkedUsers(tx, id), "sso")
    else if (found.required) await enforceRequirement(tx, found, who)
  })
}

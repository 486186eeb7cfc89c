import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import type { UserId } from "#app/kernel/ids.ts"
import { withProvider } from "../guards.server.ts"
import type { Principal } from "../principal.ts"
import { insertAllowance } from "./ceremonies.store.server.ts"
import type { ConnectionId } from "./connection.ts"
import { selectConnection } from "./connections.store.server.ts"
import { deleteIdentities, endSessionsBy, selectCandidates } from "./identities.store.server.ts"
import { isStuck } from "./require.server.ts"

/**
 * Lets people who have a password or passkey be linked when they next come through the connection, within a week. Without it
 * whoever holds their address at the provider would get into an account that exists.
 *
 * @param userId one person; everybody who waits for it without
 * @returns how many
 * @throws DomainError `not_found`, `forbidden`
 */
export function allowLinks(who: Principal, id: ConnectionId, userId?: UserId): Promise<number> {
  return withProvider(who, ["sso.manage"], async (tx) => {
    const found = await selectConnection(tx, id)
    if (!found) throw notFound("Connection")
    const waiting = (await selectCandidates(tx, found)).filter(
      (one) => isStuck(one) && (userId === undefined || one.id === userId),
    )
    for (const one of waiting) {
      await insertAllowance(tx, id, one.id)
      await recordProviderAudit(tx, {
        actor: who.actor,
        action: "sso.allow-link",
        targetId: id,
        ...(found.clientId ? { clientId: found.clientId } : {}),
        after: { user: one.id, email: one.email },
      })
    }
    return waiting.length
  })
}

/**
 * Forgets who somebody is at the connection: their account there was made anew, or was never theirs.
 *
 * @throws DomainError `not_found`, `forbidden`
 */
export function unlink(who: Principal, id: ConnectionId, userId: UserId): Promise<void> {
  return withProvider(who, ["sso.manage"], async (tx) => {
    const found = await selectConnection(tx, id)
    const gone = found ? await deleteIdentities(tx, id, userId) : []
    if (!found || gone.length === 0) throw notFound("Link")
    await endSessionsBy(tx, [userId], "sso")
    await recordProviderAudit(tx, {
      actor: who.actor,
      action: "sso.unlink",
      targetId: id,
      ...(found.clientId ? { clientId: found.clientId } : {}),
      before: { user: userId },
    })
  })
}

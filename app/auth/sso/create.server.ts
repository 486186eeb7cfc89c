import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { withProvider, withTenantOf } from "../guards.server.ts"
import type { Principal } from "../principal.ts"
import { seal } from "../sealed-text.server.ts"
import type { ConnectionId, WantedConnection } from "./connection.ts"
import { insertConnection, lockDomains } from "./connections.store.server.ts"
import { enforceRequirement } from "./require.server.ts"
import { checkIssuer, checkWanted, gone } from "./wanted.server.ts"

/**
 * Connects an organisation to its identity provider, after asking the provider who it is.
 *
 * @param id made beforehand: the address people come back to holds it, and the provider wants that first
 * @throws DomainError `invalid` naming the field, `forbidden`, `not_found` for an unknown client
 */
export async function createConnection(
  who: Principal,
  id: ConnectionId,
  clientId: TenantId | null,
  wanted: WantedConnection,
): Promise<void> {
  const { secret, ...words } = wanted
  if (secret === null)
    throw invalid("The secret is missing.", { secret: "Copy the client secret from the provider." })
  await withProvider(who, ["sso.manage"], (tx) => checkWanted(tx, wanted, { id, clientId }))
  if (clientId) await withTenantOf(who, { kind: "tenant", id: clientId }, ["clients.read"], async () => {})
  const issuer = await checkIssuer(wanted.issuer)
  await withProvider(who, ["sso.manage"], async (tx) => {
    await lockDomains(tx)
    await checkWanted(tx, wanted, { id, clientId })
    const connection = { ...words, issuer, id, clientId, enabled: true, createdAt: tx.now }
    if (!(await insertConnection(tx, { ...connection, sealedSecret: seal(secret, "sso-secret", id) })))
      throw gone()
    await recordProviderAudit(tx, {
      actor: who.actor,
      action: "sso.create",
      targetId: id,
      ...(clientId ? { clientId } : {}),
      after: { ...words, issuer },
    })
    if (wanted.required) await enforceRequirement(tx, connection, who)
  })
}

import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import type { IdentityTx } from "#db/identity.ts"
import { withProvider } from "../guards.server.ts"
import type { Principal } from "../principal.ts"
import { seal } from "../sealed-text.server.ts"
import { deleteAllowances } from "./ceremonies.store.server.ts"
import type { Connection, ConnectionId, WantedConnection } from "./connection.ts"
import { changeConnection, lockDomains, selectConnection } from "./connections.store.server.ts"
import { deleteIdentities, endSessionsBy } from "./identities.store.server.ts"
import { enforceRequirement } from "./require.server.ts"
import { checkIssuer, checkWanted, gone } from "./wanted.server.ts"

/**
 * Changes a connection. Another issuer or client id is another provider in effect: its subjects are other people, so nobody is
 * linked any more and sessions that came through the old one end.
 *
 * @throws DomainError `invalid` naming the field, `not_found`, `forbidden`, `conflict`
 */
export async function updateConnection(
  who: Principal,
  id: ConnectionId,
  wanted: WantedConnection,
): Promise<void> {
  const before = await withProvider(who, ["sso.manage"], async (tx) => {
    const found = await selectConnection(tx, id)
    if (!found) throw notFound("Connection")
    await checkWanted(tx, wanted, found)
    return found
  })
  const issuer = wanted.issuer === before.issuer ? before.issuer : await checkIssuer(wanted.issuer)
  await withProvider(who, ["sso.manage"], async (tx) => {
    await lockDomains(tx)
    await checkWanted(tx, wanted, before)
    const { secret, ...words } = { ...wanted, issuer }
    const sealed = secret === null ? {} : { sealedSecret: seal(secret, "sso-secret", id) }
    const change = { ...words, domains: [...words.domains], ...sealed }
    if (!(await changeConnection(tx, id, change))) throw gone()
    await recordProviderAudit(tx, {
      actor: who.actor,
      action: "sso.update",
      targetId: id,
      ...(before.clientId ? { clientId: before.clientId } : {}),
      before: wordsOf(before),
      after: { ...words, ...(secret === null ? {} : { secret: "replaced" }) },
    })
    if (issuer !== before.issuer || words.oauthClientId !== before.oauthClientId) await forgetPeople(tx, id)
    if (words.required && before.enabled) await enforceRequirement(tx, { ...before, ...words }, who)
  })
}

async function forgetPeople(tx: IdentityTx, id: ConnectionId): Promise<void> {
  await endSessionsBy(tx, await deleteIdentities(tx, id), "sso")
  await deleteAllowances(tx, id)
}

function wordsOf({ name, issuer, oauthClientId, domains, required, enforcesSecondFactor }: Connection) {
  return { name, issuer, oauthClientId, domains, required, enforcesSecondFactor }
}

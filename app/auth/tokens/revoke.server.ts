import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { conflict, notFound } from "#app/kernel/errors.ts"
import type { Id } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { lockApiToken, markRevoked } from "./store.server.ts"

/**
 * Ends a token for good: its next call is answered 401.
 *
 * @throws DomainError `not_found`; `conflict` when it has been revoked before
 */
export async function revokeApiToken(tx: ProviderTx<"tokens.manage">, id: Id<"token">): Promise<void> {
  const token = await lockApiToken(tx, id)
  if (!token) throw notFound("Token")
  if (token.revokedAt) throw conflict("This token has been revoked already.")
  await markRevoked(tx, id)
  const { name, role, clientId } = token
  await recordProviderAudit(tx, {
    ...{ actor: tx.actor, action: "token.revoke", targetId: id, before: { name, role } },
    ...(clientId ? { clientId } : {}),
  })
}

import { invalid } from "#app/kernel/errors.ts"
import { newId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { excessOf } from "../access.ts"
import { grantOfToken, type Principal } from "../principal.ts"
import { addApiToken, type NewApiToken } from "../create-api-token.server.ts"

/**
 * Makes a token for somebody; gives it this once. Nobody makes one that may more than they may themselves.
 *
 * @throws DomainError `invalid` naming what goes beyond
 */
export async function issueApiToken(
  tx: ProviderTx<"tokens.manage">,
  who: Principal,
  wanted: NewApiToken,
): Promise<string> {
  const { permissions = null, expiresAt = null } = wanted
  const excess = excessOf(who, grantOfToken({ ...wanted, id: newId(), permissions, expiresAt }))
  if (excess.length > 0)
    throw invalid("A token cannot do more than you.", {
      permissions: `Leave out what you may not do there yourself: ${excess.join(", ")}.`,
    })
  return addApiToken(tx, wanted, tx.actor)
}

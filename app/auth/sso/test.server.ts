import { discover, knowsRegistration } from "#app/gateways/openid.server.ts"
import { IdpError } from "#app/gateways/openid-failure.server.ts"
import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import { withProvider } from "../guards.server.ts"
import type { Principal } from "../principal.ts"
import { open } from "../sealed-text.server.ts"
import { forgetDiscovered } from "./begin.server.ts"
import type { ConnectionId } from "./connection.ts"
import { selectConnection } from "./connections.store.server.ts"
import { outwardRules, redirectUriOf } from "./place.server.ts"

/** What a test found, in words for the administrator who asked. */
export type TestResult = { readonly works: boolean; readonly words: string }

/**
 * Asks the provider who it is and whether it knows the portal. It signs nobody in: whether the redirect address is
 * registered shows only then.
 *
 * @throws DomainError `not_found`, `forbidden`
 */
export async function testConnection(who: Principal, id: ConnectionId): Promise<TestResult> {
  const found = await withProvider(who, ["sso.manage"], (tx) => selectConnection(tx, id))
  if (!found) throw notFound("Connection")
  forgetDiscovered(found.issuer)
  const result = await tryOut(
    found.issuer,
    found.oauthClientId,
    open(found.sealedSecret, "sso-secret", id),
    id,
  )
  await withProvider(who, ["sso.manage"], (tx) =>
    recordProviderAudit(tx, {
      actor: who.actor,
      action: "sso.test",
      targetId: id,
      ...(found.clientId ? { clientId: found.clientId } : {}),
      after: { ...result },
    }),
  )
  return result
}

async function tryOut(
  issuer: string,
  oauthClientId: string,
  secret: string | null,
  id: ConnectionId,
): Promise<TestResult> {
  if (secret === null)
    return {
      works: false,
      words: "The stored client secret cannot be opened any more (SECRET_KEY was replaced). Enter it anew.",
    }
  try {
    const provider = await discover(issuer, outwardRules())
    const known = await knowsRegistration(
      provider,
      { oauthClientId, secret },
      redirectUriOf(id),
      outwardRules(),
    )
    if (known === false)
      return {
        works: false,
        words: "The provider answers, but does not accept the client id and secret. Copy both anew.",
      }
    const rest = known
      ? "and accepts the client id and secret."
      : "but does not say whether it accepts the client id and secret."
    return {
      works: true,
      words: `The provider answers as ${provider.issuer} ${rest} Sign in once to try the redirect address.`,
    }
  } catch (error) {
    if (!(error instanceof IdpError)) throw error
    return { works: false, words: `The provider cannot be used: ${error.message}` }
  }
}

import { askToSignIn, type Discovered, discover } from "#app/gateways/openid.server.ts"
import { IdpError } from "#app/gateways/openid-failure.server.ts"
import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import { inIdentity } from "#db/identity.ts"
import { keepCeremony } from "./ceremony.server.ts"
import type { ConnectionId } from "./connection.ts"
import { selectConnection } from "./connections.store.server.ts"
import { outwardRules, redirectUriOf } from "./place.server.ts"

/** Where to send the browser, or which provider is silent. */
export type Begun =
  | { readonly ok: true; readonly name: string; readonly location: string; readonly cookie: string }
  | { readonly ok: false; readonly name: string }

/**
 * Begins a single sign-on: keeps what the answer is checked against, and says where to go.
 *
 * @param options.to path to go to afterwards
 * @param options.again true asks for a new proof: for sensitive acts
 * @throws DomainError `not_found` for an unknown connection, or one that is disabled
 */
export async function beginSso(
  id: ConnectionId,
  options: { readonly to: string; readonly hint?: string | undefined; readonly again?: boolean },
): Promise<Begun> {
  const connection = await inIdentity((tx) => selectConnection(tx, id))
  if (!connection?.enabled) throw notFound("Single sign-on")
  const { name } = connection
  try {
    const provider = await discoverOnce(connection.issuer)
    const { asked, location } = await askToSignIn(provider, connection.oauthClientId, redirectUriOf(id), {
      ...options,
      rules: outwardRules(),
    })
    const { to, again = false } = options
    return { ok: true, name, location, cookie: await keepCeremony({ ...asked, connectionId: id, to, again }) }
  } catch (error) {
    if (!(error instanceof IdpError)) throw error
    await inIdentity((tx) =>
      recordProviderAudit(tx, {
        actor: { kind: "nobody", name: "not signed in" },
        action: "sso.fail",
        targetId: id,
        ...(connection.clientId ? { clientId: connection.clientId } : {}),
        result: "refused",
        after: { connection: id, why: error.failure, detail: error.message },
        oncePerHour: `${id} ${error.failure}`,
      }),
    )
    return { ok: false, name }
  }
}

/** Nobody is signed in by what is kept here: it spares the provider a request for each visitor. */
const kept = new Map<string, { readonly until: number; readonly found: Promise<Discovered> }>()
const keepMilliseconds = 30_000
const mostKept = 200

/** The discovery document, asked for at most once in 30 seconds; a failure is not kept. */
export function discoverOnce(issuer: string): Promise<Discovered> {
  const now = Date.now()
  const known = kept.get(issuer)
  if (known && known.until > now) return known.found
  if (kept.size >= mostKept) kept.clear()
  const found = discover(issuer, outwardRules())
  kept.set(issuer, { until: now + keepMilliseconds, found })
  found.catch(() => kept.delete(issuer))
  return found
}

/** Forgets what is kept of a provider: whoever tests it wants to know how it is now. */
export function forgetDiscovered(issuer: string): void {
  kept.delete(issuer)
}

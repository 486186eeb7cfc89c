import { type Claims, saysSecondFactor } from "#app/gateways/openid-claims.ts"
import { redeem } from "#app/gateways/openid.server.ts"
import { IdpError, type IdpFailure } from "#app/gateways/openid-failure.server.ts"
import { currentOrigin } from "#app/domain/audit/origin.server.ts"
import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { inIdentity } from "#db/identity.ts"
import { type Entered, enterWithin } from "../enter.server.ts"
import { open } from "../sealed-text.server.ts"
import { freshMinutes } from "../step-up.server.ts"
import { admit, type NoAdmission } from "./admit.server.ts"
import { discoverOnce } from "./begin.server.ts"
import { type Ceremony, claimCeremony } from "./ceremony.server.ts"
import type { Connection, ConnectionId } from "./connection.ts"
import { selectConnection } from "./connections.store.server.ts"
import { outwardRules, redirectUriOf } from "./place.server.ts"

/** Why nobody was signed in. `stale`: begun elsewhere, too long ago, or used; `off`: disabled meanwhile. */
export type Refusal = IdpFailure | NoAdmission | "stale" | "off"

export type Finished =
  | (Entered & { readonly ok: true; readonly to: string })
  | { readonly ok: false; readonly why: Refusal; readonly name: string | null }

type FullConnection = Connection & { readonly sealedSecret: string }

/**
 * Ends a single sign-on: the browser is back from the provider. Whatever is not exactly as it was begun is refused, and
 * recorded; nobody is signed in on the way.
 */
export async function finishSso(request: Request, id: ConnectionId): Promise<Finished> {
  const ceremony = await claimCeremony(request)
  const connection = (await inIdentity((tx) => selectConnection(tx, id))) ?? null
  const refused = (why: Refusal, more: object = {}) => refuse(id, connection, why, more)
  if (!ceremony) return refused("stale")
  if (ceremony.connectionId !== id) return refused("stale", { begunFor: ceremony.connectionId })
  if (!connection?.enabled) return refused("off")
  try {
    const claims = await vouch(request, connection, ceremony)
    return await settle(connection, claims, ceremony)
  } catch (error) {
    if (!(error instanceof IdpError)) throw error
    return refused(error.failure, { detail: error.message })
  }
}

async function vouch(request: Request, connection: FullConnection, ceremony: Ceremony): Promise<Claims> {
  const { id, issuer, oauthClientId } = connection
  const secret = open(connection.sealedSecret, "sso-secret", id)
  if (secret === null) throw new IdpError("unusable", "The stored client secret cannot be opened any more.")
  const callback = new URL(redirectUriOf(id))
  callback.search = new URL(request.url).search
  const how = { rules: outwardRules(), again: ceremony.again }
  return redeem(await discoverOnce(issuer), { oauthClientId, secret }, callback, ceremony, how)
}

function settle(connection: FullConnection, claims: Claims, { to, again }: Ceremony): Promise<Finished> {
  return inIdentity(async (tx) => {
    // Disabled or changed while its person was away: what was asked under other words is worth nothing.
    const now = await selectConnection(tx, connection.id)
    if (!now?.enabled || now.issuer !== connection.issuer || now.oauthClientId !== connection.oauthClientId)
      return refuse(connection.id, connection, "off", {}, tx)
    const admission = await admit(tx, now, claims)
    if (!admission.ok)
      return refuse(now.id, now, admission.why, { email: claims.email, subject: claims.subject }, tx)
    const { user } = admission
    const entered = await enterWithin(tx, user, ["sso"], {
      isWhole: now.enforcesSecondFactor || saysSecondFactor(claims),
      fresh: again || isFresh(claims),
      note: { connection: now.id },
    })
    return { ok: true, ...entered, to }
  })
}

/** True when the provider says that its person proved themselves lately, and not a day ago in another tab. */
const isFresh = ({ authTime }: Claims) =>
  authTime !== null && Date.now() / 1000 - authTime < freshMinutes * 60

async function refuse(
  id: ConnectionId,
  connection: Connection | null,
  why: Refusal,
  more: object,
  tx?: Parameters<typeof recordProviderAudit>[0],
): Promise<Finished> {
  const bare = why === "stale" && Object.keys(more).length === 0
  const entry = {
    actor: { kind: "nobody", name: "not signed in" },
    action: "session.create",
    result: "refused",
    ...(connection?.clientId ? { clientId: connection.clientId } : {}),
    after: { method: "sso", connection: id, why, ...more },
    // Anybody can call on this address without having begun: one entry an hour says as much as a thousand.
    ...(bare ? { oncePerHour: `${connection ? id : "unknown"} ${currentOrigin()?.address ?? ""}` } : {}),
  } as const
  await (tx ? recordProviderAudit(tx, entry) : inIdentity((own) => recordProviderAudit(own, entry)))
  return { ok: false, why, name: connection?.name ?? null }
}

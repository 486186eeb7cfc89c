import type { Claims } from "#app/gateways/openid-claims.ts"
import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import type { IdentityTx } from "#db/identity.ts"
import type { UserRow } from "../sessions.store.server.ts"
import { takeAllowance } from "./ceremonies.store.server.ts"
import { type Connection, domainOf } from "./connection.ts"
import { acceptInvitationThrough } from "./invitation.server.ts"
import {
  hasLocalFactor,
  insertIdentity,
  isLinked,
  lockUserByEmail,
  selectIdentity,
} from "./identities.store.server.ts"

/** Why somebody the provider vouches for is nobody here. */
export type NoAdmission =
  /** The account here is disabled, or its organisation is not the connection's. */
  | "no-account"
  /** No address, one the provider does not vouch for, or one outside the connection's domains. */
  | "no-address"
  /** Nobody invited this address. */
  | "not-invited"
  /** The account here has a password or passkey, and no administrator allowed the link. */
  | "not-allowed"
  /** The account here belongs to another account at the provider. */
  | "other-account"

export type Admission =
  | { readonly ok: true; readonly user: UserRow }
  | { readonly ok: false; readonly why: NoAdmission }

/**
 * Who a provider's subject is here. The pair of connection and subject is the identity; the address counts once, when it
 * makes the link, and only where the connection may speak for it.
 */
export async function admit(tx: IdentityTx, connection: Connection, claims: Claims): Promise<Admission> {
  const known = await selectIdentity(tx, connection.id, claims.subject)
  if (known) return belongs(known, connection) ? { ok: true, user: known } : refuse("no-account")

  const { email } = claims
  const domain = email ? domainOf(email) : null
  if (!email || !domain || !claims.emailVerified || !connection.domains.includes(domain))
    return refuse("no-address")
  const user = await lockUserByEmail(tx, email)
  if (!user) {
    const invited = await acceptInvitationThrough(tx, connection, email)
    return invited ? link(tx, connection, claims.subject, invited) : refuse("not-invited")
  }
  if (!belongs(user, connection)) return refuse("no-account")
  if (await isLinked(tx, connection.id, user.id)) return refuse("other-account")
  if ((await hasLocalFactor(tx, user)) && !(await takeAllowance(tx, connection.id, user.id)))
    return refuse("not-allowed")
  return link(tx, connection, claims.subject, user)
}

async function link(
  tx: IdentityTx,
  connection: Connection,
  subject: string,
  user: UserRow,
): Promise<Admission> {
  // A twin of this request may have linked the subject a moment ago: then it is who it is.
  if (!(await insertIdentity(tx, { connectionId: connection.id, subject, userId: user.id }))) {
    const known = await selectIdentity(tx, connection.id, subject)
    return known?.id === user.id ? { ok: true, user } : refuse("other-account")
  }
  const kind = user.clientId ? "client-user" : "user"
  await recordProviderAudit(tx, {
    actor: { kind, id: user.id, name: user.name },
    action: "sso.link",
    targetId: connection.id,
    ...(connection.clientId ? { clientId: connection.clientId } : {}),
    after: { user: user.id, email: user.email, subject },
  })
  return { ok: true, user }
}

const belongs = (user: UserRow, { clientId }: Connection) => user.clientId === clientId && !user.disabledAt
const refuse = (why: NoAdmission): Admission => ({ ok: false, why })

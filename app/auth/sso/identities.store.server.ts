import { and, arrayContains, eq, inArray, isNull, ne, not, or, sql } from "drizzle-orm"
import type { UserId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { sessions, users } from "#db/schema/identity.ts"
import { passkeys, ssoIdentities } from "#db/schema/sign-in.ts"
import { tellSessionsChanged, type UserRow } from "../sessions.store.server.ts"
import type { Connection, ConnectionId } from "./connection.ts"

/** Who a subject of a connection is here. */
export async function selectIdentity(
  tx: IdentityTx,
  connectionId: ConnectionId,
  subject: string,
): Promise<UserRow | undefined> {
  const [row] = await tx.sql
    .select({ user: users })
    .from(ssoIdentities)
    .innerJoin(users, eq(users.id, ssoIdentities.userId))
    .where(and(eq(ssoIdentities.connectionId, connectionId), eq(ssoIdentities.subject, subject)))
  return row?.user
}

/** The user of this address, locked: one of two links that are made at once is made. */
export async function lockUserByEmail(tx: IdentityTx, email: string): Promise<UserRow | undefined> {
  const [row] = await tx.sql.select().from(users).where(eq(users.email, email)).for("update")
  return row
}

export async function isLinked(tx: IdentityTx, connectionId: ConnectionId, userId: UserId): Promise<boolean> {
  const rows = await tx.sql
    .select({ subject: ssoIdentities.subject })
    .from(ssoIdentities)
    .where(and(eq(ssoIdentities.connectionId, connectionId), eq(ssoIdentities.userId, userId)))
  return rows.length > 0
}

/** @returns false when the subject is somebody already */
export async function insertIdentity(
  tx: IdentityTx,
  identity: { readonly connectionId: ConnectionId; readonly subject: string; readonly userId: UserId },
): Promise<boolean> {
  const added = await tx.sql
    .insert(ssoIdentities)
    .values({ ...identity, createdAt: tx.now })
    .onConflictDoNothing()
    .returning({ subject: ssoIdentities.subject })
  return added.length > 0
}

/** Forgets who one person, or everybody, is at the connection. @returns whose it was */
export async function deleteIdentities(
  tx: IdentityTx,
  connectionId: ConnectionId,
  userId?: UserId,
): Promise<readonly UserId[]> {
  const gone = await tx.sql
    .delete(ssoIdentities)
    .where(
      and(
        eq(ssoIdentities.connectionId, connectionId),
        userId ? eq(ssoIdentities.userId, userId) : undefined,
      ),
    )
    .returning({ userId: ssoIdentities.userId })
  return gone.map((row) => row.userId)
}

export async function selectLinkedUsers(
  tx: IdentityTx,
  connectionId: ConnectionId,
): Promise<readonly UserId[]> {
  const rows = await tx.sql
    .select({ userId: ssoIdentities.userId })
    .from(ssoIdentities)
    .where(eq(ssoIdentities.connectionId, connectionId))
  return rows.map((row) => row.userId)
}

/** True when the person can sign in by themselves: a link must then not be made on an address's word. */
export async function hasLocalFactor(tx: IdentityTx, user: UserRow): Promise<boolean> {
  if (user.passwordHash) return true
  const keys = await tx.sql.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.userId, user.id))
  return keys.length > 0
}

/** Ends the sessions of these people that began by single sign-on, or those that did not. */
export async function endSessionsBy(
  tx: IdentityTx,
  people: readonly UserId[],
  by: "sso" | "other",
): Promise<void> {
  if (people.length === 0) return
  const bySso = arrayContains(sessions.methods, ["sso"])
  const ended = await tx.sql
    .delete(sessions)
    .where(and(inArray(sessions.userId, [...people]), by === "sso" ? bySso : not(bySso)))
    .returning({ userId: sessions.userId })
  for (const userId of new Set(ended.map((row) => row.userId))) await tellSessionsChanged(tx, userId)
}

type Whose = Pick<Connection, "id" | "clientId" | "domains">

/** Somebody whose address is inside a connection's domains. */
export type Candidate = {
  readonly id: UserId
  readonly name: string
  readonly email: string
  readonly isLinked: boolean
  readonly hasLocalFactor: boolean
  /** An administrator said that a link may be made. */
  readonly isAllowed: boolean
  /** An administrator of the provider: keeps the other ways, whatever is required. */
  readonly isAdmin: boolean
}

/** The organisation's people whose address is inside the domains, by name. */
export async function selectCandidates(
  tx: IdentityTx,
  { id, clientId, domains }: Whose,
): Promise<readonly Candidate[]> {
  // Names in full: in a query of one table drizzle writes columns without theirs, and inner ones would be taken.
  const linked = sql<boolean>`exists (select from sso_identities i where i.connection_id = ${id} and i.user_id = users.id)`
  const keyed = sql<boolean>`(users.password_hash is not null or exists (select from passkeys k where k.user_id = users.id))`
  const allowed = sql<boolean>`exists (select from ceremonies c where c.kind = 'sso-link' and c.user_id = users.id
    and c.data ->> 'connectionId' = ${id} and c.expires_at > ${tx.now.toString()}::timestamptz)`
  const admin = sql<boolean>`exists (select from grants g where g.user_id = users.id and g.role = 'admin'
    and (g.expires_at is null or g.expires_at > ${tx.now.toString()}::timestamptz))`
  return tx.sql
    .select({
      ...{ id: users.id, name: users.name, email: users.email },
      ...{ isLinked: linked, hasLocalFactor: keyed, isAllowed: allowed, isAdmin: admin },
    })
    .from(users)
    .where(
      and(
        clientId ? eq(users.clientId, clientId) : isNull(users.clientId),
        isNull(users.disabledAt),
        inDomains(domains),
      ),
    )
    .orderBy(users.name, users.email)
}

/** How many people of other organisations have an address inside the domains. */
export async function countStrangers(
  tx: IdentityTx,
  { clientId, domains }: Pick<Whose, "clientId" | "domains">,
): Promise<number> {
  const elsewhere = clientId
    ? or(isNull(users.clientId), ne(users.clientId, clientId))
    : sql`${users.clientId} is not null`
  const rows = await tx.sql
    .select({ id: users.id })
    .from(users)
    .where(and(elsewhere, isNull(users.disabledAt), inDomains(domains)))
  return rows.length
}

const inDomains = (domains: readonly string[]) =>
  inArray(sql`split_part(${users.email}, '@', 2)`, [...domains])

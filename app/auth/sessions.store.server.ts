import { and, asc, desc, eq, inArray, isNull, ne, sql } from "drizzle-orm"
import type { TenantId, UserId } from "#app/kernel/ids.ts"
import type { Reach } from "#app/kernel/scope.ts"
import { type Instant, isBefore } from "#app/kernel/time.ts"
import type { IdentityTx } from "#db/identity.ts"
import { clientGroupMembers, clientGroups, grants, securityPolicies } from "#db/schema/access.ts"
import { sessions, users } from "#db/schema/identity.ts"

export type UserRow = typeof users.$inferSelect
export type SessionRow = typeof sessions.$inferSelect
export type GrantRow = typeof grants.$inferSelect
/** A grant with its scope resolved: the clients it covers as its group stands now. */
export type HeldGrant = GrantRow & { readonly reach: Reach; readonly groupName: string | null }
export type FoundSession = {
  readonly session: SessionRow
  readonly user: UserRow
  /** In force now; none for a client's person. */
  readonly grants: readonly HeldGrant[]
  /** When it was looked up: what its rights are judged by. */
  readonly now: Instant
}

/** Use is noted this seldom, so that reading a screen writes nothing. */
const touchEverySeconds = 30

const idleMinutes = sql`case when ${users.clientId} is null then ${securityPolicies.staffIdleMinutes} else ${securityPolicies.clientIdleMinutes} end`
const absoluteMinutes = sql`case when ${users.clientId} is null then ${securityPolicies.staffAbsoluteMinutes} else ${securityPolicies.clientAbsoluteMinutes} end`

/** Minutes between the first factor and the second. */
export const pendingMinutes = 15

/** Bare SQL does not go through a column's mapping. */
const at = (tx: IdentityTx) => sql`${tx.now.toString()}::timestamptz`

/**
 * The session of this hash, its person and what they were granted; none for a disabled person, an idle or an old session.
 * The limits are the policy's of now: a shorter one ends sessions that began under a longer.
 */
export async function selectLiveSession(tx: IdentityTx, idHash: string): Promise<FoundSession | undefined> {
  const [row] = await tx.sql
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(securityPolicies, eq(securityPolicies.id, 1))
    .where(
      and(
        eq(sessions.idHash, idHash),
        isNull(users.disabledAt),
        sql`${sessions.lastSeenAt} + make_interval(mins => ${idleMinutes}) > ${at(tx)}`,
        sql`${sessions.createdAt} + make_interval(mins => ${absoluteMinutes}) > ${at(tx)}`,
        sql`(not ${sessions.pending} or ${sessions.createdAt} + make_interval(mins => ${pendingMinutes}) > ${at(tx)})`,
      ),
    )
  if (!row) return undefined
  return { ...row, grants: row.user.clientId ? [] : await selectGrantsOf(tx, row.user.id), now: tx.now }
}

/** What somebody was granted and still holds. */
export async function selectGrantsOf(tx: IdentityTx, userId: UserId): Promise<HeldGrant[]> {
  const all = await selectAllGrantsOf(tx, userId)
  return all.filter(({ expiresAt }) => expiresAt === null || isBefore(tx.now, expiresAt))
}

/** What somebody was ever granted, also what has expired, oldest first. */
export async function selectAllGrantsOf(tx: IdentityTx, userId: UserId): Promise<HeldGrant[]> {
  const rows = await tx.sql
    .select({ grant: grants, groupName: clientGroups.name })
    .from(grants)
    .leftJoin(clientGroups, eq(clientGroups.id, grants.groupId))
    .where(eq(grants.userId, userId))
    .orderBy(asc(grants.createdAt), asc(grants.id))
  const members = await selectMembers(
    tx,
    rows.flatMap(({ grant }) => grant.groupId ?? []),
  )
  return rows.map(({ grant, groupName }) => ({ ...grant, groupName, reach: reachOfScope(grant, members) }))
}

async function selectMembers(tx: IdentityTx, groupIds: readonly string[]) {
  if (groupIds.length === 0) return []
  return tx.sql
    .select()
    .from(clientGroupMembers)
    .where(inArray(clientGroupMembers.groupId, [...groupIds]))
}

type Member = { readonly groupId: string; readonly clientId: TenantId }

/** A grant that names both a group and a client covers that client only while it is in the group. */
function reachOfScope({ groupId, clientId }: GrantRow, members: readonly Member[]): Reach {
  if (groupId === null) return clientId === null ? "all" : [clientId]
  const inGroup = members.filter((member) => member.groupId === groupId).map((member) => member.clientId)
  return clientId === null ? inGroup : inGroup.filter((id) => id === clientId)
}

type NewRow = Pick<
  typeof sessions.$inferInsert,
  "idHash" | "handle" | "userId" | "address" | "userAgent" | "methods" | "pending" | "steppedUpAt"
>

export async function insertSession(tx: IdentityTx, row: NewRow): Promise<void> {
  const limit = (minutes: ReturnType<typeof sql>) => sql`(
    select ${at(tx)} + make_interval(mins => ${minutes}) from ${users}, ${securityPolicies}
    where ${users.id} = ${row.userId} and ${securityPolicies.id} = 1)`
  await tx.sql.insert(sessions).values({
    ...row,
    createdAt: tx.now,
    lastSeenAt: tx.now,
    expiresAt: limit(idleMinutes),
    endsAt: limit(absoluteMinutes),
  })
  // Sessions are forgotten when they end; when somebody was last here is not.
  await tx.sql.update(users).set({ lastSignedInAt: tx.now }).where(eq(users.id, row.userId))
}

/** True when the last use was noted long enough ago to note this one. */
export function isWorthTouching(session: SessionRow): boolean {
  return Date.now() - session.lastSeenAt.epochMilliseconds > touchEverySeconds * 1000
}

export async function touchSession(tx: IdentityTx, idHash: string): Promise<void> {
  await tx.sql.execute(sql`
    update sessions s set last_seen_at = ${at(tx)}, expires_at = least(s.ends_at, ${at(tx)} + make_interval(mins =>
      case when u.client_id is null then p.staff_idle_minutes else p.client_idle_minutes end))
    from users u, security_policies p where s.id_hash = ${idHash} and u.id = s.user_id and p.id = 1`)
}

/** @returns false when there was no such session any more */
export async function updateSession(
  tx: IdentityTx,
  idHash: string,
  change: Partial<typeof sessions.$inferInsert>,
): Promise<boolean> {
  const changed = await tx.sql
    .update(sessions)
    .set(change)
    .where(eq(sessions.idHash, idHash))
    .returning({ handle: sessions.handle })
  return changed.length > 0
}

export async function selectSessionsOf(tx: IdentityTx, userId: UserId): Promise<SessionRow[]> {
  return tx.sql
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), sql`${sessions.expiresAt} > ${at(tx)}`))
    .orderBy(desc(sessions.lastSeenAt))
}

export async function deleteSession(tx: IdentityTx, idHash: string): Promise<void> {
  const [gone] = await tx.sql
    .delete(sessions)
    .where(eq(sessions.idHash, idHash))
    .returning({ userId: sessions.userId })
  if (gone) await tellSessionsChanged(tx, gone.userId)
}

/** Ends all sessions of somebody, or all but one. @param except the handle of the one that stays */
export async function deleteSessionsOf(tx: IdentityTx, userId: UserId, except: string | null): Promise<void> {
  await tx.sql
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), except ? ne(sessions.handle, except) : undefined))
  await tellSessionsChanged(tx, userId)
}

/** Ends one session of somebody. @returns false when it is not theirs or has ended */
export async function deleteSessionOf(tx: IdentityTx, userId: UserId, handle: string): Promise<boolean> {
  const gone = await tx.sql
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.handle, handle)))
    .returning({ handle: sessions.handle })
  await tellSessionsChanged(tx, userId)
  return gone.length > 0
}

export async function deleteEndedSessions(tx: IdentityTx): Promise<void> {
  await tx.sql.delete(sessions).where(sql`least(${sessions.expiresAt}, ${sessions.endsAt}) < ${at(tx)}
    or (${sessions.pending} and ${sessions.createdAt} + make_interval(mins => ${pendingMinutes}) < ${at(tx)})`)
}

export const sessionChannel = "sessions"

/** Tells every web process that somebody's sessions or rights changed: open streams look again at once. */
export async function tellSessionsChanged(tx: IdentityTx, userId: UserId): Promise<void> {
  await tx.sql.execute(sql`select pg_notify(${sessionChannel}, ${userId})`)
}

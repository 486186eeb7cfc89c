import { and, eq, gt, isNull, lt, or, sql } from "drizzle-orm"
import type { UserId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { IdentityTx } from "#db/identity.ts"
import { apiTokens, sessions, users } from "#db/schema/identity.ts"

export type UserRow = typeof users.$inferSelect
export type SessionRow = typeof sessions.$inferSelect
export type ApiTokenRow = typeof apiTokens.$inferSelect

export async function selectUserByEmail(tx: IdentityTx, email: string): Promise<UserRow | undefined> {
  const [row] = await tx.sql.select().from(users).where(eq(users.email, email))
  return row
}

/** The user of a live session, by the hash of its id. A disabled user has none. */
export async function selectSessionAndUser(tx: IdentityTx, idHash: string) {
  const [row] = await tx.sql
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.idHash, idHash), isNull(users.disabledAt)))
  return row
}

export async function selectSessionsOf(tx: IdentityTx, userId: UserId): Promise<SessionRow[]> {
  return tx.sql.select().from(sessions).where(eq(sessions.userId, userId))
}

export async function insertSession(tx: IdentityTx, row: typeof sessions.$inferInsert): Promise<void> {
  await tx.sql.insert(sessions).values(row)
}

export async function updateSessionExpiry(tx: IdentityTx, idHash: string, expiresAt: Instant): Promise<void> {
  await tx.sql.update(sessions).set({ expiresAt }).where(eq(sessions.idHash, idHash))
}

export async function deleteSessions(
  tx: IdentityTx,
  which: { idHash: string } | { userId: UserId } | { expiredAt: Instant },
): Promise<void> {
  const where =
    "idHash" in which
      ? eq(sessions.idHash, which.idHash)
      : "userId" in which
        ? eq(sessions.userId, which.userId)
        : lt(sessions.expiresAt, which.expiredAt)
  await tx.sql.delete(sessions).where(where)
}

export async function insertUser(tx: IdentityTx, row: typeof users.$inferInsert): Promise<boolean> {
  const added = await tx.sql.insert(users).values(row).onConflictDoNothing().returning({ id: users.id })
  return added.length > 0
}

export async function insertApiToken(tx: IdentityTx, row: typeof apiTokens.$inferInsert): Promise<void> {
  await tx.sql.insert(apiTokens).values(row)
}

/** A token that is neither revoked nor expired. Its last use is noted, at most once a minute. */
export async function useApiToken(tx: IdentityTx, tokenHash: string): Promise<ApiTokenRow | undefined> {
  const [row] = await tx.sql
    .select()
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.tokenHash, tokenHash),
        isNull(apiTokens.revokedAt),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, tx.now)),
      ),
    )
  if (row && (!row.lastUsedAt || tx.now.epochMilliseconds - row.lastUsedAt.epochMilliseconds > 60_000))
    await tx.sql.update(apiTokens).set({ lastUsedAt: tx.now }).where(eq(apiTokens.id, row.id))
  return row
}

export async function anyUserExists(tx: IdentityTx): Promise<boolean> {
  const rows = await tx.sql
    .select({ one: sql`1` })
    .from(users)
    .limit(1)
  return rows.length > 0
}

/** Staff who can be given work, by name. */
export async function selectStaff(tx: IdentityTx): Promise<{ id: UserId; name: string }[]> {
  return tx.sql
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(isNull(users.clientId), isNull(users.disabledAt)))
    .orderBy(users.name)
}

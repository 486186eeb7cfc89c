import { and, eq, gt, isNull, or, sql } from "drizzle-orm"
import type { UserId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { grants } from "#db/schema/access.ts"
import { apiTokens, users } from "#db/schema/identity.ts"

export type ApiTokenRow = typeof apiTokens.$inferSelect

export async function selectUserByEmail(
  tx: IdentityTx,
  email: string,
): Promise<typeof users.$inferSelect | undefined> {
  const [row] = await tx.sql.select().from(users).where(eq(users.email, email))
  return row
}

export async function insertUser(tx: IdentityTx, row: typeof users.$inferInsert): Promise<boolean> {
  const added = await tx.sql.insert(users).values(row).onConflictDoNothing().returning({ id: users.id })
  return added.length > 0
}

/** Notes that somebody may do something somewhere. */
export async function insertGrant(tx: IdentityTx, row: typeof grants.$inferInsert): Promise<void> {
  await tx.sql.insert(grants).values(row)
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

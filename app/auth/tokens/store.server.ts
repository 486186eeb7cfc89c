import { and, desc, eq, getTableColumns, gt, isNull, or } from "drizzle-orm"
import type { IdentityTx } from "#db/identity.ts"
import { apiTokens, users } from "#db/schema/identity.ts"

export type ApiTokenRow = typeof apiTokens.$inferSelect

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

/** Every token with the name of who made it, newest first. */
export async function selectApiTokens(tx: IdentityTx) {
  const { tokenHash: _h, createdBy: _b, ...columns } = getTableColumns(apiTokens)
  return tx.sql
    .select({ ...columns, madeBy: users.name })
    .from(apiTokens)
    .leftJoin(users, eq(users.id, apiTokens.createdBy))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
}

export async function lockApiToken(tx: IdentityTx, id: string): Promise<ApiTokenRow | undefined> {
  const [row] = await tx.sql.select().from(apiTokens).where(eq(apiTokens.id, id)).for("update")
  return row
}

export async function markRevoked(tx: IdentityTx, id: string): Promise<void> {
  await tx.sql.update(apiTokens).set({ revokedAt: tx.now }).where(eq(apiTokens.id, id))
}

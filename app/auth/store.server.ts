import { and, eq, isNull, sql } from "drizzle-orm"
import type { UserId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { grants } from "#db/schema/access.ts"
import { users } from "#db/schema/identity.ts"

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

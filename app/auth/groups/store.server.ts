import { asc, eq, sql } from "drizzle-orm"
import type { TenantId, UserId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { clientGroupMembers, clientGroups, grants } from "#db/schema/access.ts"

export type GroupRow = typeof clientGroups.$inferSelect

export async function selectGroups(tx: IdentityTx): Promise<GroupRow[]> {
  return tx.sql.select().from(clientGroups).orderBy(asc(clientGroups.name))
}

export async function selectGroup(tx: IdentityTx, id: string): Promise<GroupRow | undefined> {
  const [row] = await tx.sql.select().from(clientGroups).where(eq(clientGroups.id, id))
  return row
}

/** @returns false when the name is taken */
export async function insertGroup(tx: IdentityTx, row: GroupRow): Promise<boolean> {
  const added = await tx.sql
    .insert(clientGroups)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: clientGroups.id })
  return added.length > 0
}

/** @returns false when another group has the name */
export async function renameGroup(tx: IdentityTx, id: string, name: string): Promise<boolean> {
  const renamed = await tx.sql
    .update(clientGroups)
    .set({ name })
    .where(
      sql`${clientGroups.id} = ${id} and not exists (select from client_groups g where g.name = ${name} and g.id <> ${id})`,
    )
    .returning({ id: clientGroups.id })
  return renamed.length > 0
}

export async function replaceMembers(
  tx: IdentityTx,
  groupId: string,
  clientIds: readonly TenantId[],
): Promise<void> {
  await tx.sql.delete(clientGroupMembers).where(eq(clientGroupMembers.groupId, groupId))
  if (clientIds.length > 0)
    await tx.sql.insert(clientGroupMembers).values(clientIds.map((clientId) => ({ groupId, clientId })))
}

export async function deleteGroup(tx: IdentityTx, id: string): Promise<void> {
  await tx.sql.delete(clientGroups).where(eq(clientGroups.id, id))
}

/** Who holds a grant for the clients of this group. */
export async function selectGroupHolders(tx: IdentityTx, id: string): Promise<UserId[]> {
  const rows = await tx.sql
    .selectDistinct({ userId: grants.userId })
    .from(grants)
    .where(eq(grants.groupId, id))
  return rows.map((row) => row.userId)
}

import { and, eq } from "drizzle-orm"
import type { IdentityTx } from "#db/identity.ts"
import { ceremonies } from "#db/schema/sign-in.ts"

export type CeremonyRow = typeof ceremonies.$inferSelect

export async function insertCeremony(tx: IdentityTx, row: typeof ceremonies.$inferInsert): Promise<void> {
  await tx.sql.insert(ceremonies).values(row)
}

/** Takes it out: of two that come with the same one, one finds it. */
export async function deleteCeremony(
  tx: IdentityTx,
  idHash: string,
  kind: string,
): Promise<CeremonyRow | undefined> {
  const [row] = await tx.sql
    .delete(ceremonies)
    .where(and(eq(ceremonies.idHash, idHash), eq(ceremonies.kind, kind)))
    .returning()
  return row
}

import { asc, eq } from "drizzle-orm"
import type { IdentityTx } from "#db/identity.ts"
import { ssoConnections } from "#db/schema/sign-in.ts"

/** Every connection's sealed client secret, locked against a change meanwhile. */
export function lockSsoSecrets(tx: IdentityTx): Promise<{ id: string; sealed: string }[]> {
  return tx.sql
    .select({ id: ssoConnections.id, sealed: ssoConnections.sealedSecret })
    .from(ssoConnections)
    .orderBy(asc(ssoConnections.id))
    .for("update")
}

export async function updateSsoSecret(tx: IdentityTx, id: string, sealedSecret: string): Promise<void> {
  await tx.sql.update(ssoConnections).set({ sealedSecret }).where(eq(ssoConnections.id, id))
}

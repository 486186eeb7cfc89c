import { eq } from "drizzle-orm"
import type { UserId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { clientSecurity, securityPolicies } from "#db/schema/access.ts"
import { users } from "#db/schema/identity.ts"
import type { UserRow } from "../sessions.store.server.ts"

/** True for staff always, but for the demo's; for a client's people where the policy of all or their own asks for it. */
export async function owesSecondFactor(tx: IdentityTx, user: UserRow): Promise<boolean> {
  if (!user.clientId) return !user.isDemo
  const [all] = await tx.sql.select({ asks: securityPolicies.clientSecondFactor }).from(securityPolicies)
  const [own] = await tx.sql
    .select({ asks: clientSecurity.secondFactor })
    .from(clientSecurity)
    .where(eq(clientSecurity.clientId, user.clientId))
  return (all?.asks ?? false) || (own?.asks ?? false)
}

export async function noteSignIn(tx: IdentityTx, userId: UserId): Promise<void> {
  await tx.sql.update(users).set({ lastSignedInAt: tx.now }).where(eq(users.id, userId))
}

import { eq, isNull, sql } from "drizzle-orm"
import type { UserId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { clientSecurity, securityPolicies } from "#db/schema/access.ts"
import { sessions, users } from "#db/schema/identity.ts"
import type { Affected, SecurityPolicy } from "./policy.ts"

export async function selectPolicy(tx: IdentityTx): Promise<SecurityPolicy> {
  const [row] = await tx.sql.select().from(securityPolicies).where(eq(securityPolicies.id, 1))
  if (!row) throw new Error("The security policy's row is missing.")
  const chosen = await tx.sql
    .select({ clientId: clientSecurity.clientId })
    .from(clientSecurity)
    .where(eq(clientSecurity.secondFactor, true))
  const { id: _id, updatedAt: _at, ...policy } = row
  return { ...policy, secondFactorClients: chosen.map((c) => c.clientId).sort() }
}

export async function updatePolicy(tx: IdentityTx, policy: SecurityPolicy): Promise<void> {
  const { secondFactorClients, ...row } = policy
  await tx.sql
    .update(securityPolicies)
    .set({ ...row, updatedAt: tx.now })
    .where(eq(securityPolicies.id, 1))
  await tx.sql.update(clientSecurity).set({ secondFactor: false })
  if (secondFactorClients.length > 0)
    await tx.sql
      .insert(clientSecurity)
      .values(secondFactorClients.map((clientId) => ({ clientId, secondFactor: true })))
      .onConflictDoUpdate({ target: clientSecurity.clientId, set: { secondFactor: true } })
}

/** Everybody who can sign in, with where they are signed in. */
export async function selectAffected(tx: IdentityTx): Promise<Affected[]> {
  const self = sql.raw('"users"."id"')
  const people = await tx.sql
    .select({
      id: users.id,
      name: users.name,
      clientId: users.clientId,
      hasSecondFactor: sql<boolean>`exists (select from passkeys p where p.user_id = ${self})
        or exists (select from totp_secrets t where t.user_id = ${self} and t.confirmed_at is not null)`,
    })
    .from(users)
    .where(isNull(users.disabledAt))
    .orderBy(users.name)
  const live = new Map<UserId, Affected["sessions"][number][]>()
  for (const { userId, createdAt, lastSeenAt } of await tx.sql
    .select({ userId: sessions.userId, createdAt: sessions.createdAt, lastSeenAt: sessions.lastSeenAt })
    .from(sessions)
    .where(eq(sessions.pending, false)))
    live.set(userId, [...(live.get(userId) ?? []), { createdAt, lastSeenAt }])
  return people.map((person) => ({ ...person, sessions: live.get(person.id) ?? [] }))
}

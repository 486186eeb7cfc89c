import { and, asc, count, eq, isNotNull, isNull, lt, or, sql } from "drizzle-orm"
import type { UserId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { clientSecurity, securityPolicies } from "#db/schema/access.ts"
import { users } from "#db/schema/identity.ts"
import { passkeys, recoveryCodes, totpSecrets } from "#db/schema/sign-in.ts"

export type PasskeyRow = typeof passkeys.$inferSelect
type TotpRow = typeof totpSecrets.$inferSelect

/** Holds the person until the transaction ends: two changes of their factors come one after the other. */
export async function lockUser(tx: IdentityTx, userId: UserId): Promise<void> {
  await tx.sql.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("update")
}

export async function selectUser(
  tx: IdentityTx,
  userId: UserId,
): Promise<typeof users.$inferSelect | undefined> {
  const [row] = await tx.sql.select().from(users).where(eq(users.id, userId))
  return row
}

export async function noteSignedIn(tx: IdentityTx, userId: UserId): Promise<void> {
  await tx.sql.update(users).set({ lastSignedInAt: tx.now }).where(eq(users.id, userId))
}

/** True when the policy of all, or this client's own, asks its people for a second factor. */
export async function isAskedOfClient(tx: IdentityTx, clientId: string): Promise<boolean> {
  const [row] = await tx.sql
    .select({ ofAll: securityPolicies.clientSecondFactor, ofOne: clientSecurity.secondFactor })
    .from(securityPolicies)
    .leftJoin(clientSecurity, sql`${clientSecurity.clientId} = ${clientId}::uuid`)
    .where(eq(securityPolicies.id, 1))
  return row?.ofAll === true || row?.ofOne === true
}

/** The seed in force. */
export async function selectTotp(tx: IdentityTx, userId: UserId): Promise<TotpRow | undefined> {
  const [row] = await tx.sql
    .select()
    .from(totpSecrets)
    .where(and(eq(totpSecrets.userId, userId), isNotNull(totpSecrets.confirmedAt)))
  return row
}

/** Puts a confirmed seed in place of any before it. */
export async function putTotp(
  tx: IdentityTx,
  userId: UserId,
  sealed: string,
  lastStep: number,
): Promise<void> {
  const row = { sealed, lastStep, confirmedAt: tx.now, createdAt: tx.now }
  await tx.sql
    .insert(totpSecrets)
    .values({ userId, ...row })
    .onConflictDoUpdate({ target: totpSecrets.userId, set: row })
}

/** Takes a step as used, in one statement: of many with the same code one gets true (RFC 6238, 5.2). */
export async function advanceStep(tx: IdentityTx, userId: UserId, step: number): Promise<boolean> {
  const advanced = await tx.sql
    .update(totpSecrets)
    .set({ lastStep: step })
    .where(
      and(eq(totpSecrets.userId, userId), isNotNull(totpSecrets.confirmedAt), lt(totpSecrets.lastStep, step)),
    )
    .returning({ userId: totpSecrets.userId })
  return advanced.length > 0
}

export async function deleteTotp(tx: IdentityTx, userId: UserId): Promise<boolean> {
  const gone = await tx.sql
    .delete(totpSecrets)
    .where(eq(totpSecrets.userId, userId))
    .returning({ userId: totpSecrets.userId })
  return gone.length > 0
}

/** Every sealed seed, locked against a change meanwhile. */
export async function lockAllTotp(tx: IdentityTx): Promise<TotpRow[]> {
  return tx.sql.select().from(totpSecrets).orderBy(totpSecrets.userId).for("update")
}

export async function updateSealedTotp(tx: IdentityTx, userId: UserId, sealed: string): Promise<void> {
  await tx.sql.update(totpSecrets).set({ sealed }).where(eq(totpSecrets.userId, userId))
}

/** Puts a set of codes in place of the one before. */
export async function putRecoveryCodes(
  tx: IdentityTx,
  userId: UserId,
  hashes: readonly string[],
): Promise<void> {
  await deleteRecoveryCodes(tx, userId)
  if (hashes.length === 0) return
  await tx.sql
    .insert(recoveryCodes)
    .values(hashes.map((codeHash) => ({ userId, codeHash, createdAt: tx.now })))
}

export async function deleteRecoveryCodes(tx: IdentityTx, userId: UserId): Promise<void> {
  await tx.sql.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
}

/** Takes a code as used, in one statement. @returns false for one that is unknown, somebody else's or used */
export async function spendRecoveryCode(tx: IdentityTx, userId: UserId, codeHash: string): Promise<boolean> {
  const spent = await tx.sql
    .update(recoveryCodes)
    .set({ usedAt: tx.now })
    .where(
      and(
        eq(recoveryCodes.userId, userId),
        eq(recoveryCodes.codeHash, codeHash),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ userId: recoveryCodes.userId })
  return spent.length > 0
}

export async function countRecoveryCodes(tx: IdentityTx, userId: UserId): Promise<number> {
  const [row] = await tx.sql
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)))
  return row?.left ?? 0
}

export async function selectPasskeys(tx: IdentityTx, userId: UserId): Promise<PasskeyRow[]> {
  return tx.sql
    .select()
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id))
}

export async function selectPasskeyByCredential(
  tx: IdentityTx,
  credentialId: string,
): Promise<PasskeyRow | undefined> {
  const [row] = await tx.sql.select().from(passkeys).where(eq(passkeys.credentialId, credentialId))
  return row
}

/** @returns false where this credential is known already */
export async function insertPasskey(tx: IdentityTx, row: typeof passkeys.$inferInsert): Promise<boolean> {
  const added = await tx.sql.insert(passkeys).values(row).onConflictDoNothing().returning({ id: passkeys.id })
  return added.length > 0
}

/**
 * Notes a use, unless the key's counter went back or stood still: then there are two of it. Keys that count nothing
 * always say 0.
 */
export async function advanceCounter(
  tx: IdentityTx,
  id: string,
  counter: number,
  backedUp: boolean,
): Promise<boolean> {
  const counts = sql`${counter}::bigint`
  const advanced = await tx.sql
    .update(passkeys)
    .set({ counter, backedUp, lastUsedAt: tx.now })
    .where(
      and(
        eq(passkeys.id, id),
        or(sql`${passkeys.counter} < ${counts}`, sql`(${passkeys.counter} = 0 and ${counts} = 0)`),
      ),
    )
    .returning({ id: passkeys.id })
  return advanced.length > 0
}

/** @returns the row as it is now; none where it is not theirs */
export async function updatePasskeyName(
  tx: IdentityTx,
  userId: UserId,
  id: string,
  name: string,
): Promise<PasskeyRow | undefined> {
  const [row] = await tx.sql
    .update(passkeys)
    .set({ name })
    .where(and(eq(passkeys.userId, userId), eq(passkeys.id, id)))
    .returning()
  return row
}

export async function deletePasskey(
  tx: IdentityTx,
  userId: UserId,
  id: string,
): Promise<PasskeyRow | undefined> {
  const [row] = await tx.sql
    .delete(passkeys)
    .where(and(eq(passkeys.userId, userId), eq(passkeys.id, id)))
    .returning()
  return row
}

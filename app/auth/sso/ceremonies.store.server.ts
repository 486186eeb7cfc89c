import { and, eq, gt, lt, sql } from "drizzle-orm"
import type { UserId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { IdentityTx } from "#db/identity.ts"
import { ceremonies } from "#db/schema/sign-in.ts"
import { sha256 } from "../secrets.ts"
import type { ConnectionId } from "./connection.ts"

/** Time to sign in at the provider. */
export const ceremonySeconds = 600
const allowanceSeconds = 7 * 24 * 3600

/** Keeps what a single sign-on in progress is checked against. What ran out is forgotten on the way. */
export async function insertCeremony(tx: IdentityTx, idHash: string, sealed: string): Promise<void> {
  await tx.sql.delete(ceremonies).where(and(eq(ceremonies.kind, "sso"), lt(ceremonies.expiresAt, tx.now)))
  await tx.sql
    .insert(ceremonies)
    .values({ idHash, kind: "sso", data: { sealed }, expiresAt: plusSeconds(tx.now, ceremonySeconds) })
}

/** Takes a sign-on in progress: whoever comes second finds nothing. @returns its sealed text */
export async function takeCeremony(tx: IdentityTx, idHash: string): Promise<string | null> {
  const [row] = await tx.sql
    .delete(ceremonies)
    .where(and(eq(ceremonies.idHash, idHash), eq(ceremonies.kind, "sso"), gt(ceremonies.expiresAt, tx.now)))
    .returning({ sealed: sql<string | null>`${ceremonies.data} ->> 'sealed'` })
  return row?.sealed ?? null
}

/** Notes for a week that a person with a password of their own may be linked. */
export async function insertAllowance(
  tx: IdentityTx,
  connectionId: ConnectionId,
  userId: UserId,
): Promise<void> {
  const expiresAt = plusSeconds(tx.now, allowanceSeconds)
  const idHash = allowanceId(connectionId, userId)
  await tx.sql
    .insert(ceremonies)
    .values({ idHash, kind: "sso-link", userId, data: { connectionId }, expiresAt })
    .onConflictDoUpdate({ target: ceremonies.idHash, set: { expiresAt } })
}

/** Uses the allowance up. @returns false when there is none */
export async function takeAllowance(
  tx: IdentityTx,
  connectionId: ConnectionId,
  userId: UserId,
): Promise<boolean> {
  const gone = await tx.sql
    .delete(ceremonies)
    .where(and(eq(ceremonies.idHash, allowanceId(connectionId, userId)), gt(ceremonies.expiresAt, tx.now)))
    .returning({ kind: ceremonies.kind })
  return gone.length > 0
}

/** Withdraws the allowances of a connection that changed or went. */
export async function deleteAllowances(tx: IdentityTx, connectionId: ConnectionId): Promise<void> {
  await tx.sql
    .delete(ceremonies)
    .where(and(eq(ceremonies.kind, "sso-link"), sql`${ceremonies.data} ->> 'connectionId' = ${connectionId}`))
}

const allowanceId = (connectionId: ConnectionId, userId: UserId) =>
  sha256(`sso link ${connectionId} ${userId}`)

import { lt, sql } from "drizzle-orm"
import type { Instant } from "#app/kernel/time.ts"
import type { IdentityTx } from "#db/identity.ts"
import { ceremonies, signInTries } from "#db/schema/sign-in.ts"
import type { Bucket } from "./tries.ts"

/**
 * Takes a token in one statement, so that of fifty tries at once no more than the bucket holds go on. Times are the
 * database's: every process counts by one clock.
 *
 * @returns 0, or the seconds until there is a token
 */
export async function takeToken(tx: IdentityTx, keyHash: string, bucket: Bucket): Promise<number> {
  const { burst, secondsPerTry } = bucket
  const refilled = sql`least(${burst}::float8, t.tokens + greatest(0, extract(epoch from clock_timestamp() - t.at))::float8 / ${secondsPerTry}::float8)`
  const taken = await tx.sql.execute(sql`
    insert into sign_in_tries as t (key_hash, tokens, at) values (${keyHash}, ${burst}::float8 - 1, clock_timestamp())
    on conflict (key_hash) do update set tokens = ${refilled} - 1, at = clock_timestamp() where ${refilled} >= 1
    returning 1`)
  if (taken.length > 0) return 0
  const [row] = await tx.sql.execute<{ wait: number }>(
    sql`select (1 - ${refilled}) * ${secondsPerTry}::float8 as wait from sign_in_tries t where key_hash = ${keyHash}`,
  )
  return Math.max(0.001, Number(row?.wait ?? 0))
}

/** Puts a token back. */
export async function returnToken(tx: IdentityTx, keyHash: string, { burst }: Bucket): Promise<void> {
  await tx.sql.execute(
    sql`update sign_in_tries set tokens = least(${burst}::float8, tokens + 1) where key_hash = ${keyHash}`,
  )
}

/** Forgets buckets nobody took from since, and challenges nobody answered. */
export async function deleteStale(tx: IdentityTx, triesBefore: Instant): Promise<void> {
  await tx.sql.delete(signInTries).where(lt(signInTries.at, triesBefore))
  await tx.sql.delete(ceremonies).where(lt(ceremonies.expiresAt, tx.now))
}

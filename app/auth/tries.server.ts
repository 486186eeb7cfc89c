import { createHmac } from "node:crypto"
import { currentOrigin } from "#app/domain/audit/origin.server.ts"
import { env } from "#app/env.server.ts"
import { type IdentityTx, inIdentity } from "#db/identity.ts"
import { buckets, placeOf, type TryKind } from "./tries.ts"
import { deleteStale, returnToken, takeToken } from "./tries.store.server.ts"

/** By then every bucket is full again: forgetting it changes nothing. */
const rememberedHours = 1

/**
 * Counts a try on an account and on the network address it comes from. It commits by itself: work that fails afterwards
 * has been tried all the same.
 *
 * @param account what tells accounts apart, known or not: a lower-case address, an id
 * @returns 0 to go on, or the seconds to wait
 */
export function takeTry(kind: TryKind, account: string): Promise<number> {
  return inIdentity(async (tx) => {
    const place = ownPlace()
    const wait = place ? await takeToken(tx, keyOf("address", place), buckets.address) : 0
    return wait > 0 ? wait : takeToken(tx, keyOf(kind, account), buckets[kind])
  })
}

/** Gives a try back that succeeded. */
export function returnTry(kind: TryKind, account: string): Promise<void> {
  return inIdentity(async (tx) => {
    const place = ownPlace()
    if (place) await returnToken(tx, keyOf("address", place), buckets.address)
    await returnToken(tx, keyOf(kind, account), buckets[kind])
  })
}

/** Counts a challenge handed out to the request's network address. @returns 0, or the seconds to wait */
export function takeChallenge(): Promise<number> {
  const key = keyOf("challenge", ownPlace() ?? "")
  return inIdentity((tx) => takeToken(tx, key, buckets.challenge))
}

/** Forgets tries and challenges that mean nothing any more. */
export async function pruneTries(tx: IdentityTx): Promise<void> {
  await deleteStale(tx, tx.now.subtract({ hours: rememberedHours }))
}

function ownPlace(): string | null {
  const address = currentOrigin()?.address
  return address ? placeOf(address) : null
}

/** Addresses are few enough to be guessed from a bare hash; what was typed for one may even be a password. */
function keyOf(kind: TryKind, account: string): string {
  return createHmac("sha256", env().SECRET_KEY).update(`sign-in try:${kind}:${account}`).digest("base64url")
}

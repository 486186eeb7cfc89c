import { type Instant, secondsBetween } from "#app/kernel/time.ts"
import { covers, type Grant, isInForce, permissionsOfGrant } from "../access.ts"

export const idleDays = 90
const idleAdministratorDays = 30

/** What an access review should look at. `idle`: not seen for 90 days. The rest is power that seems not to be needed. */
export type Hint = "idle" | "idle-administrator" | "grant-covered-by-another" | "grant-expired"

/**
 * @param lastSeenAt null for somebody who never was: the day the account was made counts
 * @param grants none for a client's person
 */
export function hintsOf(
  person: {
    readonly lastSeenAt: Instant | null
    readonly createdAt: Instant
    readonly grants: readonly Grant[]
  },
  now: Instant,
): Hint[] {
  const days = secondsBetween(person.lastSeenAt ?? person.createdAt, now) / 86_400
  const inForce = person.grants.filter((grant) => isInForce(grant, now))
  return [
    ...(days > idleDays ? ["idle" as const] : []),
    ...(days > idleAdministratorDays && inForce.some((grant) => grant.role === "admin")
      ? ["idle-administrator" as const]
      : []),
    ...(inForce.some((grant) => isSpare(grant, inForce)) ? ["grant-covered-by-another" as const] : []),
    ...(inForce.length < person.grants.length ? ["grant-expired" as const] : []),
  ]
}

/** True when the others give all that this one gives. Of two that are alike, one is spare. */
function isSpare(grant: Grant, all: readonly Grant[]): boolean {
  return all.some(
    (other) =>
      other.id !== grant.id &&
      covers(other.reach, grant.reach) &&
      (other.discipline === "both" || other.discipline === grant.discipline) &&
      permissionsOfGrant(grant).every((p) => permissionsOfGrant(other).includes(p)) &&
      (other.expiresAt === null ||
        (grant.expiresAt !== null && grant.expiresAt.epochMilliseconds <= other.expiresAt.epochMilliseconds)),
  )
}

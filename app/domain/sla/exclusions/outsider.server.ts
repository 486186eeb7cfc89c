import { DomainError } from "#app/kernel/errors.ts"
import type { UserId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { type ExclusionRow, lockClock } from "./store.server.ts"

/**
 * Nobody excuses their own: what was asked is for a person who did not ask it and does not own the incident.
 *
 * @returns who decides
 * @throws DomainError `forbidden`, also for what is no person
 */
export async function requireOutsider(t: TenantTx<"sla.approve">, exclusion: ExclusionRow): Promise<UserId> {
  const { actor } = t.scope
  if (actor.kind !== "user") throw new DomainError("forbidden", "A person has to decide this.")
  const clock = await lockClock(t, exclusion.clockId)
  if (actor.id === exclusion.requestedBy || actor.id === clock?.ownerId)
    throw new DomainError(
      "forbidden",
      "Somebody other than who asked and who owns the incident has to decide this.",
    )
  return actor.id
}

import { DomainError } from "#app/kernel/errors.ts"
import type { ClockId, UserId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { lockClock } from "./store.server.ts"

/**
 * Nobody excuses their own: what was asked is for a person who did not ask it and does not own the incident.
 *
 * @returns who decides
 * @throws DomainError `forbidden`, also for what is no person
 */
export async function requireOutsider(
  t: TenantTx<"sla.approve">,
  asked: { readonly clockId: ClockId; readonly requestedBy: UserId | null },
): Promise<UserId> {
  const { actor } = t.scope
  if (actor.kind !== "user") throw new DomainError("forbidden", "A person has to decide this.")
  const clock = await lockClock(t, asked.clockId)
  if (actor.id === asked.requestedBy || actor.id === clock?.ownerId)
    throw new DomainError(
      "forbidden",
      "Somebody other than who asked and who owns the incident has to decide this.",
    )
  return actor.id
}

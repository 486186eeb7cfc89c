import type { SlaPolicyId } from "#app/kernel/ids.ts"
import { type Instant, isBefore } from "#app/kernel/time.ts"
import { type BoundVersion, standingOf } from "./binding.ts"

/** What a client is promised again when a policy is taken back into use. */
export type Renewal = {
  /** Holds again from now on. */
  readonly now: BoundVersion | null
  /** Hold from their own moments on, which are still to come. */
  readonly later: readonly BoundVersion[]
}

/**
 * What would hold now, and later, had the policy never been retired. Nothing where something was bound since: whoever did
 * that knew that the policy was gone. What had been ended before the retirement stays ended.
 *
 * @param own every binding of one client
 */
export function renewalOf(
  policyId: SlaPolicyId,
  retiredAt: Instant,
  own: readonly BoundVersion[],
  now: Instant,
): Renewal {
  const isEndedByIt = (one: BoundVersion) =>
    one.policyId === policyId && one.endedAt !== null && !isBefore(one.endedAt, retiredAt)
  if (own.some((one) => !one.endedAt && !isBefore(one.boundAt, retiredAt))) return { now: null, later: [] }
  const standing = own.map((one) => (isEndedByIt(one) ? { ...one, endedAt: null, renews: one } : one))
  const current = standingOf(standing, now).now
  return {
    now: current && "renews" in current ? current.renews : null,
    later: own.filter((one) => isEndedByIt(one) && isBefore(now, one.effectiveFrom)),
  }
}

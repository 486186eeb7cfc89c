import type { TenantId } from "#app/kernel/ids.ts"

/**
 * Lanes of the inbox: the queues a batch is dealt out of. Each client's deliveries wait in a lane of the client's own, so
 * that nobody waits behind somebody else's backlog and the order of what one client sent is never broken by sharing.
 */

/** For rows written by whoever names no lane. */
export const sharedLane = 0

/** For what is put in again by people and for old backlog: it waits behind nobody's live alerts, and they not behind it. */
export const backlogLane = 1

const firstClientLane = 2
const clientLanes = 16_384

/**
 * The lane of a client. Two clients may come to share one (one pair in 16,384): they then share its part of each batch.
 * The last digits of an id are chance, whatever the time it was made.
 */
export function laneOf(tenantId: TenantId): number {
  return firstClientLane + (Number.parseInt(tenantId.slice(-6), 16) % clientLanes)
}

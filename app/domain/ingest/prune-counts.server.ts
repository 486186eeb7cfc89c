import { plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { deleteHoursBefore, deleteStormsBefore } from "./store.server.ts"

/** Figures by the hour are kept thirteen months: a report can look at the same month of last year. */
export const hoursKeptSeconds = 400 * 86_400
/** Counts of a storm matter for ten minutes, and 15 more until it is over. A day is far beyond both. */
export const stormsKeptSeconds = 86_400

/** Forgets a client's counts of storms that are over, and figures of hours long past. Storms that rage stay. */
export async function pruneCounts(t: TenantTx): Promise<void> {
  await deleteStormsBefore(t, plusSeconds(t.now, -stormsKeptSeconds))
  await deleteHoursBefore(t, plusSeconds(t.now, -hoursKeptSeconds))
}

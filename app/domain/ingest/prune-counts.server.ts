import { plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { deleteHoursBefore, deleteStormsBefore } from "./store.server.ts"

/** Counts of a storm matter for ten minutes, and 15 more until it is over. A day is far beyond both. */
const stormsKeptSeconds = 86_400

/** Forgets a client's counts of storms that are over, and figures of hours so many days past. Storms that rage stay. */
export async function pruneCounts(t: TenantTx, days: number): Promise<void> {
  await deleteStormsBefore(t, plusSeconds(t.now, -stormsKeptSeconds))
  await deleteHoursBefore(t, plusSeconds(t.now, -days * 86_400))
}

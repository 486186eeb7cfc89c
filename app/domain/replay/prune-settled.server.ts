import { plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { deleteSettledBefore } from "./quarantine.store.server.ts"

/** How long one can look up what became of a delivery that was in quarantine, after it was read or set aside. */
const settledKeptSeconds = 90 * 86_400

/**
 * Forgets a client's places in quarantine that were settled long ago. What still waits for a person is never forgotten,
 * however old it is; the deliveries themselves stay, by the month.
 */
export async function pruneQuarantine(t: TenantTx): Promise<void> {
  await deleteSettledBefore(t, plusSeconds(t.now, -settledKeptSeconds))
}

import { plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { deleteSettledBefore } from "./quarantine.store.server.ts"

/**
 * Forgets a client's places in quarantine that were settled so many days ago: until then one can look up what became of a
 * delivery. What still waits for a person is never forgotten,
 * however old it is; the deliveries themselves stay, by the month.
 */
export async function pruneQuarantine(t: TenantTx, days: number): Promise<void> {
  await deleteSettledBefore(t, plusSeconds(t.now, -days * 86_400))
}

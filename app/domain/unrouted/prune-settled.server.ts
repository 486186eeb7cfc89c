import { plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { deleteSettledBefore } from "./store.server.ts"

/**
 * Forgets unrouted events that were settled so many days ago: until then one can look up where they were sent. What still
 * waits for a person is never forgotten.
 */
export async function pruneUnrouted(t: TenantTx, days: number): Promise<void> {
  await deleteSettledBefore(t, plusSeconds(t.now, -days * 86_400))
}

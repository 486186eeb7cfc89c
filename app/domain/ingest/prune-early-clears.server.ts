import { plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { deleteEarlyClearsBefore } from "./store.server.ts"

/**
 * Forgets a client's early clears that are so many days old by their tool's clock. After one day no trigger can match them
 * any more, for the tool's time of it would not be believed; the rest is for a backlog.
 */
export async function pruneEarlyClears(t: TenantTx, days: number): Promise<void> {
  await deleteEarlyClearsBefore(t, plusSeconds(t.now, -days * 86_400))
}

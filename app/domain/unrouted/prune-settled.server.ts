import { plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { deleteSettledBefore } from "./store.server.ts"

/** How long one can look up where an event of a shared source was sent, or that it was set aside. */
const settledKeptSeconds = 90 * 86_400

/** Forgets unrouted events that were settled long ago. What still waits for a person is never forgotten. */
export async function pruneUnrouted(t: TenantTx): Promise<void> {
  await deleteSettledBefore(t, plusSeconds(t.now, -settledKeptSeconds))
}

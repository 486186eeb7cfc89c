import { plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { deleteKeysBefore } from "./store.server.ts"

/** A repeated request is recognised this long. */
export const idempotencySeconds = 7 * 86_400

/** Forgets older idempotency keys of one client. */
export async function pruneKeys(t: TenantTx): Promise<void> {
  await deleteKeysBefore(t, plusSeconds(t.now, -idempotencySeconds))
}

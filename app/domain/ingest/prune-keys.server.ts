import { plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { deleteKeysBefore } from "./store.server.ts"

/** Forgets one client's idempotency keys of so many days ago: until then a repeated request is recognised. */
export async function pruneKeys(t: TenantTx, days: number): Promise<void> {
  await deleteKeysBefore(t, plusSeconds(t.now, -days * 86_400))
}

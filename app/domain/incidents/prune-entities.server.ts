import { plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { deleteEntitiesBefore } from "./entities.store.server.ts"

/** Incidents one round looks at, at most: they are locked meanwhile. The next round goes on. */
const perRound = 2000

/**
 * Forgets what ended incidents of a client named, once it was not seen for so many days. Open ones keep it; the
 * alerts themselves still say it, so a merge or a split writes it anew.
 */
export async function pruneEntities(t: TenantTx, days: number): Promise<void> {
  await deleteEntitiesBefore(t, plusSeconds(t.now, -days * 86_400), perRound)
}

import { plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { deleteEntitiesBefore } from "./entities.store.server.ts"

/** Incidents are compared within seven days; the rest is for who opens an old one and looks for its like. */
const entitiesKeptSeconds = 90 * 86_400
/** Incidents one round looks at, at most: they are locked meanwhile. The next round goes on. */
const perRound = 2000

/**
 * Forgets what ended incidents of a client named, once it was not seen for so long. Open ones keep it; the alerts
 * themselves still say it, so a merge or a split writes it anew.
 */
export async function pruneEntities(t: TenantTx): Promise<void> {
  await deleteEntitiesBefore(t, plusSeconds(t.now, -entitiesKeptSeconds), perRound)
}

import type { Entity, EntityType } from "./entity.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { selectSeenAtSeveral } from "./cross-client.store.server.ts"
import { lookBackSeconds } from "./similarity.ts"

export type SeenAtSeveral = Entity & { readonly clients: number; readonly incidents: readonly IncidentId[] }

/** What incidents of at least two clients in reach have named within seven days. For the provider's eyes alone. */
export function listSeenAtSeveral(
  t: ReadTx<"incidents.read" | "campaigns.work">,
  types: readonly EntityType[],
): Promise<SeenAtSeveral[]> {
  return selectSeenAtSeveral(t, { types, cutoff: plusSeconds(t.now, -lookBackSeconds), limit: 1000 })
}

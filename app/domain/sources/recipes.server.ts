import type { SourceId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { selectRecipes, sumHours } from "./recipes.store.server.ts"

/** Every recipe a source has had, the newest first; none while it goes by its adapter's own. */
export function listRecipes(t: ReadTx<"sources.read">, id: SourceId) {
  return selectRecipes(t, id)
}

/** What became of a source's events in the last days. */
export function readDedupeFigures(t: ReadTx<"sources.read">, id: SourceId, days: number) {
  return sumHours(t, id, plusSeconds(t.now, -days * 86_400))
}

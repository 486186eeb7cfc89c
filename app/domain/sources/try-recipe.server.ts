import { newIdAt, type SourceId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { fingerprintUnder, type Recipe } from "./recipe.ts"
import { newTrial, resultOf, type TrialResult, tryEvent } from "./recipe-trial.ts"
import { type PastSignal, selectRecipes, selectSignalsOf } from "./recipes.store.server.ts"
import { readSource } from "./read.server.ts"

/** How far a trial looks back, and how many events it takes at most, page by page. */
export const trialDays = 7
const pageSize = 1000
const maxEvents = 50_000

/**
 * What a recipe would have made of the last seven days, beside the one in force. Writes nothing. Where there were more
 * events than it takes, it looks at the oldest of them and says so.
 *
 * @throws DomainError `not_found`
 */
export async function tryRecipe(
  t: ReadTx<"sources.read">,
  id: SourceId,
  fields: Recipe | null,
): Promise<TrialResult & { readonly isPartial: boolean }> {
  const source = await readSource(t, id)
  const [newest] = await selectRecipes(t, id)
  const owner = { tenantId: source.client, sourceId: id }
  const trial = newTrial(source)
  const since = plusSeconds(t.now, -trialDays * 86_400)
  let after: Pick<PastSignal, "deliveryId" | "ordinal"> = {
    // Ids of deliveries sort by their time; a minute of clocks that differ is let in and left out by `since`.
    deliveryId: newIdAt(plusSeconds(since, -60).epochMilliseconds),
    ordinal: -1,
  }
  while (trial.events < maxEvents) {
    const page = await selectSignalsOf(t, id, { since, after, limit: pageSize })
    for (const { event, receivedAt } of page) {
      const then = fingerprintUnder(fields, owner, source.adapter, event)
      const now = fingerprintUnder(newest?.fields ?? null, owner, source.adapter, event)
      const isDegraded = then.quality === "degraded"
      const { kind, title } = event
      tryEvent(trial, { kind, title, receivedAt, now: now.fingerprint, then: then.fingerprint, isDegraded })
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) return { ...resultOf(trial), isPartial: false }
    after = last
  }
  return { ...resultOf(trial), isPartial: true }
}

import { newIdAt, type SourceId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { fingerprintUnder, type Recipe } from "./recipe.ts"
import { newTrial, resultOf, type TrialResult, tryEvent } from "./recipe-trial.ts"
import { type PastSignal, selectRecipes, selectSignalsOf, sumHours } from "./recipes.store.server.ts"
import { readSource } from "./read.server.ts"

/** How far a trial looks back, page by page. */
export const trialDays = 7
const pageSize = 1000
/** Milliseconds after which it says what it has: somebody waits for it. */
const timeBox = 8_000

/**
 * What a recipe would have made of the last seven days, beside the one in force. Writes nothing. Where there is no time
 * for all of it, it looks at the oldest events and says so.
 *
 * @returns with `total`, the events there were, as the hours count them: more than were looked at where time was short
 * @throws DomainError `not_found`
 */
export async function tryRecipe(
  t: ReadTx<"sources.read">,
  id: SourceId,
  fields: Recipe | null,
): Promise<TrialResult & { readonly total: number }> {
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
  const until = performance.now() + timeBox
  do {
    const page = await selectSignalsOf(t, id, { since, after, limit: pageSize })
    for (const { event, receivedAt } of page) {
      const then = fingerprintUnder(fields, owner, source.adapter, event)
      const now = fingerprintUnder(newest?.fields ?? null, owner, source.adapter, event)
      const isDegraded = then.quality === "degraded"
      const { kind, title } = event
      tryEvent(trial, { kind, title, receivedAt, now: now.fingerprint, then: then.fingerprint, isDegraded })
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) return { ...resultOf(trial), total: trial.events }
    after = last
  } while (performance.now() < until)
  const { events } = await sumHours(t, id, since)
  return { ...resultOf(trial), total: Math.max(events, trial.events + 1) }
}

import { newIdAt, type SourceId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Look } from "../looks/look.ts"
import { fingerprintUnder, type Recipe } from "./recipe.ts"
import { newTrial, resultOf, type TrialResult, tryEvent } from "./recipe-trial.ts"
import { type PastSignal, selectRecipes, selectSignalsOf, sumHours } from "./recipes.store.server.ts"
import { readSource } from "./read.server.ts"

/** How far a trial looks back, page by page. */
export const trialDays = 7
const pageSize = 500

/** With `total`, the events there were, as the hours count them: more than were looked at so far. */
export type RecipeLook = Look<"sources.read", TrialResult & { readonly total: number }>

/**
 * What a recipe would have made of the last seven days, beside the one in force; the oldest events first. Writes nothing.
 *
 * @throws DomainError `not_found`
 */
export async function lookAtRecipe(
  t: ReadTx<"sources.read">,
  id: SourceId,
  fields: Recipe | null,
): Promise<RecipeLook> {
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
  let isDone = false
  const tell = ({ event, receivedAt }: PastSignal) => {
    const then = fingerprintUnder(fields, owner, source.adapter, event)
    const now = fingerprintUnder(newest?.fields ?? null, owner, source.adapter, event)
    const isDegraded = then.quality === "degraded"
    const { kind, title } = event
    tryEvent(trial, { kind, title, receivedAt, now: now.fingerprint, then: then.fingerprint, isDegraded })
  }
  return {
    async goOn(turn, until) {
      while (!isDone) {
        const page = await selectSignalsOf(turn, id, { since, after, limit: pageSize })
        for (const signal of page) tell(signal)
        after = page.at(-1) ?? after
        isDone = page.length < pageSize
        if (performance.now() >= until) break
      }
      const counted = isDone ? trial.events : (await sumHours(turn, id, since)).events
      return { ...resultOf(trial), total: Math.max(counted, trial.events + (isDone ? 0 : 1)), isDone }
    },
  }
}

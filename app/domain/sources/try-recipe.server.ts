import { createHash } from "node:crypto"
import * as z from "zod"
import { conflict } from "#app/kernel/errors.ts"
import { newIdAt, type SourceId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { carriedCount, carriedId, carriedInstant } from "../looks/carried.ts"
import type { Look } from "../looks/look.ts"
import { fingerprintUnder, type Recipe } from "./recipe.ts"
import { carriedTrial, carryTrial, newTrial, resultOf, type TrialResult, tryEvent } from "./recipe-trial.ts"
import { type PastSignal, selectRecipes, selectSignalsOf, sumHours } from "./recipes.store.server.ts"
import { readSource } from "./read.server.ts"

/** How far a trial looks back, page by page. */
export const trialDays = 7
const pageSize = 500

/** How far a trial is, as it is carried from turn to turn. */
export const recipeSoFar = z.object({
  /** Of what is compared and by which settings: with others it would go on as something else. */
  digest: z.string(),
  since: carriedInstant,
  after: z.object({ deliveryId: carriedId<"delivery">(), ordinal: carriedCount.or(z.literal(-1)) }),
  /** When the event at `after` was received. */
  at: carriedInstant,
  isDone: z.boolean(),
  trial: carriedTrial,
})
export type RecipeSoFar = z.infer<typeof recipeSoFar>

/** With `total`, the events there were, as the hours count them: more than were looked at so far. */
export type RecipeLook = Look<"sources.read", TrialResult & { readonly total: number }, RecipeSoFar>

/**
 * What a recipe would have made of the last seven days, beside the one in force; the oldest events first. Writes nothing.
 *
 * @param from how far turns before this one came; null for the first
 * @throws DomainError `not_found`; `conflict` where what is compared is not what it was in the turns before
 */
export async function lookAtRecipe(
  t: ReadTx<"sources.read">,
  id: SourceId,
  fields: Recipe | null,
  from: RecipeSoFar | null,
): Promise<RecipeLook> {
  const source = await readSource(t, id)
  const [newest] = await selectRecipes(t, id)
  const owner = { tenantId: source.client, sourceId: id }
  const { adapter, reopenWindowSeconds, resolveDelaySeconds, staleAfterSeconds } = source
  const settings = { reopenWindowSeconds, resolveDelaySeconds, staleAfterSeconds }
  const digest = digestOf([id, adapter, fields, newest?.fields ?? null, settings])
  if (from && from.digest !== digest)
    throw conflict("The recipe or the settings of the source were changed in between. Start again.")
  const trial = newTrial(settings, from?.trial ?? null)
  const since = from?.since ?? plusSeconds(t.now, -trialDays * 86_400)
  let at = from?.at ?? since
  let after: RecipeSoFar["after"] = from?.after ?? {
    // Ids of deliveries sort by their time; a minute of clocks that differ is let in and left out by `since`.
    deliveryId: newIdAt(plusSeconds(since, -60).epochMilliseconds),
    ordinal: -1,
  }
  let isDone = from?.isDone ?? false
  const tell = ({ event, receivedAt }: PastSignal) => {
    const then = fingerprintUnder(fields, owner, adapter, event)
    const now = fingerprintUnder(newest?.fields ?? null, owner, adapter, event)
    const isDegraded = then.quality === "degraded"
    const { kind, title } = event
    const known = { now: brief(now.fingerprint), then: brief(then.fingerprint) }
    tryEvent(trial, { kind, title, receivedAt, isDegraded, ...known })
  }
  return {
    async goOn(turn, until) {
      while (!isDone) {
        const page = await selectSignalsOf(turn, id, { since, after, limit: pageSize })
        for (const signal of page) tell(signal)
        const last = page.at(-1)
        if (last) {
          after = { deliveryId: last.deliveryId, ordinal: last.ordinal }
          at = last.receivedAt
        }
        isDone = page.length < pageSize
        if (performance.now() >= until) break
      }
      const { events } = trial.counts
      const counted = isDone ? events : (await sumHours(turn, id, since)).events
      return { ...resultOf(trial), total: Math.max(counted, events + (isDone ? 0 : 1)), isDone }
    },
    carry: () => ({ digest, since, after, at, isDone, trial: carryTrial(trial, at) }),
  }
}

/** 96 bits of it tell the problems of a week apart. */
const brief = (fingerprint: string) => fingerprint.slice(-16)

const digestOf = (compared: unknown) =>
  createHash("sha256").update(JSON.stringify(compared)).digest("base64url")

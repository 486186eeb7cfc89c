import type { CanonicalEvent } from "#app/domain/ingest/adapter.ts"
import { fingerprintUnder, type RecipeVersion, recipesAt } from "#app/domain/sources/recipe.ts"
import { silenceAdapter } from "#app/domain/ingest/silence-event.ts"
import type { ClaimedDelivery } from "./incoming.ts"
import type { SourceSettings } from "./source-settings.ts"

export type Identity = {
  readonly fingerprint: string
  readonly formerFingerprints: readonly string[]
  /** The event lacked a field of the recipe in force. */
  readonly isDegraded: boolean
}

/**
 * What an event is matched by: its fingerprint under the recipe that was in force when it was received, and under those
 * replaced within the day before.
 */
export function identify(
  delivery: Pick<ClaimedDelivery, "tenantId" | "sourceId" | "adapter" | "receivedAt">,
  event: CanonicalEvent,
  recipes: readonly RecipeVersion[],
): Identity {
  const { adapter, receivedAt, tenantId, sourceId } = delivery
  const owner = { tenantId, sourceId }
  const { current, former } = recipes.length > 0 ? recipesAt(recipes, receivedAt) : noRecipes
  const { fingerprint, quality } = fingerprintUnder(current, owner, adapter, event)
  const before = former.map((fields) => fingerprintUnder(fields, owner, adapter, event).fingerprint)
  return {
    fingerprint,
    formerFingerprints: [...new Set(before)].filter((other) => other !== fingerprint),
    isDegraded: quality === "degraded",
  }
}

/** By which recipes a source's events are told apart; the portal's own reports of silence know none. */
export function recipesOf(
  adapter: string,
  source: Pick<SourceSettings, "recipes"> | undefined,
): readonly RecipeVersion[] {
  return adapter === silenceAdapter.key ? [] : (source?.recipes ?? [])
}

const noRecipes = { current: null, former: [] }

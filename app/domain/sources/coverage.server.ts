import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import { type Instant, isBefore } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { type Period, percentCovered, type Silence, silencesWithin } from "./coverage.ts"
import { selectFeeds, selectOwnFeeds, selectSilences } from "./coverage.store.server.ts"

/** What is said of one feed for a period: when it was not watched, and how much of the time it was. */
export type FeedCoverage = {
  readonly source: { readonly id: SourceId; readonly name: string; readonly adapter: string }
  /** Null where nobody said how often it speaks: then nothing can be said of its silence. */
  readonly expectedEverySeconds: number | null
  /** The part of the period in which it was there. */
  readonly watched: Period
  /** Silent or paused, in order, within the period. */
  readonly spans: readonly Period[]
  /** Null where nothing was expected of it and nothing was recorded. */
  readonly percent: number | null
}

/**
 * The coverage statement of a client: for every feed it had in the period, when it did not speak, and what was therefore
 * not watched. A silence ends, in it, where the worker saw the next delivery: it never claims more than was seen.
 *
 * @param wanted the period, half-open; what lies in the future counts as nothing
 */
export async function coverageOf(
  t: ReadTx<"sources.read">,
  wanted: Period & { readonly client: TenantId },
): Promise<FeedCoverage[]> {
  const feeds = await selectFeeds(t, wanted.client, wanted)
  const bySource = Map.groupBy(await selectSilences(t, wanted), ({ source }) => source)
  return feeds.map(({ id, name, adapter, expectedEverySeconds, createdAt, deletedAt }) => {
    const watched = {
      from: isBefore(wanted.from, createdAt) ? createdAt : wanted.from,
      to: deletedAt && isBefore(deletedAt, wanted.to) ? deletedAt : wanted.to,
    }
    const silences = bySource.get(id) ?? []
    const isKnown = expectedEverySeconds !== null || silences.length > 0
    return {
      source: { id, name, adapter },
      expectedEverySeconds,
      watched,
      spans: silencesWithin(silences, watched),
      percent: isKnown ? percentCovered(silences, watched) : null,
    }
  })
}

/** When one feed was not watched in a period. */
export function listSilences(
  t: ReadTx<"sources.read">,
  wanted: Period & { readonly source: SourceId },
): Promise<readonly Silence[]> {
  return selectSilences(t, wanted)
}

export type OwnFeeds = {
  /** Feeds whose silence would be noticed. */
  readonly count: number
  readonly silent: readonly { readonly name: string; readonly since: Instant }[]
  readonly paused: readonly string[]
}

/** What a client's people are told of their own feeds: names and times alone. */
export async function readOwnFeeds(t: ReadTx<"own.read">): Promise<OwnFeeds> {
  const feeds = await selectOwnFeeds(t)
  return {
    count: feeds.length,
    silent: feeds.flatMap(({ name, enabled, silentSince }) =>
      enabled && silentSince ? [{ name, since: silentSince }] : [],
    ),
    paused: feeds.filter(({ enabled }) => !enabled).map(({ name }) => name),
  }
}

import { metricWords } from "#app/domain/sla/explain/words.ts"
import { addTallies, type Tally } from "#app/domain/sla/past/tally.ts"
import type { TrialPart } from "#app/domain/sla/past/try-policy.server.ts"
import type { TenantId } from "#app/kernel/ids.ts"

/** An incident with what would have been missed of it, in words. */
export type ShownMiss = {
  readonly what: string
  readonly client: string
  readonly metrics: readonly string[]
}

/** As much of a trial as was replayed. */
export type ShownTrial = {
  readonly tally: Tally<ShownMiss>
  /** Incidents still to be replayed. */
  readonly left: number
  readonly asOf: string
  readonly zone: string
  /** Which place this part began at; empty for the beginning. */
  readonly from: string
  /** Where it goes on; null when all is done. */
  readonly next: string | null
}

/** A part ready to be shown: clients by name, metrics in words. */
export function shownPart(
  part: TrialPart,
  names: ReadonlyMap<TenantId, string>,
  place: { readonly from: string; readonly next: string | null },
): ShownTrial {
  const { tally, asOf, zone, left } = part
  const misses = tally.misses.map(({ client, number, title, metrics }) => ({
    what: `INC-${number} ${title}`,
    client: names.get(client) ?? "A client",
    metrics: metrics.map((metric) => metricWords[metric]),
  }))
  return { ...place, left, zone, asOf: asOf.toString(), tally: { ...tally, misses } }
}

/** What there is so far with the part that follows it; a part that does not follow, such as one that came twice, changes nothing. */
export function withPart(sofar: ShownTrial | null, part: ShownTrial): ShownTrial | null {
  if (part.from === "") return part
  if (sofar?.next !== part.from) return sofar
  return { ...part, from: sofar.from, tally: addTallies(sofar.tally, part.tally) }
}

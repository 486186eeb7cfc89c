import { notFound } from "#app/kernel/errors.ts"
import { type DeliveryId, timeOfId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { SourceView } from "../source.ts"
import { dryRunDays, tally } from "./dry-run.ts"
import type { DryRunTally } from "./tallies.ts"
import {
  type MappingVersion,
  type SampleDelivery,
  selectDelivery,
  selectMappings,
  selectRecent,
  selectSince,
} from "./store.server.ts"

export type { MappingVersion, SampleDelivery } from "./store.server.ts"

type Place = Pick<SourceView, "id" | "client">

export type DryRunPlace = {
  readonly next: DeliveryId | null
  readonly hours: number
  readonly ofHours: number
}

/** Every saved version of a source's mapping, the newest first; at most 50. */
export function listMappings(t: ReadTx<"sources.read">, source: Place): Promise<MappingVersion[]> {
  return selectMappings(t, source.id)
}

/** The newest 20 deliveries of the last week. */
export function listRecentDeliveries(t: ReadTx<"sources.read">, { client, id }: Place) {
  return selectRecent(t, client, id, 20)
}

/** @throws DomainError `not_found` for a delivery of another source */
export async function readSample(
  t: ReadTx<"sources.read">,
  source: Place,
  id: DeliveryId,
): Promise<SampleDelivery> {
  const found = await selectDelivery(t, source.id, id)
  if (!found) throw notFound("Delivery")
  return found
}

/**
 * Reads the next portion of the last days with a mapping, and with the saved one beside it, and writes nothing. `next` is
 * where to go on; null at the end. `hours` of `ofHours` are read by then.
 */
export async function dryRun(
  t: ReadTx<"sources.read">,
  { client, id }: Place,
  mapping: unknown,
  after: DeliveryId | null,
): Promise<DryRunTally & DryRunPlace> {
  const [saved] = await selectMappings(t, id)
  const since = plusSeconds(t.now, -dryRunDays * 86_400)
  const { deliveries, next } = await selectSince(
    t,
    { tenantId: client, sourceId: id },
    { since, after },
    { looked: 2000, most: 100, bytes: 4_000_000 },
  )
  const ofHours = dryRunDays * 24
  const seconds = next ? (timeOfId(next) - since.epochMilliseconds) / 1000 : ofHours * 3600
  const hours = Math.min(ofHours, Math.max(0, Math.floor(seconds / 3600)))
  return { ...tally(deliveries, mapping, saved?.mapping ?? null), next, hours, ofHours }
}

import type { SourceId } from "#app/kernel/ids.ts"
import { type Instant, plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { selectSources } from "./store.server.ts"
import { type SourceVitals, type TroubleReason, vitalsOf } from "./vitals.ts"
import { selectHours, selectLastTroubles, selectReasons, selectSecretMadeAt } from "./vitals.store.server.ts"

const day = 86_400

/** A source in a list: its last 24 hours, and its newest trouble within a week. */
export type ListedVitals = SourceVitals & {
  readonly trouble: { readonly reason: string; readonly at: Instant } | null
}

/** The vitals of every source in reach that has any; a silent one has none. */
export async function listVitals(t: ReadTx<"sources.read">): Promise<Map<SourceId, ListedVitals>> {
  const hours = Map.groupBy(await selectHours(t, plusSeconds(t.now, -day)), (row) => row.sourceId)
  const troubles = new Map(
    (await selectLastTroubles(t, plusSeconds(t.now, -7 * day))).map((row) => [row.sourceId, row]),
  )
  const now = t.now.epochMilliseconds
  return new Map(
    [...new Set([...hours.keys(), ...troubles.keys()])].map((id) => [
      id,
      { ...vitalsOf(hours.get(id) ?? [], now, 24), trouble: troubles.get(id) ?? null },
    ]),
  )
}

/** One source's day and week, and what it was set aside for. */
export async function readVitals(
  t: ReadTx<"sources.read">,
  source: SourceId,
): Promise<{
  readonly day: SourceVitals
  readonly week: SourceVitals
  readonly reasons: readonly TroubleReason[]
}> {
  const from = plusSeconds(t.now, -7 * day)
  const rows = await selectHours(t, from, source)
  const now = t.now.epochMilliseconds
  return {
    day: vitalsOf(rows, now, 24),
    week: vitalsOf(rows, now, 7 * 24),
    reasons: await selectReasons(t, source, from),
  }
}

/** When the newest secret of a source that is still good was made; null where there is none. */
export function readSecretMadeAt(t: TenantTx<"sources.read">, source: SourceId): Promise<Instant | null> {
  return selectSecretMadeAt(t, source)
}

/** What a client's own people see of their feeds. */
export type OwnSource = {
  readonly id: SourceId
  readonly name: string
  readonly adapter: string
  readonly enabled: boolean
  readonly lastDeliveryAt: Instant | null
  /** In the last 24 hours. */
  readonly throttled: number
  readonly quarantined: number
}

/** The feeds of one's own organisation, by name, with what had to be refused or set aside of them. */
export async function listOwnSources(t: ReadTx<"own.read">): Promise<OwnSource[]> {
  const hours = Map.groupBy(await selectHours(t, plusSeconds(t.now, -day)), (row) => row.sourceId)
  const { items } = await selectSources(t, { limit: 200 })
  return items.map(({ id, name, adapter, enabled, lastDeliveryAt }) => {
    const { throttled, quarantined } = vitalsOf(hours.get(id) ?? [], t.now.epochMilliseconds, 24).counts
    return { id, name, adapter, enabled, lastDeliveryAt, throttled, quarantined }
  })
}

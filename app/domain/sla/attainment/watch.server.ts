import type { TenantId } from "#app/kernel/ids.ts"
import { type Instant, plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { SlaMetric } from "../clock/metric.ts"
import { countRunning, selectRunning } from "./watch.store.server.ts"

/** How far ahead the watch looks. */
export const watchSeconds = 4 * 3600

/** Clocks given of each kind; the counts are of all. */
const clocksGiven = 400

export type WatchedClock = Omit<Awaited<ReturnType<typeof selectRunning>>[number], "metric" | "dueAt"> & {
  readonly metric: SlaMetric
  readonly dueAt: Instant
}

/** The clocks of one client that need an eye. */
export type Lane = {
  readonly tenantId: TenantId
  /** Past their deadline and still running. */
  readonly breached: number
  readonly atRisk: number
  /** Due within the time that is looked at, those at risk among them. */
  readonly soon: number
  readonly running: number
  /** Breached ones lead, then by deadline; not all of them where there are very many. */
  readonly clocks: readonly WatchedClock[]
}

/** What is breached now and what is due in the next four hours, by client: the client with the worst news first. */
export async function readWatch(
  t: ReadTx<"sla.read">,
  which: { readonly client?: TenantId; readonly metric?: SlaMetric },
): Promise<Lane[]> {
  const dueTo = plusSeconds(t.now, watchSeconds)
  const counts = await countRunning(t, { ...which, dueTo })
  const late = await selectRunning(t, { ...which, dueTo: t.now }, clocksGiven)
  const soon = await selectRunning(t, { ...which, dueFrom: t.now, dueTo }, clocksGiven)
  const clocks = Map.groupBy([...late, ...soon].flatMap(watched), (clock) => clock.tenantId)
  return counts
    .map((count) => ({ ...count, clocks: clocks.get(count.tenantId) ?? [] }))
    .filter((lane) => lane.breached + lane.soon > 0)
    .sort((a, b) => b.breached - a.breached || b.atRisk - a.atRisk || b.soon - a.soon)
}

function watched(row: Awaited<ReturnType<typeof selectRunning>>[number]): WatchedClock[] {
  return row.dueAt ? [{ ...row, metric: row.metric as SlaMetric, dueAt: row.dueAt }] : []
}

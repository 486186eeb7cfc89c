import type { ClientView } from "#app/domain/clients/client.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { byMetric, isPromised, together } from "#app/domain/sla/attainment/counts.ts"
import { measureAttainment, monthOfEach } from "#app/domain/sla/attainment/measure.server.ts"
import { countMisses, listJudged } from "#app/domain/sla/attainment/misses.server.ts"
import { type Month, monthAt, monthsBack, monthWords } from "#app/domain/sla/attainment/month.ts"
import { readWatch } from "#app/domain/sla/attainment/watch.server.ts"
import { listAwaitedCorrections } from "#app/domain/sla/corrections/read-stops.server.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { AttainmentRow } from "../../shared/sla/attainment-table.tsx"
import { awaitedRow } from "./awaited-row.ts"
import { laneRow } from "./lane-row.ts"
import { missRow } from "./miss-row.ts"
import { askedTabs, type WatchQuery } from "./query.ts"

const missesShown = 25
const monthsOffered = 13

/** Everything the watch shows. A client out of reach brings nothing. */
export async function watchScreen(t: ReadTx<"sla.read" | "clients.read">, query: WatchQuery) {
  const everybody = await listAllClients(t)
  const clients = everybody.filter(({ id }) => query.client === undefined || id === query.client)
  const of = new Map(everybody.map((client) => [client.id, client]))
  const thisMonth = monthAt(t.now, "UTC")
  const month = query.month ?? thisMonth
  const periods = monthOfEach(month, clients)
  const metrics = query.metric ? { metrics: [query.metric] } : {}
  const misses = await listJudged(
    t,
    periods,
    { ...metrics, ...askedOf(query.show), missedOnly: true },
    { limit: missesShown, ...(query.after ? { after: query.after } : {}) },
  )
  const counts = await Promise.all(
    askedTabs.map(
      async (tab) => [tab, await countMisses(t, periods, { ...metrics, ...askedOf(tab) })] as const,
    ),
  )
  return {
    ...{ month, show: query.show, now: t.now.epochMilliseconds },
    chosen: { client: query.client ?? "", metric: query.metric ?? "" },
    months: monthsBack(thisMonth, monthsOffered).map((one) => ({ value: one, words: monthWords(one) })),
    clients: everybody.map(({ id, name }) => ({ id, name })),
    lanes: (await readWatch(t, query)).flatMap((lane) => {
      const client = of.get(lane.tenantId)
      return client ? [laneRow(lane, client, t.now)] : []
    }),
    awaited: (await listAwaitedCorrections(t))
      .filter(({ stop }) => query.client === undefined || stop.tenantId === query.client)
      .map((one) => awaitedRow(one, of.get(one.stop.tenantId))),
    table: await monthTable(t, query, month, clients),
    misses: misses.items.map((miss) => missRow(miss, of.get(miss.tenantId))),
    nextCursor: misses.nextCursor,
    counts: Object.fromEntries(counts),
  }
}

const askedOf = (tab: (typeof askedTabs)[number]) => (tab === "all" ? {} : { asked: tab })

/** A block a client: what it was promised taken together, then each metric. */
async function monthTable(
  t: ReadTx<"sla.read">,
  query: WatchQuery,
  month: Month,
  clients: readonly ClientView[],
): Promise<AttainmentRow[]> {
  const all = await measureAttainment(t, monthOfEach(month, clients))
  const counts = query.metric ? all.filter(({ metric }) => metric === query.metric) : all
  return clients.flatMap(({ id, name }): AttainmentRow[] => {
    const own = counts.filter(({ tenantId }) => tenantId === id)
    if (own.length === 0) return []
    const total = together(own.filter(isPromised))
    return [
      { key: id, name, isTotal: true, ...total },
      ...byMetric(own).map((row) => ({
        ...row,
        key: `${id} ${row.metric}`,
        name: metricWords[row.metric],
        ...(isPromised(row) ? {} : { note: "between desks; not in the total" }),
      })),
    ]
  })
}

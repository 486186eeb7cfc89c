import { listAllClients } from "#app/domain/clients/read.server.ts"
import { measureAttainment, monthOfEach } from "#app/domain/sla/attainment/measure.server.ts"
import { listJudged } from "#app/domain/sla/attainment/misses.server.ts"
import { monthAt } from "#app/domain/sla/attainment/month.ts"
import { shares } from "#app/domain/sla/clock/attainment.ts"
import type { ReadTx } from "#db/tenant.ts"
import { missRow } from "./miss-row.ts"
import type { WatchQuery } from "./query.ts"

type Tx = ReadTx<"sla.read" | "clients.read">

/** Clocks in one file: what a spreadsheet takes with ease. */
const clocksInFile = 50_000

export async function attainmentLines(t: Tx, query: WatchQuery) {
  const { month, periods, clients } = await asked(t, query)
  const counts = (await measureAttainment(t, periods)).filter(
    ({ metric }) => query.metric === undefined || metric === query.metric,
  )
  const lines = counts.map((count) => ({
    ...count,
    ...shares(count),
    client: clients.get(count.tenantId)?.name ?? "",
  }))
  return { month, lines: lines.sort((a, b) => key(a).localeCompare(key(b))) }
}

export async function clockLines(t: Tx, query: WatchQuery) {
  const { month, periods, clients } = await asked(t, query)
  const filter = query.metric ? { metrics: [query.metric] } : {}
  const { items } = await listJudged(t, periods, filter, { limit: clocksInFile })
  const lines = items.map((clock) => {
    const row = missRow(clock, clients.get(clock.tenantId))
    const granted = clock.exclusions.filter((e) => e.state === "approved" && e.contest !== "upheld")
    return { ...clock, client: row.client, reference: row.reference, granted }
  })
  return { month, lines }
}

async function asked(t: Tx, query: WatchQuery) {
  const everybody = await listAllClients(t)
  const chosen = everybody.filter(({ id }) => query.client === undefined || id === query.client)
  const month = query.month ?? monthAt(t.now, "UTC")
  return { month, periods: monthOfEach(month, chosen), clients: new Map(everybody.map((c) => [c.id, c])) }
}

const key = (line: { readonly client: string; readonly metric: string; readonly priority: number }) =>
  `${line.client} ${line.metric} ${line.priority}`

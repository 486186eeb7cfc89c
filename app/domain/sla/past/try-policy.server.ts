import type { IncidentId, TenantId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { SlaMetric } from "../clock/metric.ts"
import type { Policy } from "../clock/policy.ts"
import { policyVersionsOf } from "../policies/versions.server.ts"
import { eventsOf } from "../record/event-json.ts"
import { selectEvents } from "../record/read.store.server.ts"
import { type Comparison, compare, newMisses, type Outcomes, outcomesOf } from "./comparison.ts"
import { selectPastIncidents } from "./store.server.ts"

export const triedDays = 90
/** Incidents that are replayed at most. */
export const triedIncidents = 20_000
/** Milliseconds after which it says what it has: somebody waits for it. */
const timeBox = 8_000
const pageSize = 500
const missesShown = 20

export type Miss = {
  readonly client: TenantId
  readonly number: number
  readonly title: string
  readonly metrics: readonly SlaMetric[]
}

export type Trial = Comparison & {
  readonly incidents: number
  /** Cut short: by the number of incidents or the time. */
  readonly isPartial: boolean
  /** The first of those with a promise that would have been missed and was not, and how many there are. */
  readonly misses: readonly Miss[]
  readonly missCount: number
}

/**
 * Replays the incidents of the last days under other terms, page by page, until all are done or the time is over: how
 * promises were kept and how they would have been. Nothing is changed.
 *
 * @param client only this one of the clients in reach; null for all
 */
export async function tryPolicy(
  t: ReadTx<"sla.read">,
  terms: Policy,
  client: TenantId | null,
): Promise<Trial> {
  const since = plusSeconds(t.now, -triedDays * 86_400)
  const until = performance.now() + timeBox
  const outcomes: Outcomes[] = []
  const misses: Miss[] = []
  let after: IncidentId | null = null
  do {
    const limit = Math.min(pageSize, triedIncidents - outcomes.length)
    const page = await readPage(t, { since, client, after }, limit, terms)
    for (const { incident, outcome } of page) {
      outcomes.push(outcome)
      const metrics = newMisses(outcome)
      const { tenantId, number, title } = incident
      if (metrics.length > 0) misses.push({ client: tenantId, number, title, metrics })
    }
    after = page.length === limit ? (page.at(-1)?.incident.id ?? null) : null
  } while (after && outcomes.length < triedIncidents && performance.now() < until)
  return {
    ...compare(outcomes),
    ...{ incidents: outcomes.length, isPartial: after !== null },
    ...{ misses: misses.slice(0, missesShown), missCount: misses.length },
  }
}

async function readPage(
  t: ReadTx<"sla.read">,
  from: Parameters<typeof selectPastIncidents>[1],
  limit: number,
  terms: Policy,
) {
  const page = await selectPastIncidents(t, from, limit)
  const versions = await policyVersionsOf(t, [...new Set(page.map(({ tenantId }) => tenantId))])
  const events = await selectEvents(
    t,
    page.map(({ tenantId, id }) => ({ tenantId, subject: { incident: id } })),
  )
  return page.map((incident) => {
    const known = versions.get(incident.tenantId) ?? []
    const past = { versions: known, events: eventsOf(events.get(incident.id) ?? [], known) }
    return { incident, outcome: outcomesOf(past, terms, t.now) }
  })
}

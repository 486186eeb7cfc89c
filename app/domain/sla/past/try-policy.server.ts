import type { IncidentId, TenantId } from "#app/kernel/ids.ts"
import { type Instant, plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { microsOf } from "../calendar/micros.ts"
import { inForce } from "../calendar/version.ts"
import type { Policy } from "../clock/policy.ts"
import { policyVersionsOf } from "../policies/versions.server.ts"
import { eventsOf } from "../record/event-json.ts"
import { selectEvents } from "../record/read.store.server.ts"
import { countIncidents, type Tried } from "./count.ts"
import { type Frame, promisedBy, zoneOf } from "./demand.ts"
import { countPastIncidents, selectPastIncidents, selectWritten } from "./store.server.ts"
import { addTallies, distinct, emptyTally, type Promised, type Tally, triedDays } from "./tally.ts"

/** Where a trial stands: what it looks at ends at one moment, however often it is taken up again. */
export type TrialPlace = { readonly asOf: Instant; readonly after: IncidentId | null }

export type TrialPart = {
  /** Of the incidents of this part; the tallies of all parts add up to that of the trial. */
  readonly tally: Tally
  readonly asOf: Instant
  /** By whose wall clock hours of the week are counted. */
  readonly zone: string
  /** Where to go on; null when all of the days are done. */
  readonly next: TrialPlace | null
  /** Incidents that are still to be replayed. */
  readonly left: number
}

/** How much is read at once, and after how long a part is answered: somebody waits for it. */
const usualPace = { incidents: 500, milliseconds: 2_000 }

/**
 * Replays incidents of the last 90 days under other terms, the oldest first: how promises were kept and how they would have
 * been, what had to be answered when, and how long people took. One call does what it can in two seconds; `next` goes on from
 * there. Nothing is changed.
 *
 * @param of.client only this one of the clients in reach; null for all
 * @param of.from where the last part ended; null for the beginning
 */
export async function tryPolicy(
  t: ReadTx<"sla.read">,
  terms: Policy,
  of: { readonly client: TenantId | null; readonly from: TrialPlace | null },
  pace = usualPace,
): Promise<TrialPart> {
  const asOf = of.from?.asOf ?? t.now
  const since = plusSeconds(asOf, -triedDays * 86_400)
  const tried: Tried = { terms, asOf, since, zone: zoneOf(terms) }
  const frame: Frame = { zone: tried.zone, from: microsOf(since), to: microsOf(asOf) }
  const days = { since, asOf, client: of.client }
  const until = performance.now() + pace.milliseconds
  const promises = new Map<string, readonly Promised[]>()
  let tally: Tally = { ...emptyTally, promised: { before: [], after: promisedBy(terms, frame) } }
  let after = of.from?.after ?? null
  let isDone = false
  do {
    const page = await selectPastIncidents(t, { ...days, after }, pace.incidents)
    const incidents = await withHistory(t, page)
    for (const { versions } of incidents) {
      const holding = inForce(versions, asOf)
      const key = holding ? `${holding.id} ${holding.version}` : ""
      if (holding && !promises.has(key)) promises.set(key, promisedBy(holding, frame))
    }
    tally = addTallies(tally, countIncidents(incidents, tried))
    after = page.at(-1)?.id ?? after
    isDone = page.length < pace.incidents
  } while (!isDone && performance.now() < until)
  return {
    tally: { ...tally, promised: { ...tally.promised, before: distinct([...promises.values()].flat()) } },
    ...{ asOf, zone: tried.zone },
    next: isDone ? null : { asOf, after },
    left: isDone ? 0 : await countPastIncidents(t, { ...days, after }),
  }
}

async function withHistory(t: ReadTx<"sla.read">, page: Awaited<ReturnType<typeof selectPastIncidents>>) {
  const versions = await policyVersionsOf(t, [...new Set(page.map(({ tenantId }) => tenantId))])
  const events = await selectEvents(
    t,
    page.map(({ tenantId, id }) => ({ tenantId, subject: { incident: id } })),
  )
  const written = await selectWritten(t, page)
  return page.map((incident) => {
    const known = versions.get(incident.tenantId) ?? []
    return {
      ...{ ...incident, versions: known, written: written.get(incident.id) ?? [] },
      events: eventsOf(events.get(incident.id) ?? [], known),
    }
  })
}

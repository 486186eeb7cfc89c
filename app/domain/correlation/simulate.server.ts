import type { AlertId, TenantId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { type CorrelationRule, type KeptRule, rulesInForce } from "./rule.ts"
import { largest, newReplay, type PastAlert, type Replay } from "./simulate.ts"
import { countPastAlerts, selectPastAlerts } from "./simulate.store.server.ts"

export const simulationDays = 7
/** Alerts a simulation looks at, at most: all of them are held until it is done. */
const simulationAlerts = 100_000
/** Milliseconds after which it says what it has: somebody waits for it. */
const timeBox = 8_000
const pageSize = 2_000
const groupsShown = 10

/** What rules would have made of the past. */
export type Simulation = ReturnType<typeof tellOf> & {
  /** Alerts there were; more than were looked at where the time, or the room for them, was over. */
  readonly total: number
  /** Incidents the same alerts are in, in fact. */
  readonly actual: number
  /** The same of the list as it is saved, where another was tried. */
  readonly saved: { readonly incidents: number; readonly candidates: number } | null
}

/**
 * Replays the alerts of the last days through a list of rules, page by page, until all are done or the time is over.
 *
 * @param draft the list to try
 * @param saved the list in force, for comparison; null where it is the one that is tried
 * @param client only this one of the clients in reach; null for all
 */
export async function simulate(
  t: ReadTx<"alerts.read">,
  draft: readonly KeptRule[],
  saved: readonly KeptRule[] | null,
  client: TenantId | null,
): Promise<Simulation> {
  const since = plusSeconds(t.now, -simulationDays * 86_400)
  const tried = newReplay(rulesInForce(draft))
  const inForce = saved && newReplay(rulesInForce(saved))
  const until = performance.now() + timeBox
  let seen = 0
  let after: AlertId | null = null
  do {
    const limit = Math.min(pageSize, simulationAlerts - seen)
    const page: PastAlert[] = await selectPastAlerts(t, { since, client, after }, limit)
    for (const alert of page) {
      tried.add(alert)
      inForce?.add(alert)
    }
    seen += page.length
    after = page.length === limit ? (page.at(-1)?.id ?? null) : null
  } while (after && seen < simulationAlerts && performance.now() < until)
  const left = after ? await countPastAlerts(t, { since, client, after }) : 0
  const result = tried.result()
  const before = inForce?.result()
  return {
    ...tellOf(result),
    total: seen + left,
    actual: result.actual,
    saved: before ? countsOf(before) : null,
  }
}

function tellOf(replay: Replay) {
  const { alerts, leftOut, waiting, unmatched, incidents } = replay
  const counts = countsOf(replay)
  const inIncidents = incidents.reduce((sum, incident) => sum + incident.alertCount, 0)
  const rules = [...Map.groupBy(incidents, (incident) => incident.rule)].map(([rule, of]) => ({
    rule: rule.name,
    incidents: of.length,
    alerts: of.reduce((sum, incident) => sum + incident.alertCount, 0),
  }))
  return {
    ...counts,
    alerts,
    leftOut,
    waiting,
    unmatched,
    perIncident: incidents.length > 0 ? inIncidents / incidents.length : 0,
    rules: rules.sort((a, b) => b.alerts - a.alerts),
    largest: largest(replay, groupsShown),
  }
}

function countsOf({ incidents }: Replay) {
  const isCandidate = ({ create }: CorrelationRule) => create === "candidate"
  const candidates = incidents.filter(({ rule }) => isCandidate(rule)).length
  return { incidents: incidents.length - candidates, candidates }
}

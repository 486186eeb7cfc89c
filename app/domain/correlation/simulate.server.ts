import type { AlertId, TenantId } from "#app/kernel/ids.ts"
import { type Instant, plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Look } from "../looks/look.ts"
import { type CorrelationRule, type KeptRule, rulesInForce } from "./rule.ts"
import { largest, newReplay, type Replay } from "./simulate.ts"
import { countPastAlerts, selectPastAlerts } from "./simulate.store.server.ts"

export const simulationDays = 7
/** Alerts a simulation looks at, at most: all of them are held until it is done. */
const simulationAlerts = 100_000
const pageSize = 500
const groupsShown = 10

/** What rules would have made of the past. */
export type Simulation = ReturnType<typeof tellOf> & {
  /** Alerts there were; more than were looked at so far, or than there is room for. */
  readonly total: number
  /** Incidents the same alerts are in, in fact. */
  readonly actual: number
  /** The same of the list as it is saved, where another was tried. */
  readonly saved: { readonly incidents: number; readonly candidates: number } | null
}

export type SimulationLook = Look<"alerts.read", Simulation>

/**
 * Replays the alerts of the last days through a list of rules, page by page.
 *
 * @param draft the list to try
 * @param saved the list in force, for comparison; null where it is the one that is tried
 * @param client only this one of the clients in reach; null for all
 */
export function lookAtRules(
  draft: readonly KeptRule[],
  saved: readonly KeptRule[] | null,
  client: TenantId | null,
): SimulationLook {
  const tried = newReplay(rulesInForce(draft))
  const inForce = saved && newReplay(rulesInForce(saved))
  let since: Instant | null = null
  let seen = 0
  let after: AlertId | null = null
  let isDone = false
  const readPage = async (t: ReadTx<"alerts.read">, from: Instant) => {
    const limit = Math.min(pageSize, simulationAlerts - seen)
    const page = await selectPastAlerts(t, { since: from, client, after }, limit)
    for (const alert of page) {
      tried.add(alert)
      inForce?.add(alert)
    }
    seen += page.length
    after = page.at(-1)?.id ?? after
    isDone = page.length < limit || seen >= simulationAlerts
  }
  return {
    async goOn(t, until) {
      since ??= plusSeconds(t.now, -simulationDays * 86_400)
      while (!isDone) {
        await readPage(t, since)
        if (performance.now() >= until) break
      }
      const result = tried.result()
      const before = inForce?.result()
      return {
        ...tellOf(result),
        total: seen + (after ? await countPastAlerts(t, { since, client, after }) : 0),
        actual: result.actual,
        saved: before ? countsOf(before) : null,
        isDone,
      }
    },
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

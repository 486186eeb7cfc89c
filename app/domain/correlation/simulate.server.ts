import { createHash } from "node:crypto"
import * as z from "zod"
import { conflict } from "#app/kernel/errors.ts"
import type { AlertId, TenantId } from "#app/kernel/ids.ts"
import { type Instant, plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { carriedId, carriedInstant } from "../looks/carried.ts"
import type { Look } from "../looks/look.ts"
import { alertsOf, type CarriedReplay, carriedReplay, carryReplay, restoreReplay } from "./carried-replay.ts"
import { largest, tallies } from "./replay-groups.ts"
import { newReplay, type PastAlert, type Replay } from "./replay.ts"
import { type CorrelationRule, type KeptRule, rulesInForce } from "./rule.ts"
import { replayAlert } from "./simulate.ts"
import { countPastAlerts, selectAlertsById, selectPastAlerts } from "./simulate.store.server.ts"

export const simulationDays = 7
/** Alerts a simulation looks at, at most: those of one turn are held until it is over. */
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

/** How far a simulation is, as it is carried from turn to turn. */
export const simulationSoFar = z.object({
  /** Of the lists it replays: with other rules it would go on as something else. */
  digest: z.string(),
  since: carriedInstant.nullable(),
  after: carriedId<"alert">().nullable(),
  /** The first sighting of `after`. */
  at: carriedInstant.nullable(),
  isDone: z.boolean(),
  tried: carriedReplay.nullable(),
  saved: carriedReplay.nullable(),
})
export type SimulationSoFar = z.infer<typeof simulationSoFar>

export type SimulationLook = Look<"alerts.read", Simulation, SimulationSoFar>

/** What is replayed. */
export type Lists = {
  /** The list to try. */
  readonly draft: readonly KeptRule[]
  /** The list in force, for comparison; null where it is the one that is tried. */
  readonly saved: readonly KeptRule[] | null
  /** Only this one of the clients in reach; null for all. */
  readonly client: TenantId | null
}

/**
 * Replays the alerts of the last days through a list of rules, page by page.
 *
 * @param from how far turns before this one came; null for the first
 * @throws DomainError `conflict` where the rules are others than in the turns before
 */
export function lookAtRules({ draft, saved, client }: Lists, from: SimulationSoFar | null): SimulationLook {
  const digest = digestOf({ draft, saved, client })
  if (from && from.digest !== digest) throw conflict("The rules were changed in between. Start again.")
  const tried = newList(draft, from?.tried ?? null)
  const inForce = saved && newList(saved, from?.saved ?? null)
  const lists = inForce ? [tried, inForce] : [tried]
  let { since, after, at, isDone } = from ?? { since: null, after: null, at: null, isDone: false }
  const readPage = async (t: ReadTx<"alerts.read">, start: Instant) => {
    const limit = Math.min(pageSize, simulationAlerts - tried.replay.counts.alerts)
    const page = await selectPastAlerts(t, { since: start, client, after }, limit)
    for (const alert of page) for (const { replay, rules } of lists) replayAlert(replay, rules, alert)
    after = page.at(-1)?.id ?? after
    at = page.at(-1)?.firstSeenAt ?? at
    isDone = page.length < limit || tried.replay.counts.alerts >= simulationAlerts
  }
  return {
    async goOn(t, until) {
      since ??= plusSeconds(t.now, -simulationDays * 86_400)
      for (const list of lists) await restore(t, list)
      while (!isDone) {
        await readPage(t, since)
        if (performance.now() >= until) break
      }
      const counted = after ? await countPastAlerts(t, { since, client }, after) : { total: 0, incidents: 0 }
      return {
        ...tellOf(tried),
        total: Math.max(counted.total, tried.replay.counts.alerts),
        actual: counted.incidents,
        saved: inForce && countsOf(inForce),
        isDone,
      }
    },
    carry: () => ({
      ...{ digest, since, after, at, isDone },
      tried: at && carryReplay(tried.replay, tried.rules, at, groupsShown),
      saved: at && inForce && carryReplay(inForce.replay, inForce.rules, at, groupsShown),
    }),
  }
}

/** A list of rules with what it made of the alerts so far; `carried` until its alerts are read again. */
type List = { readonly rules: CorrelationRule[]; carried: CarriedReplay | null; replay: Replay }

function newList(kept: readonly KeptRule[], carried: CarriedReplay | null): List {
  const replay = newReplay()
  return { rules: rulesInForce(kept), carried, replay }
}

async function restore(t: ReadTx<"alerts.read">, list: List): Promise<void> {
  if (!list.carried) return
  const ids = alertsOf(list.carried)
  const known = new Map<AlertId, PastAlert>()
  for (let i = 0; i < ids.length; i += 1000)
    for (const alert of await selectAlertsById(t, ids.slice(i, i + 1000))) known.set(alert.id, alert)
  list.replay = restoreReplay(list.carried, list.rules, known)
  list.carried = null
}

const digestOf = (lists: Lists) => createHash("sha256").update(JSON.stringify(lists)).digest("base64url")

function tellOf(list: List) {
  const { counts } = list.replay
  const rules = tallies(list.rules, list.replay)
    .map((tally, i) => ({ rule: list.rules[i]?.name ?? "", ...tally }))
    .filter(({ incidents }) => incidents > 0)
  const sum = (of: (tally: { incidents: number; alerts: number }) => number) =>
    rules.reduce((total, tally) => total + of(tally), 0)
  const incidents = sum((tally) => tally.incidents)
  return {
    ...countsOf(list),
    ...counts,
    perIncident: incidents > 0 ? sum((tally) => tally.alerts) / incidents : 0,
    rules: rules.sort((a, b) => b.alerts - a.alerts),
    largest: largest(list.replay, groupsShown),
  }
}

function countsOf({ rules, replay }: List) {
  const counts = { incidents: 0, candidates: 0 }
  for (const [i, { incidents }] of tallies(rules, replay).entries())
    counts[rules[i]?.create === "candidate" ? "candidates" : "incidents"] += incidents
  return counts
}

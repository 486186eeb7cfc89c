import * as z from "zod"
import { type AlertId, newId } from "#app/kernel/ids.ts"
import { type Instant, secondsBetween } from "#app/kernel/time.ts"
import { carriedCount, carriedId, carriedInstant } from "../looks/carried.ts"
import { isInWindow, lookBackSeconds } from "./place.ts"
import { largest, tallies } from "./replay-groups.ts"
import {
  type PastAlert,
  type Replay,
  replayCounts,
  settledIncidents,
  type SimulatedIncident,
} from "./replay.ts"
import type { CorrelationRule } from "./rule.ts"
import { endOf } from "./simulate.ts"

const underKey = z.object({
  key: z.string(),
  /** Its place in the list of rules. */
  rule: carriedCount,
  alerts: z.array(carriedId<"alert">()),
})

/**
 * A replay as it is carried from turn to turn: incidents and alerts that alerts to come may still meet, by the ids of their
 * alerts, and sums of the rest. What ended long ago takes no room.
 */
export const carriedReplay = z.object({
  counts: replayCounts,
  settled: settledIncidents,
  live: z.array(
    underKey.extend({
      openedAt: carriedInstant,
      lastAlertAt: carriedInstant,
      resolvedAt: carriedInstant.nullable(),
      alertCount: carriedCount,
    }),
  ),
  waiting: z.array(underKey),
})
export type CarriedReplay = z.infer<typeof carriedReplay>

/** @param now the first sighting of the last alert that was replayed: none to come is older */
export function carryReplay(
  replay: Replay,
  rules: readonly CorrelationRule[],
  now: Instant,
  groupsShown: number,
): CarriedReplay {
  const live = [...replay.open, ...replay.over].filter(([, incident]) => !isSettled(incident, now))
  const isLive = new Set(live.map(([, incident]) => incident))
  const over = { settled: replay.settled, incidents: replay.incidents.filter((one) => !isLive.has(one)) }
  return {
    counts: replay.counts,
    settled: { rules: tallies(rules, over), largest: largest(over, groupsShown) },
    live: live.map(([key, { rule, openedAt, lastAlertAt, resolvedAt, alertCount, alerts }]) => ({
      ...{ key, rule: rules.indexOf(rule), openedAt, lastAlertAt, resolvedAt, alertCount },
      alerts: alerts.map(({ id }) => id),
    })),
    waiting: [...replay.waiting].flatMap(([key, { rule, alerts }]) => {
      const within = [...alerts.values()].filter(
        ({ firstSeenAt }) => secondsBetween(firstSeenAt, now) <= lookBackSeconds(rule),
      )
      if (within.length === 0) return []
      return { key, rule: rules.indexOf(rule), alerts: within.map(({ id }) => id) }
    }),
  }
}

/** The alerts that have to be read again before the replay goes on. */
export function alertsOf({ live, waiting }: CarriedReplay): AlertId[] {
  return [...live, ...waiting].flatMap(({ alerts }) => alerts)
}

/** @param known the alerts of `alertsOf` that are still there and in sight */
export function restoreReplay(
  { counts, settled, live, waiting }: CarriedReplay,
  rules: readonly CorrelationRule[],
  known: ReadonlyMap<AlertId, PastAlert>,
): Replay {
  const [open, over] = [new Map<string, SimulatedIncident>(), new Map<string, SimulatedIncident>()]
  const alertsFor = (ids: readonly AlertId[]) => ids.flatMap((id) => known.get(id) ?? [])
  for (const { key, rule: at, alerts: ids, ...incident } of live) {
    const [rule, alerts] = [rules[at], alertsFor(ids)]
    const [first] = alerts
    if (!rule || !first) continue
    const stage = incident.resolvedAt ? "resolved" : "new"
    const { tenantId, id: firstAlert } = first
    const restored = {
      ...incident,
      id: newId<"incident">(),
      siblingOf: null,
      stage,
      tenantId,
      rule,
      firstAlert,
    }
    ;(stage === "new" ? open : over).set(key, { ...restored, stage, alerts })
  }
  return {
    counts: { ...counts },
    settled,
    incidents: [...open.values(), ...over.values()],
    open,
    over,
    waiting: new Map(
      waiting.flatMap(({ key, rule: at, alerts }) => {
        const rule = rules[at]
        return rule ? [[key, { rule, alerts: new Map(alertsFor(alerts).map((one) => [one.id, one])) }]] : []
      }),
    ),
  }
}

/** True when no alert to come can join it, bring it back or be told from it: its window is over, or its reopen time. */
function isSettled(incident: SimulatedIncident, now: Instant): boolean {
  const { rule } = incident
  const end = incident.resolvedAt ?? endOf(incident)
  if (end) return secondsBetween(end, now) > rule.reopenWindowMinutes * 60
  return rule.window !== null && !isInWindow(rule, incident, now)
}

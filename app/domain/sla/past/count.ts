import { secondsBetween, type Instant } from "#app/kernel/time.ts"
import type { IncidentId, TenantId } from "#app/kernel/ids.ts"
import type { Policy } from "../clock/policy.ts"
import { clocksOf, decidedAt, newMisses, type PastClocks, type PastRecord } from "./comparison.ts"
import { arrivalOf } from "./demand.ts"
import { handlingOf } from "./handling.ts"
import { withLength } from "./lengths.ts"
import {
  addKept,
  addTallies,
  bothSides,
  type BySide,
  emptyTally,
  hoursInWeek,
  type Kept,
  sides,
  type Tally,
  triedDays,
  triedMonths,
} from "./tally.ts"

export type PastIncident = PastRecord & {
  readonly id: IncidentId
  readonly tenantId: TenantId
  readonly number: number
  readonly title: string
  /** When people of the provider wrote or did something on it. */
  readonly written: readonly Instant[]
}

/** What is tried: the terms, as of a moment, with hours of the week by a zone's wall clock. */
export type Tried = {
  readonly terms: Policy
  readonly asOf: Instant
  readonly zone: string
  readonly since: Instant
}

const monthSeconds = (triedDays / triedMonths) * 86_400

/** What one incident of the days since came to, without what its client is promised now. */
export function countIncident(incident: PastIncident, { terms, asOf, zone, since }: Tried): Tally {
  const clocks = clocksOf(incident, terms, asOf)
  const work = handlingOf(incident.events, incident.written)
  const metrics = newMisses(clocks)
  const { tenantId: client, number, title } = incident
  return {
    ...emptyTally,
    incidents: 1,
    outcomes: outcomesOf(clocks, since),
    arrivals: bothSides((side) => arrivalsOf(clocks[side], zone)),
    handling: work ? { [work.priority]: withLength({}, work.seconds) } : {},
    misses: metrics.length > 0 ? [{ client, number, title, metrics }] : [],
    missCount: metrics.length > 0 ? 1 : 0,
  }
}

export function countIncidents(incidents: readonly PastIncident[], tried: Tried): Tally {
  return incidents.reduce<Tally>(
    (sum, incident) => addTallies(sum, countIncident(incident, tried)),
    emptyTally,
  )
}

function outcomesOf(clocks: PastClocks, since: Instant): Tally["outcomes"] {
  const found: Record<string, BySide<Kept>> = {}
  for (const side of sides)
    for (const view of clocks[side]) {
      const at = decidedAt(view)
      if (!at) continue
      const key = `${monthOf(at, since)} ${view.metric} ${view.target.priority}`
      const known = found[key] ?? { before: { met: 0, missed: 0 }, after: { met: 0, missed: 0 } }
      const one = view.breach ? { met: 0, missed: 1 } : { met: 1, missed: 0 }
      found[key] = { ...known, [side]: addKept(known[side], one) }
    }
  return found
}

function monthOf(at: Instant, since: Instant): number {
  const month = Math.floor(secondsBetween(since, at) / monthSeconds)
  return Math.min(Math.max(month, 0), triedMonths - 1)
}

function arrivalsOf(clocks: PastClocks["before"], zone: string): Readonly<Record<string, readonly number[]>> {
  const arrival = arrivalOf(clocks, zone)
  if (!arrival) return {}
  const { priority, hours } = arrival
  const counts = Array.from({ length: hoursInWeek }, () => 0)
  for (const hour of hours) counts[hour] = (counts[hour] ?? 0) + 1 / hours.length
  return { [priority]: counts }
}

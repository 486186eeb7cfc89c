import { type Micros, microsOf } from "../calendar/micros.ts"
import { nextOpenMicros } from "../calendar/opening.ts"
import type { Policy } from "../clock/policy.ts"
import type { ClockView } from "../clock/view.ts"
import { distinct, type Promised } from "./tally.ts"
import { hourOfWeek, openHours } from "./week.ts"

/** When and by whose wall clock a trial counts the hours of the week. */
export type Frame = { readonly zone: string; readonly from: Micros; readonly to: Micros }

/** The zone of the calendar most targets go by; of those round the clock only where all are. UTC where nothing is promised. */
export function zoneOf({ targets }: Policy): string {
  const calendars = targets.map(({ calendar }) => calendar)
  const windowed = calendars.filter(({ hours }) => hours.kind === "windowed")
  const byZone = Map.groupBy(windowed.length > 0 ? windowed : calendars, ({ zone }) => zone)
  const [most] = [...byZone].sort(([, a], [, b]) => b.length - a.length)
  return most?.[0] ?? "UTC"
}

/** What a policy promises clients, hour by hour. What the desks promise each other keeps nobody on duty. */
export function promisedBy({ targets }: Policy, frame: Frame): readonly Promised[] {
  const promised = targets
    .filter(({ metric }) => metric !== "handoff_accept")
    .map(({ metric, priority, seconds, calendar }) => {
      const hours = openHours(calendar, frame.zone, frame.from, frame.to)
      return metric === "acknowledge" || metric === "first_response"
        ? { metric, priority, seconds, hours }
        : { metric: null, priority: 0, seconds: 0, hours }
    })
  return distinct(promised)
}

/**
 * When a record came to be answered: the start of the first of its acknowledgement and first response that has a target,
 * or where that was outside its hours, their next beginning. Null where no answer is promised.
 */
export function arrivalOf(
  clocks: readonly ClockView[],
  zone: string,
): { readonly priority: number; readonly hour: number } | null {
  const [first] = clocks
    .filter(({ metric, cycle }) => (metric === "acknowledge" || metric === "first_response") && cycle === 1)
    .map(({ startedAt, target }) => ({ at: microsOf(startedAt), target }))
    .sort((a, b) => a.at - b.at)
  if (!first) return null
  const opens = nextOpenMicros(first.target.calendar, first.at) ?? first.at
  return { priority: first.target.priority, hour: hourOfWeek(zone, opens) }
}

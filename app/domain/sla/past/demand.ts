import { deadlineMicros } from "../calendar/deadline.ts"
import { type Micros, microsOf, second } from "../calendar/micros.ts"
import { nextOpenMicros } from "../calendar/opening.ts"
import type { Policy } from "../clock/policy.ts"
import type { ClockView } from "../clock/view.ts"
import { distinct, hoursInWeek, type Promised } from "./tally.ts"
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
 * When a record came to be answered: the start of the first of its acknowledgement and first response that has a target. What
 * started while that was closed has to be taken by its deadline: in equal parts over the hours its target has from the
 * opening on. Null where no answer is promised.
 */
export function arrivalOf(
  clocks: readonly ClockView[],
  zone: string,
): { readonly priority: number; readonly hours: readonly number[] } | null {
  const [first] = clocks
    .filter(({ metric, cycle }) => (metric === "acknowledge" || metric === "first_response") && cycle === 1)
    .map(({ startedAt, target }) => ({ at: microsOf(startedAt), target }))
    .sort((a, b) => a.at - b.at)
  if (!first) return null
  const { at, target } = first
  const opens = nextOpenMicros(target.calendar, at) ?? at
  const count = opens === at ? 1 : Math.min(Math.max(1, Math.floor(target.seconds / 3600)), hoursInWeek)
  const moments = Array.from({ length: count }, (_, i) =>
    i === 0 ? opens : (deadlineMicros(target.calendar, opens, i * 3600 * second + 1) ?? opens),
  )
  return { priority: target.priority, hours: moments.map((moment) => hourOfWeek(zone, moment)) }
}

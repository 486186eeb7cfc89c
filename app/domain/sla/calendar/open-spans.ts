import { type Calendar, isOverBy, type WindowedHours, windowsOn } from "./calendar.ts"
import { day, type Micros, second } from "./micros.ts"
import { localDay, midnight, type Stretch, stretchAt } from "./stretch.ts"

/** A time that is open throughout: from included, to not. */
export type Span = { readonly from: Micros; readonly to: Micros }

/** How far is looked for a time that may never come: longer than any contract. */
export const horizon: Micros = 100 * 366 * day

/**
 * The open time between two moments, in order; neighbours may touch. Inside a stretch of one offset a wall-clock window is
 * a plain interval of real time: an hour that the clocks leave out is in no stretch, one they repeat is in two.
 */
export function* openSpans(calendar: Calendar, from: Micros, to: Micros): Generator<Span> {
  const { hours, zone } = calendar
  if (hours.kind === "always") {
    if (from < to) yield { from, to }
    return
  }
  for (let at = from; at < to;) {
    const stretch = stretchAt(zone, at)
    const end = Math.min(to, stretch.to)
    for (let date = localDay(at, stretch); midnight(date, stretch) < end; date++) {
      if (isOverBy(hours, date)) return
      yield* spansOn(hours, date, stretch, at, end)
    }
    at = end
  }
}

/** The same, latest first. */
export function* openSpansBack(calendar: Calendar, from: Micros, to: Micros): Generator<Span> {
  const { hours, zone } = calendar
  if (hours.kind === "always") {
    if (from < to) yield { from, to }
    return
  }
  for (let end = to; end > from;) {
    const stretch = stretchAt(zone, end - 1)
    const start = Math.max(from, stretch.from)
    for (let date = localDay(end - 1, stretch); midnight(date + 1, stretch) > start; date--)
      yield* [...spansOn(hours, date, stretch, start, end)].reverse()
    end = start
  }
}

function* spansOn(
  hours: WindowedHours,
  date: number,
  stretch: Stretch,
  from: Micros,
  to: Micros,
): Generator<Span> {
  const begins = midnight(date, stretch)
  for (const window of windowsOn(hours, date)) {
    const opens = Math.max(from, begins + window.from * second)
    const closes = Math.min(to, begins + window.to * second)
    if (opens < closes) yield { from: opens, to: closes }
  }
}

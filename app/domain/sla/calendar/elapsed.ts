import type { Instant } from "#app/kernel/time.ts"
import {
  type Calendar,
  type EpochDay,
  type Window,
  type WindowedHours,
  weekdayOf,
  windowsOn,
} from "./calendar.ts"
import { type Micros, microsOf, second, secondsOf } from "./micros.ts"
import { openSpans } from "./open-spans.ts"
import { localDay, midnight, stretchAt } from "./stretch.ts"

/** Seconds of service time between two moments; 0 when the second is not after the first. */
export function elapsed(calendar: Calendar, from: Instant, to: Instant): number {
  return secondsOf(elapsedMicros(calendar, microsOf(from), microsOf(to)))
}

/** Whole days are counted by the week, not one by one, so years cost little more than days. */
export function elapsedMicros(calendar: Calendar, from: Micros, to: Micros): Micros {
  const { hours, zone } = calendar
  if (hours.kind === "always") return Math.max(0, to - from)
  let total = 0
  for (let at = from; at < to;) {
    const stretch = stretchAt(zone, at)
    const end = Math.min(to, stretch.to)
    const firstWhole = localDay(at - 1, stretch) + 1
    const afterWhole = localDay(end, stretch)
    if (firstWhole < afterWhole) {
      total += walked(calendar, at, midnight(firstWhole, stretch))
      total += wholeDays(hours, firstWhole, afterWhole) * second
      total += walked(calendar, midnight(afterWhole, stretch), end)
    } else total += walked(calendar, at, end)
    at = end
  }
  return total
}

function walked(calendar: Calendar, from: Micros, to: Micros): Micros {
  let total = 0
  for (const span of openSpans(calendar, from, to)) total += span.to - span.from
  return total
}

/** Seconds open on the dates from one, included, to another, not. */
function wholeDays(hours: WindowedHours, from: EpochDay, to: EpochDay): number {
  const weeks = Math.floor((to - from) / 7)
  let total = weeks * hours.weekly.reduce((sum, windows) => sum + lengthOf(windows), 0)
  for (let date = from + weeks * 7; date < to; date++) total += lengthOf(weekly(hours, date))
  if (from > hours.lastException) return total
  for (const date of hours.exceptions.keys())
    if (from <= date && date < to) total += lengthOf(windowsOn(hours, date)) - lengthOf(weekly(hours, date))
  return total
}

function weekly(hours: WindowedHours, date: EpochDay): readonly Window[] {
  return hours.weekly[weekdayOf(date)] ?? []
}

function lengthOf(windows: readonly Window[]): number {
  return windows.reduce((sum, window) => sum + window.to - window.from, 0)
}

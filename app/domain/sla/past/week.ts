import { type Calendar, weekdayOf } from "../calendar/calendar.ts"
import { day, type Micros, second } from "../calendar/micros.ts"
import { openSpans } from "../calendar/open-spans.ts"
import { stretchAt } from "../calendar/stretch.ts"
import { hoursInWeek, type WeekHours } from "./tally.ts"

const hour: Micros = 3600 * second
/** An hour of the week is one of service when so much of it was open, of all of its kind: a holiday closes no Monday for good. */
const openShare = 0.25

/** Which hour of the week a moment lies in by the wall clock of a zone: 0 is Monday from 00:00 to 01:00, 167 the last of Sunday. */
export function hourOfWeek(zone: string, at: Micros): number {
  const local = at + stretchAt(zone, at).offset
  const date = Math.floor(local / day)
  return weekdayOf(date) * 24 + Math.floor((local - date * day) / hour)
}

/** The hours of the week in which a calendar mostly was open between two moments, by the wall clock of a zone of its own or another. */
export function openHours(calendar: Calendar, zone: string, from: Micros, to: Micros): WeekHours {
  if (calendar.hours.kind === "always") return "1".repeat(hoursInWeek)
  const all = lengthsByHour(zone, [{ from, to }])
  const open = lengthsByHour(zone, openSpans(calendar, from, to))
  return all
    .map((length, i) => ((open[i] ?? 0) > 0 && (open[i] ?? 0) >= openShare * length ? "1" : "0"))
    .join("")
}

function lengthsByHour(
  zone: string,
  spans: Iterable<{ readonly from: Micros; readonly to: Micros }>,
): readonly Micros[] {
  const lengths = Array.from({ length: hoursInWeek }, () => 0)
  for (const span of spans)
    for (let at = span.from; at < span.to;) {
      const { offset, to } = stretchAt(zone, at)
      const end = Math.min(span.to, to, (Math.floor((at + offset) / hour) + 1) * hour - offset)
      const index = hourOfWeek(zone, at)
      lengths[index] = (lengths[index] ?? 0) + end - at
      at = end
    }
  return lengths
}

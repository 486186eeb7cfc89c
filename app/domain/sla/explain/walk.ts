import { type Instant, Temporal } from "#app/kernel/time.ts"
import type { Calendar, Holiday } from "../calendar/calendar.ts"
import { deadlineMicros } from "../calendar/deadline.ts"
import { instantOf, type Micros, microsFrom, microsOf, secondsOf } from "../calendar/micros.ts"
import { openSpans } from "../calendar/open-spans.ts"
import { clockChanges } from "./segments.ts"

/** One step on the way from a start to a deadline. Half-open; neighbours touch. */
export type Step = {
  readonly from: Instant
  readonly to: Instant
  /** Service seconds used up at its end. */
  readonly total: number
  /** When the zone's clocks change in it: by so many seconds, forward above zero. */
  readonly clockChange: number | null
} & (
  | { readonly kind: "counts"; readonly seconds: number }
  /** Closed: with the holidays it lies on, or none where it is simply outside hours. */
  | { readonly kind: "closed"; readonly holidays: readonly Holiday[] }
)

export type Walk = { readonly steps: readonly Step[]; readonly dueAt: Instant | null }

/** The way to a deadline: what counts and what does not, one after the other. Empty where the calendar never opens for so long. */
export function walk(calendar: Calendar, start: Instant, seconds: number): Walk {
  const begin = microsOf(start)
  const due = deadlineMicros(calendar, begin, microsFrom(seconds))
  if (due === null) return { steps: [], dueAt: null }
  const steps: Step[] = []
  let at = begin
  let used: Micros = 0
  for (const span of joined(openSpans(calendar, begin, due))) {
    if (span.from > at) steps.push(closed(calendar, at, span.from, used))
    used += span.to - span.from
    steps.push({
      ...common(calendar, span.from, span.to, used),
      ...{ kind: "counts", seconds: secondsOf(span.to - span.from) },
    })
    at = span.to
  }
  return { steps, dueAt: instantOf(due) }
}

type Piece = { from: Micros; to: Micros }

/** Windows that touch, over midnight or over a change of the clocks, are one. */
function joined(spans: Iterable<Readonly<Piece>>): Piece[] {
  const pieces: Piece[] = []
  for (const span of spans) {
    const last = pieces.at(-1)
    if (last && last.to === span.from) last.to = span.to
    else pieces.push({ ...span })
  }
  return pieces
}

function closed(calendar: Calendar, from: Micros, to: Micros, used: Micros): Step {
  const { hours, zone } = calendar
  const [first, last] = [localDate(from, zone), localDate(to - 1, zone)]
  const holidays =
    hours.kind === "always" ? [] : hours.holidays.filter(({ date }) => first <= date && date <= last)
  return { ...common(calendar, from, to, used), kind: "closed", holidays }
}

function common(calendar: Calendar, from: Micros, to: Micros, used: Micros) {
  const change = clockChanges(calendar, from, to).reduce((sum, { by }) => sum + by, 0)
  return {
    ...{ from: instantOf(from), to: instantOf(to), total: secondsOf(used) },
    clockChange: change === 0 ? null : change,
  }
}

function localDate(at: Micros, zone: string): string {
  return Temporal.PlainDate.from(instantOf(at).toZonedDateTimeISO(zone)).toString()
}

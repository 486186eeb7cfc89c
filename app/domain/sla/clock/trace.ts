import { type Instant, isBefore } from "#app/kernel/time.ts"
import type { Calendar } from "../calendar/calendar.ts"
import { instantOf, type Micros, microsFrom, microsOf, secondsOf } from "../calendar/micros.ts"
import { accruedBy, type Activity, reachedAt, type Spell } from "./activity.ts"

export type TraceState = "running" | "paused" | "stopped"

/** A clock told as its states: it counts while running and the calendar is open. `stopped` is final. */
export type Trace = {
  readonly calendar: Calendar
  readonly start: Instant
  readonly initial: TraceState
  /** In any order; of changes at one moment the last given holds. */
  readonly changes: readonly { readonly at: Instant; readonly state: TraceState }[]
}

/** Seconds of service time on the clock at a moment; what changes later is left out. */
export function traceElapsed(trace: Trace, at: Instant): number {
  return secondsOf(accruedBy(trace.calendar, activityOf(trace), microsOf(at)))
}

/** When the clock reaches the target, its last state lasting for ever; null for never. */
export function traceDeadline(trace: Trace, seconds: number): Instant | null {
  if (seconds <= 0) return trace.start
  const due = reachedAt(trace.calendar, activityOf(trace), microsFrom(seconds))
  return due === null ? null : instantOf(due)
}

function activityOf({ start, initial, changes }: Trace): Activity {
  const ordered = [...changes].sort((a, b) => (isBefore(a.at, b.at) ? -1 : isBefore(b.at, a.at) ? 1 : 0))
  const spells: Spell[] = []
  let state = initial
  let since: Micros = microsOf(start)
  for (const change of ordered) {
    if (state === "stopped") break
    const at = Math.max(since, microsOf(change.at))
    if (state === "running" && change.state !== "running") spells.push({ from: since, to: at })
    if (state !== "running" || change.state !== "running") since = at
    state = change.state
  }
  return state === "running" ? [...spells, { from: since, to: null }] : spells
}

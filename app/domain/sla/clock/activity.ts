import type { Calendar } from "../calendar/calendar.ts"
import { deadlineMicros } from "../calendar/deadline.ts"
import { elapsedMicros } from "../calendar/elapsed.ts"
import type { Micros } from "../calendar/micros.ts"

/** A time during which a clock ran, whether or not the calendar was open; `to` is null while it runs. */
export type Spell = { readonly from: Micros; readonly to: Micros | null }

/** The spells of one clock, in order, never overlapping; only the last may be open. */
export type Activity = readonly Spell[]

/** Service time of the spells up to a moment. */
export function accruedBy(calendar: Calendar, activity: Activity, at: Micros): Micros {
  return activity.reduce(
    (sum, spell) => sum + elapsedMicros(calendar, spell.from, Math.min(spell.to ?? at, at)),
    0,
  )
}

/** The earliest moment by which the spells hold this much service time; null when they never do. */
export function reachedAt(calendar: Calendar, activity: Activity, amount: Micros): Micros | null {
  const [first] = activity
  if (first && amount <= 0) return first.from
  let left = amount
  for (const spell of activity) {
    if (spell.to === null) return deadlineMicros(calendar, spell.from, left)
    const open = elapsedMicros(calendar, spell.from, spell.to)
    if (open >= left) return deadlineMicros(calendar, spell.from, left)
    left -= open
  }
  return null
}

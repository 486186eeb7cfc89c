import { isBefore, type Instant, plusSeconds } from "#app/kernel/time.ts"
import { type Clock, retarget } from "../sla/clock.ts"
import type { Priority } from "./priority.ts"

/**
 * The one clock that stands for those of several merged incidents, all of one metric: it starts with the earliest and
 * keeps that one's pauses. Where any of them was answered, it stops with the first answer, under the target of the one
 * that was answered: whether that was in time is counted from the earliest start. Null where none ran.
 *
 * @param priority the survivor's, which sets the target of a clock that runs on
 */
export function mergedClock(clocks: readonly Clock[], priority: Priority): Clock | null {
  const live = clocks.filter((clock) => !clock.cancelledAt)
  const earliest = firstBy(live, (clock) => clock.startedAt)
  if (!earliest) return null
  const answered = firstBy(live, (clock) => clock.stoppedAt)
  if (!answered) return retarget(earliest, priority)
  return {
    ...earliest,
    priority: answered.priority,
    targetSeconds: answered.targetSeconds,
    dueAt: plusSeconds(earliest.startedAt, answered.targetSeconds + earliest.pausedSeconds),
    stoppedAt: answered.stoppedAt,
  }
}

/** The one whose moment is the earliest; those without one are passed over. */
function firstBy(clocks: readonly Clock[], at: (clock: Clock) => Instant | null): Clock | null {
  let first: { clock: Clock; at: Instant } | null = null
  for (const clock of clocks) {
    const moment = at(clock)
    if (moment && (!first || isBefore(moment, first.at))) first = { clock, at: moment }
  }
  return first?.clock ?? null
}

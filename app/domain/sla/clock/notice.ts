import type { Instant } from "#app/kernel/time.ts"
import type { Calendar } from "../calendar/calendar.ts"
import { nextOpen } from "../calendar/opening.ts"
import type { Run } from "./run.ts"

/** Unique per clock, kind and cycle: whoever finds a breach first tells of it, and nobody tells again. */
export function noticeKey(
  record: string,
  run: Pick<Run, "metric" | "cycle">,
  kind: "at_risk" | "breached",
): string {
  return `${record}:${run.metric}:${run.cycle}:${kind}`
}

/** When a notice goes out: urgent ones at once, others in the team's hours; null when those never come. */
export function noticeAt(teamHours: Calendar, at: Instant, isUrgent: boolean): Instant | null {
  return isUrgent ? at : nextOpen(teamHours, at)
}

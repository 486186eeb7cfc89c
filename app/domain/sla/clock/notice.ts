import type { Instant } from "#app/kernel/time.ts"
import type { Priority } from "../../incidents/priority.ts"
import type { Calendar } from "../calendar/calendar.ts"
import { nextOpen } from "../calendar/opening.ts"

/** What somebody is told of a clock, once each. */
export type NoticeKind = "at_risk" | "breached" | "escalated"

/** Who is told at any hour: those who answer for what is most urgent. */
export function isUrgent(priority: Priority | null): boolean {
  return priority === 1
}

/** Told as soon as it comes about; the rest is gathered. */
export const promptPriorities: readonly Priority[] = [1, 2]

/** When a notice goes out: urgent ones at once, others in the hours of the service; null when those never come. */
export function noticeAt(hours: Calendar, at: Instant, urgent: boolean): Instant | null {
  return urgent ? at : nextOpen(hours, at)
}

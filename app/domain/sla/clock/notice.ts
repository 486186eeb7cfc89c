import type { Instant } from "#app/kernel/time.ts"
import type { Priority } from "../../incidents/priority.ts"
import type { Calendar } from "../calendar/calendar.ts"
import { nextOpen } from "../calendar/opening.ts"

/** What somebody is told of a clock, once each. */
export type NoticeKind = "at_risk" | "breached" | "escalated"

/** Told as soon as it comes about and at any hour; the rest is gathered, and waits for the hours of its service. */
export const promptPriorities: readonly Priority[] = [1, 2]

export function isUrgent(priority: Priority | null): boolean {
  return priority !== null && promptPriorities.includes(priority)
}

/** When a notice goes out: urgent ones at once, others in the hours of the service; null when those never come. */
export function noticeAt(hours: Calendar, at: Instant, urgent: boolean): Instant | null {
  return urgent ? at : nextOpen(hours, at)
}

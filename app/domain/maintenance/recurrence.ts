import * as z from "zod"
import { Temporal } from "#app/kernel/time.ts"

/** A run is never longer than this. */
export const maxRunMinutes = 8 * 60

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const
export type Weekday = (typeof weekdays)[number]

const start = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is no time of day, such as 22:00")
  .meta({ description: "Local time in the window's zone at which each run starts", examples: ["22:00"] })
const minutes = z.int().min(1).max(maxRunMinutes).meta({ description: "Length of each run" })

/** How a window comes back, in the words of the wall clock of its zone. */
export const recurrence = z.discriminatedUnion("every", [
  z.object({ every: z.literal("day"), start, minutes }),
  z.object({
    every: z.literal("week"),
    weekdays: z.array(z.enum(weekdays)).min(1, "choose a day").max(7),
    start,
    minutes,
  }),
  z.object({
    every: z.literal("month"),
    /** A month without that day has its run on its last. */
    day: z.int().min(1).max(31),
    start,
    minutes,
  }),
])
export type Recurrence = z.infer<typeof recurrence>

/** True on a date that has a run. */
export function fallsOn(rule: Recurrence, date: Temporal.PlainDate): boolean {
  switch (rule.every) {
    case "day":
      return true
    case "week":
      return rule.weekdays.some((day) => weekdays.indexOf(day) + 1 === date.dayOfWeek)
    case "month":
      return date.day === Math.min(rule.day, date.daysInMonth)
  }
}

/**
 * When the run of a date starts. A time the clocks skip is one hour later by them; of a time that comes twice the first
 * counts.
 */
export function startOn(rule: Recurrence, date: Temporal.PlainDate, timeZone: string): Temporal.Instant {
  return date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(rule.start) }).toInstant()
}

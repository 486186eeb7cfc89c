import { Temporal } from "#app/kernel/time.ts"

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const

/** An ISO moment as a sentence has it: "21 November 2026, 07:25 UTC". Readers' zones are unknown here, so ours is named. */
export function momentText(iso: string): string {
  const at = Temporal.Instant.from(iso).toZonedDateTimeISO("UTC")
  const clock = [at.hour, at.minute].map((part) => String(part).padStart(2, "0")).join(":")
  return `${at.day} ${months[at.month - 1]} ${at.year}, ${clock} UTC`
}

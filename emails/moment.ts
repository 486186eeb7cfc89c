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

/**
 * An ISO moment as a sentence has it: "21 November 2026, 09:25 (Europe/Sofia)", or "…, 07:25 UTC" where nobody knows the
 * reader's zone.
 *
 * @param zone IANA name; one that this machine does not know is taken for none
 */
export function momentText(iso: string, zone = "UTC"): string {
  const moment = Temporal.Instant.from(iso)
  const at = localTo(moment, zone) ?? moment.toZonedDateTimeISO("UTC")
  const clock = [at.hour, at.minute].map((part) => String(part).padStart(2, "0")).join(":")
  const where = at.timeZoneId === "UTC" ? "UTC" : `(${at.timeZoneId})`
  return `${at.day} ${months[at.month - 1]} ${at.year}, ${clock} ${where}`
}

function localTo(moment: Temporal.Instant, zone: string): Temporal.ZonedDateTime | null {
  try {
    return moment.toZonedDateTimeISO(zone)
  } catch {
    return null
  }
}

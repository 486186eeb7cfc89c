import * as z from "zod"
import { err, ok, type Result } from "#app/kernel/result.ts"
import { type Instant, instant, isBefore, plusSeconds, secondsBetween } from "#app/kernel/time.ts"
import { isTimeZone } from "../clients/client.ts"
import { maxRunMinutes, recurrence } from "./recurrence.ts"
import { maintenanceScope } from "./scope.ts"
import { nextRuns, type WindowTimes } from "./window.ts"

/** Days a recurring window goes on at most. */
export const maxSeriesDays = 366

const moment = z.iso.datetime({ offset: true }).transform((text) => instant(text))

/** A window somebody wants, or wants changed. Times are moments; a recurrence is read in the zone. */
export const newWindow = z.object({
  title: z.string().trim().min(1, "give it a title").max(200).meta({ description: "The client reads it" }),
  scope: maintenanceScope,
  startsAt: moment,
  endsAt: moment.meta({ description: "The hard end, of the last run where it recurs" }),
  recurrence: recurrence.nullable().default(null),
  timeZone: z.string().max(64).refine(isTimeZone, "is not an IANA time zone, such as Europe/Sofia"),
  reason: z.string().trim().min(3, "say why, for whoever looks later").max(2000),
})
export type NewWindow = z.infer<typeof newWindow>

type Problems = Readonly<Partial<Record<"startsAt" | "endsAt", string>>>

/** Whether a window may be as it is wanted: it lies ahead, it ends, and no run is too long. Problems by field. */
export function checkTimes(
  wanted: Omit<WindowTimes, "cancelledAt">,
  now: Instant,
): Result<WindowTimes, Problems> {
  const times: WindowTimes = { ...wanted, cancelledAt: null }
  const length = secondsBetween(times.startsAt, times.endsAt)
  if (length <= 0) return err({ endsAt: "It ends before it starts. Choose a later end." })
  if (!isBefore(now, times.endsAt)) return err({ endsAt: "It would be over already. Choose a later end." })
  if (isBefore(times.startsAt, plusSeconds(now, -graceSeconds)))
    return err({ startsAt: "It cannot start in the past. Choose now or later." })
  if (!times.recurrence)
    return length > maxRunMinutes * 60
      ? err({ endsAt: "8 hours at most. Longer work takes several windows." })
      : ok(times)
  if (length > maxSeriesDays * 86_400) return err({ endsAt: "A year at most. Make it anew when it ends." })
  return nextRuns(times, now, 1).length === 0
    ? err({ endsAt: "There is no run before it ends. Choose a later end." })
    : ok(times)
}

/** Somebody who chose "now" has read the form for a while. */
const graceSeconds = 15 * 60

import { wallTime } from "#app/kernel/wall-time.ts"
import { type MatcherRows, rowsOf } from "#app/domain/matching/matcher-rows.ts"
import type { MaintenanceWindow } from "#app/domain/maintenance/window.ts"
import { type Instant, plusSeconds } from "#app/kernel/time.ts"
import type { WindowDraft } from "./window-draft.ts"

/** A form to begin with: two hours from the next full hour. */
export function emptyDraft(timeZone: string, now: Instant): WindowDraft {
  const next = plusSeconds(now, 3600).round({ smallestUnit: "hour", roundingMode: "floor" })
  return {
    ...{ title: "", reason: "", timeZone },
    ...{ startsAt: wallTime(next, timeZone), endsAt: wallTime(plusSeconds(next, 7200), timeZone) },
    ...{ every: "once", start: "22:00", minutes: "120", weekdays: [], day: "1" },
    ...{ scope: "client", services: [], assets: [] },
  }
}

/** The form of a window there is. */
export function draftFrom({
  title,
  reason,
  timeZone,
  scope,
  recurrence,
  ...times
}: MaintenanceWindow): WindowDraft {
  return {
    ...{ title, reason, timeZone },
    startsAt: wallTime(times.startsAt, timeZone),
    endsAt: wallTime(times.endsAt, timeZone),
    every: recurrence?.every ?? "once",
    start: recurrence?.start ?? "22:00",
    minutes: String(recurrence?.minutes ?? 120),
    weekdays: recurrence?.every === "week" ? recurrence.weekdays : [],
    day: String(recurrence?.every === "month" ? recurrence.day : 1),
    scope: scope?.kind ?? "client",
    services: scope?.kind === "services" ? scope.serviceIds : [],
    assets: scope?.kind === "assets" ? scope.assetIds : [],
  }
}

export function rowsFrom({ scope }: MaintenanceWindow): MatcherRows {
  return scope?.kind === "matcher" ? rowsOf(scope.matcher) : { mode: "all", rows: [] }
}

import { describeMatcher, type ValueNames } from "../matching/describe.ts"
import type { Recurrence, Weekday } from "./recurrence.ts"
import type { MaintenanceScope } from "./scope.ts"

const dayNames: Readonly<Record<Weekday, string>> = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
}

/** "Every Tuesday and Thursday at 22:00 for 4 h (Europe/Berlin)". */
export function describeRecurrence(recurrence: Recurrence | null, timeZone: string): string {
  if (!recurrence) return "Once"
  return `${daysOf(recurrence)} at ${recurrence.start} for ${lengthText(recurrence.minutes)} (${timeZone})`
}

/** "1 h 30 min". */
export function lengthText(minutes: number): string {
  const parts = [
    ...(minutes >= 60 ? [`${Math.floor(minutes / 60)} h`] : []),
    ...(minutes % 60 > 0 ? [`${minutes % 60} min`] : []),
  ]
  return parts.join(" ")
}

/** What services, assets and sources are called, by id. */
export type ScopeNames = ValueNames & { readonly asset?: Readonly<Record<string, string>> }

/** What of a client is worked on, in a sentence. */
export function describeScope(scope: MaintenanceScope | null, names: ScopeNames = {}): string {
  if (!scope) return "Nothing: what is stored cannot be read."
  switch (scope.kind) {
    case "client":
      return "The whole client."
    case "services":
      return `${named(scope.serviceIds, names.service, "service")}.`
    case "assets":
      return `${named(scope.assetIds, names.asset, "asset")}.`
    case "matcher":
      return describeMatcher(scope.matcher, names)
  }
}

function named(ids: readonly string[], names: Readonly<Record<string, string>> = {}, word: string): string {
  const known = ids.map((id) => names[id] ?? "one that is gone")
  const shown = known.length > 5 ? [...known.slice(0, 5), `${known.length - 5} more`] : known
  return `The ${word}${ids.length === 1 ? "" : "s"} ${listed(shown)}`
}

function daysOf(recurrence: Recurrence): string {
  switch (recurrence.every) {
    case "day":
      return "Every day"
    case "week":
      return `Every ${listed(recurrence.weekdays.map((day) => dayNames[day]))}`
    case "month":
      return recurrence.day > 28
        ? `Every month on day ${recurrence.day}, or its last,`
        : `Every month on day ${recurrence.day}`
  }
}

const listed = (words: readonly string[]) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`

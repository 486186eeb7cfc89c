import { err, ok, type Result } from "#app/kernel/result.ts"
import { type Instant, instant, Temporal } from "#app/kernel/time.ts"
import type { Calendar, EpochDay, Holiday, Weekday, Window, WindowedHours } from "./calendar.ts"
import { weekdayOf, weekdays } from "./calendar.ts"
import { union, without } from "./windows.ts"

/** From and to by the wall clock, `HH:MM` or `HH:MM:SS`; `24:00` ends a day. An end at or before its start is the next day's. */
export type Hours = readonly (readonly [from: string, to: string])[]

/** A calendar as somebody writes it down. */
export type CalendarDraft = {
  readonly name?: string
  readonly version?: number
  readonly effectiveFrom?: Instant
  readonly zone: string
  /** `always`, or the hours of each weekday; a weekday left out is closed. */
  readonly weekly: "always" | Readonly<Partial<Record<Weekday, Hours>>>
  readonly holidays?: readonly Holiday[]
  /** Hours that take the place of a local date's weekly ones. */
  readonly overrides?: Readonly<Record<string, Hours>>
  /** Hours taken out of whatever is open on a local date. */
  readonly closures?: Readonly<Record<string, Hours>>
}

/** Open round the clock, holidays too. The zone only says how its times are written. */
export function alwaysOpen(zone = "UTC", name = "24x7"): Calendar {
  return { name, version: 1, effectiveFrom: instant("1970-01-01T00:00Z"), zone, hours: { kind: "always" } }
}

/**
 * A calendar from what was written down. Each local date stands for itself: hours over midnight belong half to the next
 * date, and a holiday or override there rules that half. A holiday closes its date whatever an override says.
 *
 * @returns every fault at once, each a sentence for the person who wrote it
 */
export function defineCalendar(draft: CalendarDraft): Result<Calendar, readonly string[]> {
  const faults = faultsOf(draft)
  if (faults.length > 0) return err(faults)
  const { name = "Service hours", version = 1, zone } = draft
  const effectiveFrom = draft.effectiveFrom ?? instant("1970-01-01T00:00Z")
  return ok({ name, version, effectiveFrom, zone, hours: hoursOf(draft) })
}

function hoursOf(draft: CalendarDraft): Calendar["hours"] {
  const { holidays = [], overrides = {}, closures = {} } = draft
  const hasDates = holidays.length + Object.keys(overrides).length + Object.keys(closures).length > 0
  if (draft.weekly === "always" && !hasDates) return { kind: "always" }
  const weekly = weeklyWindows(draft.weekly)
  const replaced = byDate(overrides)
  const cuts = byDate(closures)
  const closed = new Set(holidays.map((holiday) => epochDay(holiday.date)))
  const dates = new Set([...closed, ...replaced.own.keys(), ...replaced.next.keys()])
  for (const date of [...cuts.own.keys(), ...cuts.next.keys()]) dates.add(date)

  const exceptions = new Map<EpochDay, readonly Window[]>()
  for (const date of dates) {
    const own = replaced.own.get(date) ?? weekly[weekdayOf(date)] ?? []
    const open = closed.has(date) ? [] : union([...own, ...(replaced.next.get(date) ?? [])])
    exceptions.set(date, without(open, [...(cuts.own.get(date) ?? []), ...(cuts.next.get(date) ?? [])]))
  }
  const lastException = [...dates].reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return { kind: "windowed", weekly, exceptions, lastException, holidays } satisfies WindowedHours
}

function weeklyWindows(weekly: CalendarDraft["weekly"]): readonly (readonly Window[])[] {
  if (weekly === "always") return weekdays.map(() => [{ from: 0, to: 86_400 }])
  const parts = weekdays.map((weekday) => split(weekly[weekday] ?? []))
  return parts.map(({ own }, index) => union([...own, ...(parts[(index + 6) % 7]?.next ?? [])]))
}

function byDate(dated: Readonly<Record<string, Hours>>) {
  const own = new Map<EpochDay, Window[]>()
  const next = new Map<EpochDay, Window[]>()
  for (const [date, hours] of Object.entries(dated)) {
    const parts = split(hours)
    own.set(epochDay(date), union(parts.own))
    if (parts.next.length > 0) next.set(epochDay(date) + 1, parts.next)
  }
  return { own, next }
}

/** Hours of a date, and what of them runs over its midnight. */
function split(hours: Hours): { own: Window[]; next: Window[] } {
  const windows = hours.map(([from, to]) => ({ from: wallSeconds(from) ?? 0, to: wallSeconds(to) ?? 0 }))
  return {
    own: windows.map(({ from, to }) => ({ from, to: to <= from ? 86_400 : to })),
    next: windows.filter(({ from, to }) => to <= from && to > 0).map(({ to }) => ({ from: 0, to })),
  }
}

function faultsOf(draft: CalendarDraft): string[] {
  const { holidays = [], overrides = {}, closures = {} } = draft
  const dates = [...holidays.map((h) => h.date), ...Object.keys(overrides), ...Object.keys(closures)]
  const weekly = draft.weekly === "always" ? [] : Object.values(draft.weekly)
  const hours = [...weekly, ...Object.values(overrides), ...Object.values(closures)].flat()
  return [
    ...(isZone(draft.zone) ? [] : [`There is no time zone ${draft.zone}.`]),
    ...dates.filter((date) => !isDate(date)).map((date) => `${date} is not a date like 2026-12-25.`),
    ...hours.flatMap(([from, to]) => faultOfHours(from, to)),
  ]
}

function faultOfHours(from: string, to: string): string[] {
  const [start, end] = [wallSeconds(from), wallSeconds(to)]
  if (start === null || end === null) return [`${from}-${to} is not a time span like 09:00-17:00.`]
  if (start === 86_400) return [`${from}-${to} starts at the end of its day; write 00:00 of the next.`]
  return start === end
    ? [`${from}-${to} has no length; a whole day is 00:00-24:00, a closed one is left out.`]
    : []
}

function wallSeconds(text: string): number | null {
  const match = /^(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text)
  if (!match) return null
  const [hour, minute, sec] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)]
  const total = hour * 3600 + minute * 60 + sec
  return minute > 59 || sec > 59 || total > 86_400 ? null : total
}

function epochDay(date: string): EpochDay {
  return Temporal.PlainDate.from("1970-01-01").until(date, { largestUnit: "days" }).days
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text
  } catch {
    return false
  }
}

function isZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false
  try {
    return instant("2026-01-01T00:00Z").toZonedDateTimeISO(name).timeZoneId.length > 0
  } catch {
    return false
  }
}

import type { Instant } from "#app/kernel/time.ts"

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const
export type Weekday = (typeof weekdays)[number]

/** Part of one local date: seconds after its midnight by the wall clock, open at `from`, closed at `to`; at most 86,400. */
export type Window = { readonly from: number; readonly to: number }

/** A local date (`YYYY-MM-DD`) closed all day, with the name a client reads. */
export type Holiday = { readonly date: string; readonly name: string }

/** Days since 1970-01-01 of a local date: which date it is, not which moment. */
export type EpochDay = number

export type WindowedHours = {
  readonly kind: "windowed"
  /** Monday first. What runs over midnight is two windows. */
  readonly weekly: readonly (readonly Window[])[]
  /** Dates whose hours are not those of their weekday: holidays, overrides and closures, worked out. */
  readonly exceptions: ReadonlyMap<EpochDay, readonly Window[]>
  readonly lastException: EpochDay
  readonly holidays: readonly Holiday[]
}

/**
 * When service is given, of one version. Hours, holidays, overrides and closures are local to `zone` and go by its wall
 * clock; lengths are real time, so a day on which the clocks change has 23 or 25 hours.
 */
export type Calendar = {
  readonly name: string
  readonly version: number
  /** From when on clocks that start go by this version. */
  readonly effectiveFrom: Instant
  /** IANA name. */
  readonly zone: string
  readonly hours: { readonly kind: "always" } | WindowedHours
}

/** Which weekday a date is, 0 for Monday. */
export function weekdayOf(date: EpochDay): number {
  return (((date + 3) % 7) + 7) % 7
}

/** The open windows of one local date, in order, never touching. */
export function windowsOn(hours: WindowedHours, date: EpochDay): readonly Window[] {
  return hours.exceptions.get(date) ?? hours.weekly[weekdayOf(date)] ?? []
}

/** True when no window comes on or after the date. */
export function isOverBy(hours: WindowedHours, date: EpochDay): boolean {
  return date > hours.lastException && hours.weekly.every((windows) => windows.length === 0)
}

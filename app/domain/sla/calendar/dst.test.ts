import { expect, test } from "vitest"
import { instant, plusSeconds, secondsBetween } from "#app/kernel/time.ts"
import { calendar } from "#tests/support/sla-story.ts"
import { before } from "./before.ts"
import type { Calendar } from "./calendar.ts"
import { deadline } from "./deadline.ts"
import type { CalendarDraft } from "./define.ts"
import { elapsed } from "./elapsed.ts"

/** Four days around a change of the clocks, in each direction; the zone's change lies inside. */
const changes = [
  ["Europe/London", "2026-03-27T12:00Z"],
  ["Europe/London", "2026-10-23T12:00Z"],
  ["America/New_York", "2026-03-06T12:00Z"],
  ["America/New_York", "2026-10-30T12:00Z"],
  ["America/Santiago", "2026-04-03T12:00Z"],
  ["America/Santiago", "2026-09-04T12:00Z"],
  ["Australia/Lord_Howe", "2026-04-03T12:00Z"],
  ["Australia/Lord_Howe", "2026-10-02T12:00Z"],
  ["Asia/Tehran", "2021-03-20T12:00Z"],
  ["Asia/Tehran", "2021-09-20T12:00Z"],
] as const

const everyDay = (hours: readonly (readonly [string, string])[]): CalendarDraft["weekly"] => ({
  ...{ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours },
})
const kinds = {
  "round the clock by the wall": [["00:00", "24:00"]],
  "a working day": [["09:00", "17:00"]],
  "a night": [["22:00", "06:00"]],
  "a split day": [
    ["08:00", "12:15"],
    ["13:00", "17:45"],
  ],
  "inside the hour that is missing or comes twice": [["01:45", "02:15"]],
  "over midnight by minutes": [["23:40", "00:20"]],
} as const

const span = 4 * 24 * 60

/**
 * Whether each minute of a time is open, computed another way: the wall clock of every minute from Intl, looked up in the
 * windows. Knows nothing of offsets or transitions.
 */
function minutesOpen(zone: string, windows: readonly (readonly [string, string])[], from: string): boolean[] {
  return wallOf(zone, from).map((at) =>
    windows.some(([open, close]) => (open < close ? open <= at && at < close : open <= at || at < close)),
  )
}

const walls = new Map<string, readonly string[]>()

/** `HH:MM` of each minute. */
function wallOf(zone: string, from: string): readonly string[] {
  const known = walls.get(zone + from)
  if (known) return known
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" })
  const start = instant(from).epochMilliseconds
  const wall = Array.from({ length: span }, (_, minute) => format.format(start + minute * 60_000))
  walls.set(zone + from, wall)
  return wall
}

test.each(
  changes.flatMap(([zone, from]) => Object.entries(kinds).map((kind) => [zone, from, ...kind] as const)),
)("%s from %s, %s: agrees with a walk along the wall clock", (zone, from, _kind, windows) => {
  const hours = calendar({ zone, weekly: everyDay(windows) })
  const open = minutesOpen(zone, windows, from)
  const start = instant(from)
  let count = 0
  for (const [minute, isOpen] of open.entries()) {
    const at = plusSeconds(start, minute * 60)
    if (minute % 11 === 0) expect(elapsed(hours, start, at)).toBe(count * 60)
    if (isOpen) count++
    if (isOpen && minute % 13 === 0) expectInverse(hours, start, count, minute + 1)
  }
  expect(elapsed(hours, start, plusSeconds(start, span * 60))).toBe(count * 60)
})

/** The n-th open minute ends where the walk says, and a half of it half a minute earlier. */
function expectInverse(hours: Calendar, start: ReturnType<typeof instant>, count: number, end: number) {
  const due = deadline(hours, start, count * 60)
  expect(due && secondsBetween(start, due)).toBe(end * 60)
  const half = deadline(hours, start, count * 60 - 30)
  expect(half && secondsBetween(start, half)).toBe(end * 60 - 30)
  const back = before(hours, plusSeconds(start, end * 60), 30)
  expect(back && secondsBetween(start, back)).toBe(end * 60 - 30)
}

test.each(changes)("%s from %s does change its clocks, or the test above proves nothing", (zone, from) => {
  const day = calendar({ zone, weekly: everyDay([["00:00", "24:00"]]) })
  const start = instant(from)
  const zoned = start.toZonedDateTimeISO(zone)
  expect(zoned.add({ days: 4 }).offset).not.toBe(zoned.offset)
  expect(elapsed(day, start, plusSeconds(start, span * 60))).toBe(span * 60)
})

test("a date that the zone left out has no hours", () => {
  // Samoa went from the 29th to the 31st of December 2011.
  const day = calendar({ zone: "Pacific/Apia", weekly: { fri: [["09:00", "17:00"]] } })
  expect(elapsed(day, instant("2011-12-26T00:00Z"), instant("2012-01-05T00:00Z"))).toBe(0)
})

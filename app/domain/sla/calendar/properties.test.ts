import fc from "fast-check"
import { expect, test } from "vitest"
import { instant, plusSeconds, secondsBetween } from "#app/kernel/time.ts"
import { calendar } from "#tests/support/sla-story.ts"
import { before } from "./before.ts"
import { type Calendar, weekdays } from "./calendar.ts"
import { deadline } from "./deadline.ts"
import { elapsed } from "./elapsed.ts"
import { isOpen, nextClose, nextOpen } from "./opening.ts"

const wall = fc
  .integer({ min: 0, max: 95 })
  .map((q) => `${String(Math.floor(q / 4)).padStart(2, "0")}:${String((q % 4) * 15).padStart(2, "0")}`)
const window = fc.tuple(wall, wall).filter(([from, to]) => from !== to)
const windows = fc.array(window, { maxLength: 3 })
const date = fc.integer({ min: 0, max: 730 }).map((days) =>
  plusSeconds(instant("2025-06-01T00:00Z"), days * 86_400)
    .toString()
    .slice(0, 10),
)
const zones = [
  "UTC",
  "Europe/London",
  "America/New_York",
  "America/Santiago",
  "Australia/Lord_Howe",
  "Asia/Tehran",
  "Asia/Kathmandu",
  "Pacific/Apia",
]

const anyCalendar: fc.Arbitrary<Calendar> = fc
  .record({
    zone: fc.constantFrom(...zones),
    weekly: fc.record(Object.fromEntries(weekdays.map((day) => [day, windows])), { requiredKeys: [] }),
    holidays: fc.array(date, { maxLength: 8 }).map((dates) => dates.map((day) => ({ date: day, name: "x" }))),
    overrides: fc.dictionary(date, windows, { maxKeys: 4 }),
    closures: fc.dictionary(date, windows, { maxKeys: 4 }),
  })
  .map((draft) => calendar(draft))

/** Any second of two years, in which every zone above that changes its clocks does so four times. */
const moment = fc
  .integer({ min: 0, max: 730 * 86_400 })
  .map((seconds) => plusSeconds(instant("2025-06-01T00:00Z"), seconds))
const inOrder = fc
  .array(moment, { minLength: 3, maxLength: 3 })
  .map((moments) => [...moments].sort((a, b) => a.epochMilliseconds - b.epochMilliseconds))

test("elapsed is additive over any split", () => {
  fc.assert(
    fc.property(anyCalendar, inOrder, (hours, [a, b, c]) => {
      expect(elapsed(hours, a!, b!) + elapsed(hours, b!, c!)).toBe(elapsed(hours, a!, c!))
    }),
  )
})

test("deadline and elapsed are inverse, and no earlier moment will do", () => {
  fc.assert(
    fc.property(anyCalendar, moment, fc.integer({ min: 1, max: 2_000_000 }), (hours, from, seconds) => {
      const due = deadline(hours, from, seconds)
      if (!due) return
      expect(elapsed(hours, from, due)).toBe(seconds)
      expect(elapsed(hours, from, plusSeconds(due, -1))).toBe(seconds - 1)
    }),
  )
})

test("before and elapsed are inverse, and no later moment will do", () => {
  fc.assert(
    fc.property(anyCalendar, moment, fc.integer({ min: 1, max: 2_000_000 }), (hours, to, seconds) => {
      const from = before(hours, to, seconds)
      if (!from) return
      expect(elapsed(hours, from, to)).toBe(seconds)
      expect(elapsed(hours, plusSeconds(from, 1), to)).toBe(seconds - 1)
    }),
  )
})

test("from an opening to the next closing all of it counts, and before the opening nothing", () => {
  fc.assert(
    fc.property(anyCalendar, moment, (hours, at) => {
      const opens = nextOpen(hours, at)
      if (!opens) return
      expect(elapsed(hours, at, opens)).toBe(0)
      expect(isOpen(hours, opens)).toBe(true)
      const closes = nextClose(hours, opens)
      if (!closes) return
      expect(isOpen(hours, closes)).toBe(false)
      expect(elapsed(hours, opens, closes)).toBe(secondsBetween(opens, closes))
    }),
  )
})

import { describe, expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import { calendar, calendarA, hours, minutes, weekdaysAt } from "#tests/support/sla-story.ts"
import { before } from "./before.ts"
import { deadline } from "./deadline.ts"
import { alwaysOpen, defineCalendar } from "./define.ts"
import { elapsed } from "./elapsed.ts"
import { isOpen, nextClose, nextOpen } from "./opening.ts"
import { inForce } from "./version.ts"

/** 2026-03-02 is a Monday. */
const at = (moment: string) => instant(`${moment}Z`)
const text = (moment: ReturnType<typeof nextOpen>) => moment?.toString() ?? null
const split = calendar({
  zone: "UTC",
  weekly: {
    mon: [
      ["09:00", "12:00"],
      ["13:00", "17:00"],
    ],
  },
})
const night = calendar({ zone: "UTC", weekly: { fri: [["22:00", "06:00"]] } })

test.each([
  ["opens at its first moment", calendarA, "2026-03-02T09:00", true],
  ["is closed a second before", calendarA, "2026-03-02T08:59:59", false],
  ["is open in its last second", calendarA, "2026-03-02T16:59:59", true],
  ["is closed at its last moment", calendarA, "2026-03-02T17:00", false],
  ["is closed at lunch", split, "2026-03-02T12:00", false],
  ["is open after midnight of the night before", night, "2026-03-07T05:59:59", true],
  ["is closed when the night is over", night, "2026-03-07T06:00", false],
])("%s", (_name, hoursOf, moment, open) => expect(isOpen(hoursOf, at(moment))).toBe(open))

test.each([
  ["used up at closing is due at closing", "2026-03-02T16:00", hours, "2026-03-02T17:00:00Z"],
  ["a second more is due a second into the next day", "2026-03-02T16:00", 3601, "2026-03-03T09:00:01Z"],
  ["nothing is due at once, even when closed", "2026-03-07T12:00", 0, "2026-03-07T12:00:00Z"],
  ["seconds are kept", "2026-03-02T16:59:48", 30, "2026-03-03T09:00:18Z"],
  ["a fraction of a second is kept", "2026-03-02T10:00:00.25", 0.5, "2026-03-02T10:00:00.75Z"],
])("a target: %s", (_name, from, seconds, due) =>
  expect(text(deadline(calendarA, at(from), seconds))).toBe(due),
)

test.each([
  ["at opening, when used up there", "2026-03-03T17:00", 8 * hours, "2026-03-03T09:00:00Z"],
  ["in the day before", "2026-03-03T09:30", hours, "2026-03-02T16:30:00Z"],
  ["nothing, where it is", "2026-03-08T12:00", 0, "2026-03-08T12:00:00Z"],
])("counted back: %s", (_name, to, seconds, from) =>
  expect(text(before(calendarA, at(to), seconds))).toBe(from),
)

test.each([
  [calendarA, "2026-03-06T17:00", "2026-03-09T09:00:00Z", "2026-03-09T17:00:00Z"],
  [calendarA, "2026-03-06T16:00", "2026-03-06T16:00:00Z", "2026-03-06T17:00:00Z"],
  [split, "2026-03-02T10:00", "2026-03-02T10:00:00Z", "2026-03-02T12:00:00Z"],
  [night, "2026-03-06T23:00", "2026-03-06T23:00:00Z", "2026-03-07T06:00:00Z"],
  [alwaysOpen(), "2026-03-06T23:00", "2026-03-06T23:00:00Z", null],
])("next opening and closing %#", (hoursOf, from, opens, closes) => {
  expect(text(nextOpen(hoursOf, at(from)))).toBe(opens)
  expect(text(nextClose(hoursOf, at(from)))).toBe(closes)
})

describe("dates of their own", () => {
  const week = (more: object) => weekdaysAt("09:00", "17:00", more)
  const monday = (hoursOf: ReturnType<typeof week>) =>
    elapsed(hoursOf, at("2026-03-02T00:00"), at("2026-03-03T00:00")) / minutes

  test.each([
    ["a holiday closes", { holidays: [{ date: "2026-03-02", name: "x" }] }, 0],
    ["an override replaces", { overrides: { "2026-03-02": [["10:00", "11:30"]] } }, 90],
    ["an empty override closes", { overrides: { "2026-03-02": [] } }, 0],
    ["a closure cuts out", { closures: { "2026-03-02": [["12:00", "18:00"]] } }, 180],
    [
      "a closure cuts an override",
      { overrides: { "2026-03-02": [["06:00", "20:00"]] }, closures: { "2026-03-02": [["06:00", "07:00"]] } },
      780,
    ],
    [
      "a holiday closes whatever an override says",
      { holidays: [{ date: "2026-03-02", name: "x" }], overrides: { "2026-03-02": [["10:00", "11:30"]] } },
      0,
    ],
    [
      "the night of an override before it runs in",
      { overrides: { "2026-03-01": [["22:00", "06:00"]] } },
      840,
    ],
    [
      "windows that overlap count once",
      {
        overrides: {
          "2026-03-02": [
            ["09:00", "11:00"],
            ["10:00", "12:00"],
          ],
        },
      },
      180,
    ],
  ])("%s", (_name, more, open) => expect(monday(week(more))).toBe(open))

  test("a holiday takes the half of a night that lies in it", () => {
    const easter = calendar({
      zone: "UTC",
      weekly: { fri: [["22:00", "06:00"]] },
      holidays: [{ date: "2026-03-07", name: "x" }],
    })
    expect(elapsed(easter, at("2026-03-06T12:00"), at("2026-03-07T12:00"))).toBe(2 * hours)
  })

  test("round the clock, a holiday still closes when the calendar has it", () => {
    const most = calendar({ zone: "UTC", weekly: "always", holidays: [{ date: "2026-03-02", name: "x" }] })
    expect(elapsed(most, at("2026-03-01T00:00"), at("2026-03-04T00:00"))).toBe(48 * hours)
  })
})

test("what never opens again is never due, next open or open before", () => {
  const once = calendar({ zone: "UTC", weekly: {}, overrides: { "2026-03-02": [["09:00", "10:00"]] } })
  expect(text(deadline(once, at("2026-03-01T00:00"), hours))).toBe("2026-03-02T10:00:00Z")
  expect(deadline(once, at("2026-03-01T00:00"), hours + 1)).toBe(null)
  expect(nextOpen(once, at("2026-03-02T10:00"))).toBe(null)
  expect(before(once, at("2026-03-02T09:00"), 1)).toBe(null)
})

test("no time passes backwards", () =>
  expect(elapsed(calendarA, at("2026-03-03T12:00"), at("2026-03-02T12:00"))).toBe(0))

test("ten years are counted a thousand times without waiting", () => {
  const zone = weekdaysAt("09:00", "17:00", { zone: "Europe/London" })
  let total = 0
  for (let i = 0; i < 1000; i++) total += elapsed(zone, at("2016-01-01T00:00"), at("2026-01-01T00:00"))
  expect(total).toBe(1000 * 2609 * 8 * hours)
})

test("every fault of a draft is told at once", () => {
  const made = defineCalendar({
    zone: "Mars/Olympus",
    weekly: {
      mon: [["9:00", "17:00"]],
      tue: [["09:00", "09:00"]],
      wed: [["24:00", "06:00"]],
      thu: [["09:61", "25:00"]],
    },
    holidays: [{ date: "2026-02-30", name: "x" }],
    overrides: { "2.3.2026": [] },
  })
  expect(made.ok ? [] : made.error).toHaveLength(7)
})

test("the version in force is the newest that has come into effect", () => {
  const versions = [
    { version: 1, effectiveFrom: at("2026-01-01T00:00") },
    { version: 3, effectiveFrom: at("2026-03-01T00:00") },
    { version: 2, effectiveFrom: at("2026-03-01T00:00") },
  ]
  expect(inForce(versions, at("2025-12-31T23:59:59"))).toBe(null)
  expect(inForce(versions, at("2026-02-28T23:59:59"))?.version).toBe(1)
  expect(inForce(versions, at("2026-03-01T00:00"))?.version).toBe(3)
})

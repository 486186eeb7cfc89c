import { expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import {
  calendarA,
  calendarC,
  hours,
  minutes,
  promise,
  target,
  weekdaysAt,
} from "#tests/support/sla-story.ts"
import { microsOf } from "../calendar/micros.ts"
import { clocksAt } from "../clock/view.ts"
import { replay } from "../clock/replay.ts"
import { type Lines, opened, story } from "#tests/support/sla-story.ts"
import { arrivalOf, promisedBy, zoneOf } from "./demand.ts"
import { hourOfWeek, openHours } from "./week.ts"

const at = (text: string) => microsOf(instant(text))
const frame = { zone: "UTC", from: at("2026-01-01T00:00Z"), to: at("2026-04-01T00:00Z") }
const within = (mask: string) => mask.split("").flatMap((open, hour) => (open === "1" ? [hour] : []))
const nineToFive = [0, 1, 2, 3, 4].flatMap((day) => [9, 10, 11, 12, 13, 14, 15, 16].map((h) => day * 24 + h))

test.each([
  { zone: "UTC", at: "2026-03-02T00:00Z", hour: 0 },
  { zone: "UTC", at: "2026-03-08T23:59:59.999Z", hour: 167 },
  { zone: "Europe/Sofia", at: "2026-03-01T22:30Z", hour: 0 },
  { zone: "Asia/Kolkata", at: "2026-03-02T10:29Z", hour: 15 },
  // An hour before and after the clocks go forward.
  { zone: "Europe/London", at: "2026-03-29T00:59Z", hour: 144 },
  { zone: "Europe/London", at: "2026-03-29T01:00Z", hour: 146 },
])("4.10 the hour of the week of $at in $zone", ({ zone, at: text, hour }) => {
  expect(hourOfWeek(zone, at(text))).toBe(hour)
})

test("4.10 hours of service: of each kind those that mostly were open; a holiday closes no weekday for good", () => {
  const hours = (calendar: typeof calendarA, zone = "UTC") =>
    within(openHours(calendar, zone, frame.from, frame.to))
  expect(hours(calendarC)).toHaveLength(168)
  expect(hours(calendarA)).toEqual(nineToFive)
  expect(
    hours(weekdaysAt("09:00", "17:00", { holidays: [{ date: "2026-01-05", name: "A Monday" }] })),
  ).toEqual(nineToFive)
  expect(hours(weekdaysAt("08:30", "17:00")).slice(0, 2)).toEqual([8, 9])
  expect(hours(calendarA, "Asia/Tokyo").slice(0, 2)).toEqual([18, 19])
})

test("4.10 one day of other hours makes no hour of the week", () => {
  const stockTaking = weekdaysAt("09:00", "17:00", {
    overrides: { "2026-01-10": [["09:00", "17:00"]] },
  })
  expect(within(openHours(stockTaking, "UTC", frame.from, frame.to))).toEqual(nineToFive)
})

test("4.10 what a policy promises: answers with their time, all else by its hours, and nothing of the desks'", () => {
  const terms = promise([
    target("acknowledge", 1, 15 * minutes, calendarC),
    target("first_response", 3, hours, calendarA),
    target("resolve", 1, 4 * hours, calendarA),
    target("resolve", 3, 8 * hours, calendarA),
    target("handoff_accept", 1, 300, calendarC),
  ])
  expect(promisedBy(terms, frame).map((p) => [p.metric, p.priority, within(p.hours).length])).toEqual([
    ["acknowledge", 1, 168],
    ["first_response", 3, 40],
    [null, 0, 40],
  ])
  expect(zoneOf(terms)).toBe("UTC")
  const inTokyo = target("resolve", 3, 60, weekdaysAt("09:00", "17:00", { zone: "Asia/Tokyo" }))
  const always = [1, 2].map((priority) => target("resolve", priority as 1 | 2, 60, calendarC))
  expect([zoneOf(promise([...always, inTokyo])), zoneOf(promise([]))]).toEqual(["Asia/Tokyo", "UTC"])
})

test("4.10 what comes outside its hours has to be taken from their beginning on, over the time it has", () => {
  const arrival = (calendar: typeof calendarA, time: string, seconds = hours) => {
    const lines: Lines = [[time, opened()]]
    const terms = promise([
      target("acknowledge", 1, seconds, calendar),
      target("resolve", 1, hours, calendarC),
    ])
    const events = story(...lines, [time, { kind: "actionable" }])
    const views = clocksAt(replay([terms], events), instant("2026-03-30T00:00Z"))
    return arrivalOf(
      views.filter((view) => view.kind === "clock"),
      "UTC",
    )
  }
  expect(arrival(calendarC, "2026-03-07T22:10")).toEqual({ priority: 1, hours: [5 * 24 + 22] })
  expect(arrival(calendarA, "2026-03-07T22:10")).toEqual({ priority: 1, hours: [9] })
  // Eleven hours of service: a Monday, and three hours of Tuesday.
  expect(arrival(calendarA, "2026-03-07T22:10", 11 * hours)?.hours).toEqual([
    9, 10, 11, 12, 13, 14, 15, 16, 33, 34, 35,
  ])
  expect(arrival(calendarA, "2026-03-03T16:59", 11 * hours)?.hours).toEqual([24 + 16])
  expect(arrival(calendarA, "2026-03-03T16:59")).toEqual({ priority: 1, hours: [24 + 16] })
  expect(arrivalOf([], "UTC")).toBeNull()
})

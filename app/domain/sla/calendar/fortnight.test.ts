import { expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import { calendar, calendarC } from "#tests/support/sla-story.ts"
import { daysFrom } from "./fortnight.ts"

const london = calendar({
  zone: "Europe/London",
  weekly: {
    fri: [
      ["09:00", "12:00"],
      ["13:00", "17:00"],
    ],
    sat: [["22:00", "06:00"]],
    mon: [["09:00", "17:00"]],
  },
  holidays: [{ date: "2026-03-30", name: "Founders' day" }],
  overrides: { "2026-04-01": [["10:00", "11:00"]] },
})

test("2.9.5 local dates with their hours, holidays by name, changed dates and days of 23 hours", () => {
  const days = daysFrom(london, instant("2026-03-27T23:30Z"), 6)
  expect(days.map((d) => [d.date, d.weekday, d.windows.length, d.holiday, d.isChanged, d.hours])).toEqual([
    ["2026-03-27", 4, 2, null, false, 24],
    ["2026-03-28", 5, 1, null, false, 24],
    ["2026-03-29", 6, 1, null, false, 23],
    ["2026-03-30", 0, 0, "Founders' day", false, 24],
    ["2026-03-31", 1, 0, null, false, 24],
    ["2026-04-01", 2, 1, null, true, 24],
  ])
  // What runs over midnight stands half on the next date.
  expect(days[2]?.windows).toEqual([{ from: 0, to: 6 * 3600 }])
})

test("2.9.5 the date is the zone's, and round the clock is open all of it", () => {
  const [day] = daysFrom(calendarC, instant("2026-03-27T23:30Z"))
  expect(day).toMatchObject({ date: "2026-03-27", windows: [{ from: 0, to: 86_400 }] })
  expect(daysFrom(calendarC, instant("2026-03-27T23:30Z"))).toHaveLength(14)
})

import { expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import { type Month, monthAt, monthsBack, monthWords, parseMonth, periodOf } from "./month.ts"

const month = (text: string) => parseMonth(text) as Month

test.each([
  ["Europe/Sofia", "2026-10", "2026-09-30T21:00:00Z", "2026-10-31T22:00:00Z"],
  ["UTC", "2026-12", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"],
  ["Pacific/Apia", "2024-02", "2024-01-31T11:00:00Z", "2024-02-29T11:00:00Z"],
  // The clocks go forward at midnight of the first: the day begins at one.
  ["America/Asuncion", "2017-10", "2017-10-01T04:00:00Z", "2017-11-01T03:00:00Z"],
])("in %s, %s lasts from %s to %s", (zone, text, from, to) => {
  const period = periodOf(month(text), zone)
  expect([period.from.toString(), period.to.toString()]).toEqual([from, to])
})

test("each moment is in one month, the one its zone says", () => {
  expect(monthAt(instant("2026-10-31T22:30:00Z"), "Europe/Sofia")).toBe("2026-11")
  expect(monthAt(instant("2026-10-31T22:30:00Z"), "UTC")).toBe("2026-10")
  expect(periodOf(month("2026-10"), "Europe/Sofia").to).toEqual(
    periodOf(month("2026-11"), "Europe/Sofia").from,
  )
})

test("months count back over a year's end and are named", () => {
  expect(monthsBack(month("2026-02"), 4)).toEqual(["2026-02", "2026-01", "2025-12", "2025-11"])
  expect(monthWords(month("2026-02"))).toBe("February 2026")
})

test.each(["2026-13", "2026-00", "26-01", "2026-1", "x", "", null, "1999-01", "2026-01-01"])(
  "%s is no month",
  (text) => expect(parseMonth(text)).toBeUndefined(),
)

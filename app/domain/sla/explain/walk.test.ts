import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { instant, secondsBetween } from "#app/kernel/time.ts"
import { calendarA, calendarC, hours, minutes, weekdaysAt } from "#tests/support/sla-story.ts"
import { deadline } from "../calendar/deadline.ts"
import { walk } from "./walk.ts"

const office = weekdaysAt("09:00", "17:00", {
  zone: "Europe/London",
  holidays: [{ date: "2026-03-30", name: "Founders' day" }],
})

const told = (calendar: typeof office, start: string, seconds: number) =>
  walk(calendar, instant(start), seconds).steps.map((step) => {
    const what = step.kind === "counts" ? step.seconds : step.holidays.map((h) => h.name).join(", ")
    const change = step.clockChange === null ? "" : ` clocks ${step.clockChange}`
    return `${step.kind} ${step.from.toString().slice(8, 16)} ${step.to.toString().slice(8, 16)} ${what} of ${step.total}${change}`
  })

describe("the way to a deadline", () => {
  test("vector 1: over a weekend", () => {
    expect(told(calendarA, "2026-03-06T16:30Z", 60 * minutes)).toEqual([
      "counts 06T16:30 06T17:00 1800 of 1800",
      "closed 06T17:00 09T09:00  of 1800",
      "counts 09T09:00 09T09:30 1800 of 3600",
    ])
  })

  test("vector 16: over a holiday, which is named, and a change of the clocks", () => {
    expect(told(office, "2026-03-27T16:30Z", 60 * minutes)).toEqual([
      "counts 27T16:30 27T17:00 1800 of 1800",
      "closed 27T17:00 31T08:00 Founders' day of 1800 clocks 3600",
      "counts 31T08:00 31T08:30 1800 of 3600",
    ])
  })

  test("round the clock is one step", () => {
    expect(told(calendarC, "2026-03-27T16:30Z", 3 * hours)).toEqual([
      "counts 27T16:30 27T19:30 10800 of 10800",
    ])
  })

  test("a calendar that never opens leads nowhere", () => {
    const never = weekdaysAt("09:00", "17:00", { closures: {} })
    const shut = { ...never, hours: { ...never.hours, weekly: [] } } as typeof never
    expect(walk(shut, instant("2026-03-27T16:30Z"), 60)).toEqual({ steps: [], dueAt: null })
  })

  test("steps leave no gap, end at the deadline, and what counts is the target", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 * 86_400 }),
        fc.integer({ min: 1, max: 400_000 }),
        (after, seconds) => {
          const start = instant("2026-03-01T00:00Z").add({ seconds: after })
          const { steps, dueAt } = walk(office, start, seconds)
          expect(dueAt?.toString()).toBe(deadline(office, start, seconds)?.toString())
          expect(steps[0]?.from.toString()).toBe(start.toString())
          expect(steps.at(-1)?.to.toString()).toBe(dueAt?.toString())
          for (const [i, step] of steps.entries())
            if (i > 0) expect(steps[i - 1]?.to.toString()).toBe(step.from.toString())
          const counted = steps.filter((step) => step.kind === "counts")
          expect(counted.reduce((sum, s) => sum + secondsBetween(s.from, s.to), 0)).toBe(seconds)
        },
      ),
    )
  })
})

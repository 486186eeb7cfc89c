import { expect, test } from "vitest"
import { calendarA, hours, minutes, promise, target, weekdaysAt } from "#tests/support/sla-story.ts"
import { simulated } from "./simulate.ts"

const london = weekdaysAt("09:00", "17:00", {
  ...{ name: "Office", zone: "Europe/London" },
  holidays: [{ date: "2026-03-30", name: "Founders' day" }],
})
const policy = promise([
  target("first_response", 1, 60 * minutes, london),
  target("resolve", 1, 600 * hours, calendarA),
])

test("screen 22: the steps over a weekend, a holiday and a change of the clocks, by the calendar's own wall clock", () => {
  const found = simulated(policy, { metric: "first_response", priority: 1, start: "2026-03-27T16:30" })
  if (found.kind !== "found") throw new Error("nothing found")
  expect(found.dueAt).toBe("Tue 31 Mar 2026 09:30")
  expect(found.steps.map(({ from, to, says, total, clocks }) => [from, to, says, total, clocks])).toEqual([
    ["Fri 27 Mar 2026 16:30", "Fri 27 Mar 2026 17:00", "30 min count", "30 min", null],
    [
      ...["Fri 27 Mar 2026 17:00", "Tue 31 Mar 2026 09:00", "closed: Founders' day (2026-03-30)", "30 min"],
      "the clocks go forward by 1 h",
    ],
    ["Tue 31 Mar 2026 09:00", "Tue 31 Mar 2026 09:30", "30 min count", "1 h", null],
  ])
  expect(found.sentence).toContain("due Tue 31 Mar 2026 09:30 (Europe/London)")
  expect(found.segments.map(({ kind, isForecast }) => `${kind} ${isForecast}`)).toEqual([
    "running false",
    "closed false",
    "running false",
  ])
})

test("a long way is cut, and says by how much", () => {
  const found = simulated(policy, { metric: "resolve", priority: 1, start: "2026-03-02T09:00" })
  expect(found).toMatchObject({ kind: "found", more: 89 })
})

test("vector 15: without a target there is no commitment", () => {
  const found = simulated(policy, { metric: "contain", priority: 1, start: "2026-03-02T09:00" })
  expect(found).toMatchObject({ kind: "none" })
})

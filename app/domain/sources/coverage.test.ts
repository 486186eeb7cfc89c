import { expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import { coverageByDay, percentCovered, silencesWithin } from "./coverage.ts"

const at = (hour: number) => instant("2026-03-02T00:00:00Z").add({ hours: hour })
const silence = (from: number, to: number | null) => ({ since: at(from), until: to === null ? null : at(to) })
const period = { from: at(10), to: at(20) }

test.each([
  ["none", [], 100],
  ["before and after", [silence(0, 10), silence(20, 30)], 100],
  ["within", [silence(12, 14)], 80],
  ["over the start", [silence(5, 12)], 80],
  ["over the end, and still going on", [silence(15, null)], 50],
  ["two that overlap", [silence(12, 15), silence(14, 16)], 60],
  ["all of it", [silence(0, null)], 0],
] as const)("%s", (_name, silences, percent) => expect(percentCovered(silences, period)).toBeCloseTo(percent))

test("a period without length has no share", () =>
  expect(percentCovered([], { from: at(1), to: at(1) })).toBeNull())

test("silences that touch are one", () =>
  expect(silencesWithin([silence(14, 16), silence(12, 14)], period)).toEqual([{ from: at(12), to: at(16) }]))

test("day by day, from the day the source was added to this hour", () => {
  const days = coverageByDay([silence(24, 36)], { begin: at(12), now: at(54), days: 4 })
  expect(days).toEqual([
    { day: "2026-03-01", percent: null },
    { day: "2026-03-02", percent: 100 },
    { day: "2026-03-03", percent: 50 },
    { day: "2026-03-04", percent: 100 },
  ])
})

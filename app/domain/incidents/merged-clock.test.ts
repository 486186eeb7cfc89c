import { expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import { startClock, stateOf } from "../sla/clock.ts"
import { mergedClock } from "./merged-clock.ts"

const at = (time: string) => instant(`2026-03-27T${time}:00Z`)

test("2.4.8 surviving clocks take the earliest start", () => {
  const late = startClock("resolve", 3, at("10:00"))
  const early = { ...startClock("resolve", 3, at("08:00")), pausedSeconds: 600 }
  const merged = mergedClock([late, early], 1)!
  expect(merged.startedAt.equals(at("08:00"))).toBe(true)
  expect(merged.pausedSeconds).toBe(600)
  expect(merged.targetSeconds).toBe(4 * 3600)
  expect(merged.dueAt.equals(at("12:10"))).toBe(true)
})

test.each([
  { name: "in time", stopped: "08:12", state: "met" },
  { name: "too late, counted from the earliest start", stopped: "09:05", state: "missed" },
])("2.4.8 first response is that of the first who answered: $name", ({ stopped, state }) => {
  const unanswered = startClock("acknowledge", 1, at("08:00"))
  const answered = { ...startClock("acknowledge", 2, at("08:10")), stoppedAt: at(stopped) }
  const later = { ...startClock("acknowledge", 1, at("08:20")), stoppedAt: at("09:30") }
  const merged = mergedClock([unanswered, later, answered], 1)!
  expect(merged.startedAt.equals(at("08:00"))).toBe(true)
  expect(merged.stoppedAt?.equals(at(stopped))).toBe(true)
  expect(merged.targetSeconds).toBe(30 * 60)
  expect(stateOf(merged, at("10:00"))).toBe(state)
})

test("a clock that ended without outcome counts for nothing", () => {
  const cancelled = { ...startClock("acknowledge", 1, at("07:00")), cancelledAt: at("07:30") }
  expect(mergedClock([cancelled], 1)).toBeNull()
  const running = startClock("acknowledge", 2, at("08:00"))
  expect(mergedClock([cancelled, running], 2)).toEqual(running)
})

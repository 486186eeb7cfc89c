import { expect, test } from "vitest"
import { RateLimit } from "./rate-limit.ts"

test("a burst passes, then one at a time; keys do not share", () => {
  const limit = new RateLimit({ burst: 3, secondsPerTake: 10 })
  expect([0, 0, 0, 0].map((now) => limit.take("a", now))).toEqual([0, 0, 0, 10])
  expect(limit.take("b", 0)).toBe(0)
  expect(limit.take("a", 4_000)).toBeCloseTo(6)
  expect(limit.take("a", 10_000)).toBe(0)
  expect(limit.take("a", 10_000)).toBeGreaterThan(0)
})

test("a clock that goes back gives nothing away", () => {
  const limit = new RateLimit({ burst: 1, secondsPerTake: 10 })
  expect(limit.take("a", 10_000)).toBe(0)
  expect(limit.take("a", 0)).toBe(10)
})

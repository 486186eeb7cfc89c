import { expect, test } from "vitest"
import { TokenBucket } from "./token-bucket.ts"

test("lets the burst through, then the rate", () => {
  const bucket = new TokenBucket(10, 3, 0)
  expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, 0])
  expect(bucket.take(0)).toBeCloseTo(0.1)
  expect(bucket.take(100)).toBe(0)
  expect(bucket.take(100)).toBeGreaterThan(0)
})

test("never holds more than the burst, and a clock that steps back gives nothing", () => {
  const bucket = new TokenBucket(10, 2, 1000)
  expect([bucket.take(100_000), bucket.take(100_000)]).toEqual([0, 0])
  expect(bucket.take(100_000)).toBeGreaterThan(0)
  expect(bucket.take(50_000)).toBeGreaterThan(0)
})

import fc from "fast-check"
import { expect, test } from "vitest"
import { Temporal } from "#app/kernel/time.ts"
import { arrive, isRaging, isSampled, noStorm, type StormCount } from "./storm.ts"

const start = Date.parse("2026-03-27T12:00:00Z")
const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(start + seconds * 1000)
const minute = 60

/** Counts arrivals at these seconds; gives the state after them and which overflowed. */
function count(seconds: readonly number[], limit: number, from: StormCount = noStorm) {
  let state = from
  const overflowed = seconds.filter((second) => {
    const { count: next, overflows } = arrive(state, at(second), limit)
    state = next
    return overflows
  })
  return { state, overflowed }
}

test("2.3.8 storm: the limit is no storm, one above it is", () => {
  const fifty = Array.from({ length: 50 }, (_, i) => i)
  expect(count(fifty, 50).overflowed).toEqual([])
  expect(count([...fifty, 60], 50).overflowed).toEqual([60])
})

test("2.3.8 storm: further matches overflow while it rages, and it ends once the rate was under the limit for 15 minutes", () => {
  const { state } = count([0, 1, 2], 2)
  // Three in the window until 12:10, when the minute of all three leaves it.
  expect(isRaging(state, at(25 * minute - 1))).toBe(true)
  expect(isRaging(state, at(25 * minute))).toBe(false)
  expect(count([24 * minute], 2, state).overflowed).toEqual([24 * minute])
  expect(count([25 * minute], 2, state).overflowed).toEqual([])
})

test("2.3.8 storm: a new burst in its last minutes keeps it going", () => {
  const { state } = count([0, 1, 2, 20 * minute, 20 * minute + 1, 20 * minute + 2], 2)
  expect(isRaging(state, at(44 * minute))).toBe(true)
  expect(isRaging(state, at(45 * minute))).toBe(false)
})

const arrivals = fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 200 }).map((gaps) => {
  let second = 0
  return gaps.map((gap) => (second += gap))
})
const limits = fc.integer({ min: 1, max: 60 })

test("2.3.8 storm: where arrivals are cut into batches makes no difference", () => {
  fc.assert(
    fc.property(arrivals, limits, fc.nat(200), (seconds, limit, cut) => {
      const whole = count(seconds, limit)
      const first = count(seconds.slice(0, cut), limit)
      // Between two batches a count is JSON in the database.
      const stored = JSON.parse(JSON.stringify(first.state)) as StormCount
      const second = count(seconds.slice(cut), limit, stored)
      expect([...first.overflowed, ...second.overflowed]).toEqual(whole.overflowed)
      expect(second.state).toEqual(whole.state)
    }),
  )
})

test("2.3.8 storm: never within the limit, always above it", () => {
  fc.assert(
    fc.property(arrivals, limits, (seconds, limit) => {
      const overflowed = new Set(count(seconds, limit).overflowed)
      for (const [i, second] of seconds.entries()) {
        // Ten minutes by the minute are between nine and ten by the second.
        const near = seconds.slice(0, i + 1).filter((s) => s > second - 9 * minute).length
        if (near > limit) expect(overflowed.has(second)).toBe(true)
      }
      if (seconds.length <= limit) expect(overflowed.size).toBe(0)
    }),
  )
})

test("a count stays small however long and hard it storms", () => {
  const { state } = count(
    Array.from({ length: 5000 }, (_, i) => i * 7),
    1,
  )
  expect(state.minutes.length).toBeLessThanOrEqual(10)
})

test("a sample of any storm fits on a page", () => {
  const sampled = (upTo: number) => Array.from({ length: upTo }, (_, i) => i + 1).filter(isSampled)
  expect(sampled(30)).toEqual([1, 2, 3, 4, 5, 10, 20, 30])
  expect(sampled(100_000).length).toBeLessThan(50)
})

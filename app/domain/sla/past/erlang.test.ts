import fc from "fast-check"
import { expect, test } from "vitest"
import { peopleNeeded, takenInTime, waitProbability } from "./erlang.ts"

/** Two hundred calls an hour of three minutes each, to be taken within 20 seconds: the worked example of many textbooks. */
const calls = { load: 10, ahead: 0, upTo: 10, handlingSeconds: 180, waitSeconds: 20 }

test.each([
  // One person: who comes waits as often as the person is busy (M/M/1).
  { people: 1, load: 0.5, waits: 0.5 },
  // Two people, one erlang: 1/3, by hand: (1/2 * 2) / (1 + 1 + 1/2 * 2).
  { people: 2, load: 1, waits: 1 / 3 },
  // Three people, two erlangs: 4/9, by hand: (8/6 * 3) / (1 + 2 + 2 + 8/6 * 3).
  { people: 3, load: 2, waits: 4 / 9 },
  { people: 14, load: 10, waits: 0.1741 },
  { people: 3, load: 0, waits: 0 },
  { people: 3, load: 3, waits: 1 },
])("4.10 Erlang C: $people people and $load erlangs", ({ people, load, waits }) => {
  expect(waitProbability(people, load)).toBeCloseTo(waits, 4)
})

test("4.10 Erlang C: of 200 calls an hour 14 people take 88.8 % in time, 13 do not take 80 %", () => {
  expect(takenInTime(14, calls)).toBeCloseTo(0.8883, 3)
  expect(takenInTime(13, calls)).toBeLessThan(0.8)
  expect(peopleNeeded(calls, 0.8)).toBe(14)
})

test("4.10 nobody is needed for nothing; without a promise the queue must not grow, and no more", () => {
  expect(peopleNeeded({ ...calls, load: 0, upTo: 0 }, 0.95)).toBe(0)
  expect(peopleNeeded({ ...calls, load: 2, upTo: 2, waitSeconds: Number.POSITIVE_INFINITY }, 0.95)).toBe(3)
  expect(peopleNeeded({ ...calls, load: 2.5, upTo: 2.5, waitSeconds: Number.POSITIVE_INFINITY }, 0.95)).toBe(
    3,
  )
})

test("4.10 the mean wait of one kind among others is Cobham's: by hand for four people", () => {
  // One erlang ahead, one of its own, one behind, an hour each: C(4, 3) / (4 * 3/4 * 2/4) hours.
  const among = { load: 3, ahead: 1, upTo: 2, handlingSeconds: 3600, waitSeconds: 0 }
  const mean = waitProbability(4, 3) / (4 * (3 / 4) * (2 / 4))
  const later = (hours: number) => 1 - takenInTime(4, { ...among, waitSeconds: hours * 3600 })
  const sum = Array.from({ length: 40_000 }, (_, i) => later((i + 0.5) / 1000) / 1000).reduce((a, b) => a + b)
  expect(sum).toBeCloseTo(mean, 3)
  expect(takenInTime(4, { ...among, ahead: 0, upTo: 1 })).toBe(takenInTime(4, among))
  expect(later(1)).toBeGreaterThan(1 - takenInTime(4, { ...among, ahead: 0, upTo: 1, waitSeconds: 3600 }))
})

const erlangs = fc.double({ min: 0, max: 20, noNaN: true })
const queue = fc
  .record({
    ...{ ahead: erlangs, own: erlangs, behind: erlangs },
    handlingSeconds: fc.integer({ min: 1, max: 20_000 }),
    waitSeconds: fc.integer({ min: 0, max: 20_000 }),
  })
  .map(({ own, behind, ...of }) => ({ ...of, upTo: of.ahead + own, load: of.ahead + own + behind }))
const share = fc.double({ min: 0.5, max: 0.999, noNaN: true })

test("4.10 more arrivals, a shorter wait or a larger share never need fewer people", () => {
  fc.assert(
    fc.property(queue, share, fc.double({ min: 1, max: 3, noNaN: true }), (q, s, times) => {
      const people = peopleNeeded(q, s)
      const more = { ...q, load: q.load * times, ahead: q.ahead * times, upTo: q.upTo * times }
      expect(peopleNeeded(more, s)).toBeGreaterThanOrEqual(people)
      expect(peopleNeeded({ ...q, waitSeconds: q.waitSeconds / times }, s)).toBeGreaterThanOrEqual(people)
      expect(peopleNeeded(q, 1 - (1 - s) / times)).toBeGreaterThanOrEqual(people)
    }),
  )
})

test("4.10 the people that are said are enough, and one fewer is not", () => {
  fc.assert(
    fc.property(queue, share, (q, s) => {
      const people = peopleNeeded(q, s)
      expect(takenInTime(people, q)).toBeGreaterThanOrEqual(s)
      if (people > 0) expect(takenInTime(people - 1, q)).toBeLessThan(s)
    }),
  )
})

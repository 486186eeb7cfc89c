import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Lengths } from "./lengths.ts"
import { withLength } from "./lengths.ts"
import { staffingOf } from "./staffing.ts"
import { emptyTally, hoursInWeek, type Promised, type Tally } from "./tally.ts"
import { staffingText, stretchesOf } from "./week-text.ts"

const always = "1".repeat(hoursInWeek)
const office = Array.from({ length: hoursInWeek }, (_, i) =>
  i < 120 && i % 24 >= 9 && i % 24 < 17 ? "1" : "0",
).join("")
const ack = (minutes: number, hours = always, priority = 1): Promised => ({
  ...{ metric: "acknowledge", priority, hours },
  seconds: minutes * 60,
})
const measured = (seconds: number, count = 30) =>
  Array.from({ length: count }, () => seconds).reduce<Lengths>(withLength, {})
const inEachHour = (count: number) => Array.from({ length: hoursInWeek }, () => count)
const tally = (more: Partial<Tally>): Tally => ({ ...emptyTally, ...more })

describe("4.10 staffing need", () => {
  test("somebody is there in every hour of service, also where nothing came", () => {
    const { before, after } = staffingOf(
      tally({ promised: { before: [ack(30, office)], after: [ack(15)] }, handling: { 1: measured(600) } }),
      0.95,
    )
    expect([before.coverage, before.personHours]).toEqual([40, 40])
    expect([after.coverage, after.personHours]).toEqual([168, 168])
  })

  test("people by Erlang C of what came, how long it took and the shortest wait", () => {
    // 90 in 90 days in each hour of the week: 7 an hour of half an hour each, 3.5 erlangs. Six people take 94.9 %, by hand.
    const { after, handling } = staffingOf(
      tally({
        promised: { before: [], after: [ack(15), ack(60, office, 2)] },
        arrivals: { before: {}, after: { 1: inEachHour(90) } },
        handling: { 1: measured(1800) },
      }),
      0.95,
    )
    expect(handling[0]?.seconds).toBeCloseTo(1800, -2)
    expect(new Set(after.people)).toEqual(new Set([7]))
  })

  test("too few records say nothing of how many; those of all priorities stand in for one with too few", () => {
    const of = (records: Tally["handling"]) =>
      staffingOf(
        tally({
          promised: { before: [], after: [ack(15)] },
          arrivals: { before: {}, after: { 1: inEachHour(900) } },
          handling: records,
        }),
        0.95,
      )
    const few = of({ 1: measured(600, 29) })
    expect([few.records, few.handling, few.after.personHours]).toEqual([29, [], 168])
    const shared = of({ 1: measured(600, 29), 2: measured(600, 1) })
    expect(shared.handling.map(({ isOfAll }) => isOfAll)).toEqual([true, true, true, true])
    expect(shared.after.personHours).toBeGreaterThan(168)
  })

  test("a first response sooner than half of them are handled is said", () => {
    const response = (minutes: number): Promised => ({ ...ack(minutes), metric: "first_response" })
    const soon = (minutes: number) =>
      staffingOf(
        tally({ promised: { before: [], after: [response(minutes)] }, handling: { 1: measured(600) } }),
        0.95,
      ).tooSoon
    expect([soon(30), soon(5)]).toEqual([[], [1]])
    const people = (promised: Promised) =>
      staffingOf(
        tally({
          promised: { before: [], after: [promised] },
          arrivals: { before: {}, after: { 1: inEachHour(90) } },
          handling: { 1: measured(600) },
        }),
        0.95,
      ).after.people
    // Within a quarter of an hour, ten minutes of it to write it, is within five; within one is at once.
    expect(people(response(15))).toEqual(people(ack(5 - 0.07)))
    expect(people(response(15))).not.toEqual(people(ack(15)))
    expect(people(response(1))).toEqual(people(ack(0)))
  })

  test("more arrivals and tighter terms never need fewer people, in any hour", () => {
    const counts = fc.array(fc.nat(400), { minLength: hoursInWeek, maxLength: hoursInWeek })
    const lengths = fc.record({
      1: fc.integer({ min: 30, max: 7200 }),
      3: fc.integer({ min: 30, max: 7200 }),
    })
    fc.assert(
      fc.property(counts, counts, lengths, fc.integer({ min: 1, max: 240 }), (some, more, of, minutes) => {
        const { before, after } = staffingOf(
          tally({
            promised: {
              before: [ack(minutes), ack(240, office, 3)],
              after: [ack(minutes / 2), ack(240, always, 3)],
            },
            arrivals: { before: { 1: some }, after: { 1: some, 3: more } },
            handling: { 1: measured(of[1]), 3: measured(of[3]) },
          }),
          0.95,
        )
        expect(after.people.every((people, hour) => people >= (before.people[hour] ?? 0))).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})

describe("4.10 staffing in words", () => {
  const week = (of: (hour: number, day: number) => number) => {
    const people = Array.from({ length: hoursInWeek }, (_, i) => of(i % 24, Math.floor(i / 24)))
    return { people, coverage: people.filter(Boolean).length, personHours: 0 }
  }
  const isOffice = (hour: number, day: number) => day < 5 && hour >= 9 && hour < 17
  const day = week((hour, d) => (isOffice(hour, d) ? 1 : 0))
  const busy = week((hour, d) => (isOffice(hour, d) ? 2 : 1))
  const peaks = week((hour, d) => (hour === 2 * d ? 3 : 1))
  const backlog = week((hour, d) => (hour === 9 && d === 0 ? 9 : isOffice(hour, d) ? 2 : 0))
  const none = week(() => 0)

  test.each([
    { before: day, after: busy, says: "168 h a week instead of 40: 2 people Mon-Fri 09-17, one otherwise." },
    {
      before: day,
      after: day,
      says: "40 h a week, as what is promised now does: one person at a time is enough.",
    },
    {
      before: day,
      after: peaks,
      says: "168 h a week instead of 40: mostly 1 at once, up to 3 as on Mon 00-01.",
    },
    { before: day, after: backlog, says: "does: mostly 2 at once, up to 9 on Mon 09-10." },
    { before: day, after: none, says: "These terms promise nothing that needs somebody on duty." },
  ])("$says", ({ before, after, says }) => {
    expect(staffingText({ before, after })).toContain(says)
  })

  test("hours with the same people are one line, days with the same lines together", () => {
    expect(stretchesOf({ before: day, after: busy })).toEqual([
      { days: "Mon-Fri", hours: "00-09", before: 0, after: 1 },
      { days: "Mon-Fri", hours: "09-17", before: 1, after: 2 },
      { days: "Mon-Fri", hours: "17-24", before: 0, after: 1 },
      { days: "Sat-Sun", hours: "all day", before: 0, after: 1 },
    ])
    expect(stretchesOf({ before: none, after: none })).toEqual([])
  })
})

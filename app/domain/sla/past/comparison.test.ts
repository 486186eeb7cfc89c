import { expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import {
  calendarA,
  calendarC,
  hours,
  type Lines,
  minutes,
  opened,
  promise,
  reply,
  resolved,
  story,
  target,
} from "#tests/support/sla-story.ts"
import { newId } from "#app/kernel/ids.ts"
import { compare, keptByMonth } from "./attained.ts"
import { clocksOf, newMisses } from "./comparison.ts"
import { countIncidents, type Tried } from "./count.ts"
import { addTallies, emptyTally, missesShown } from "./tally.ts"

const now = instant("2026-03-30T00:00Z")
const promised = promise([
  target("first_response", 1, 60 * minutes, calendarC),
  target("resolve", 1, 4 * hours, calendarC),
])
const stricter = {
  ...promise([
    target("first_response", 1, 10 * minutes, calendarC),
    target("resolve", 1, 4 * hours, calendarC),
  ]),
  id: "strict",
}
const inOffice = {
  ...promise([target("resolve", 1, 4 * hours, calendarA)], {}),
  id: "office",
  // What is only to come into effect is tried all the same.
  effectiveFrom: instant("2030-01-01T00:00Z"),
}

/** Answered after 40 minutes, resolved after 20 hours: Monday 20:00 to Tuesday 16:00. */
const lines: Lines = [
  ["2026-03-02T20:00", opened()],
  ["2026-03-02T20:40", reply],
  ["2026-03-03T12:00", resolved],
]
const night = { versions: [promised], events: story(...lines) }
const tried = (terms: typeof promised): Tried => ({
  ...{ terms, asOf: now, zone: "UTC" },
  since: instant("2025-12-30T00:00Z"),
})
const of = {
  id: newId<"incident">(),
  tenantId: newId<"tenant">(),
  number: 1,
  title: "Disk full",
  written: [],
}
const counted = (terms: typeof promised, record: Pick<typeof night, "versions" | "events"> = night) =>
  countIncidents([{ ...of, ...record }], tried(terms))
const share = (value: number | null) => (value === null ? "none" : `${Math.round(value * 100)} %`)
const told = (terms: typeof promised) => {
  const { before, after, lines } = compare(counted(terms))
  return [
    `${share(before.raw)} to ${share(after.raw)}`,
    ...lines.map((l) => `${l.metric} ${l.priority}: ${share(l.before.raw)} to ${share(l.after.raw)}`),
  ]
}

test("4.10 the same record under stricter terms: what was met would have been missed", () => {
  expect(told(stricter)).toEqual(["50 % to 0 %", "first_response 1: 100 % to 0 %", "resolve 1: 0 % to 0 %"])
  expect(newMisses(clocksOf(night, stricter, now))).toEqual(["first_response"])
})

test("4.10 under office hours the night does not count, and what is not promised is no promise", () => {
  expect(told(inOffice)).toEqual([
    "50 % to 100 %",
    "first_response 1: 100 % to none",
    "resolve 1: 0 % to 100 %",
  ])
  expect(newMisses(clocksOf(night, inOffice, now))).toEqual([])
})

test("4.10 terms that were applied or ended on the way do not end those that are tried", () => {
  const ended = { kind: "policy_deactivated", policyId: "office" } as const
  const moved = { ...night, events: story(...lines, ["2026-03-02T20:10", ended]) }
  expect(compare(counted(inOffice, moved)).after).toMatchObject({ met: 1, missed: 0 })
})

test("4.10 what was decided counts in its month of thirty days, and parts add up to the whole", () => {
  const part = counted(stricter)
  expect(keptByMonth(part).map(({ before, after }) => [before.met, before.missed, after.missed])).toEqual([
    [0, 0, 0],
    [0, 0, 0],
    [1, 1, 2],
  ])
  const whole = addTallies(addTallies(emptyTally, part), part)
  expect(whole).toEqual(
    countIncidents(
      [night, night].map((record) => ({ ...of, ...record })),
      tried(stricter),
    ),
  )
  expect([whole.incidents, whole.missCount, whole.misses.length]).toEqual([2, 2, 2])
  expect(compare(whole).before).toMatchObject({ met: 2, missed: 2 })
  const lately = countIncidents([{ ...of, ...night }], {
    ...tried(stricter),
    since: instant("2026-03-01T00:00Z"),
  })
  expect(keptByMonth(lately).map(({ after }) => after.missed)).toEqual([2, 0, 0])
  const ofDesks = { "0 handoff_accept 1": { before: { met: 1, missed: 0 }, after: { met: 1, missed: 0 } } }
  expect(keptByMonth({ outcomes: ofDesks })[0]?.before.met).toBe(0)
  const many = Array.from({ length: 30 }, () => part).reduce(addTallies)
  expect([many.missCount, many.misses.length]).toEqual([30, missesShown])
})

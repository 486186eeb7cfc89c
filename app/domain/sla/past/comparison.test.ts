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
import { compare, newMisses, outcomesOf } from "./comparison.ts"

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
const share = (value: number | null) => (value === null ? "none" : `${Math.round(value * 100)} %`)
const told = (terms: typeof promised) => {
  const { before, after, lines } = compare([outcomesOf(night, terms, now)])
  return [
    `${share(before.raw)} to ${share(after.raw)}`,
    ...lines.map((l) => `${l.metric} ${l.priority}: ${share(l.before.raw)} to ${share(l.after.raw)}`),
  ]
}

test("4.10 the same record under stricter terms: what was met would have been missed", () => {
  expect(told(stricter)).toEqual(["50 % to 0 %", "first_response 1: 100 % to 0 %", "resolve 1: 0 % to 0 %"])
  expect(newMisses(outcomesOf(night, stricter, now))).toEqual(["first_response"])
})

test("4.10 under office hours the night does not count, and what is not promised is no promise", () => {
  expect(told(inOffice)).toEqual([
    "50 % to 100 %",
    "first_response 1: 100 % to none",
    "resolve 1: 0 % to 100 %",
  ])
  expect(newMisses(outcomesOf(night, inOffice, now))).toEqual([])
})

test("4.10 terms that were applied or ended on the way do not end those that are tried", () => {
  const ended = { kind: "policy_deactivated", policyId: "office" } as const
  const moved = { ...night, events: story(...lines, ["2026-03-02T20:10", ended]) }
  expect(compare([outcomesOf(moved, inOffice, now)]).after).toMatchObject({ met: 1, missed: 0 })
})

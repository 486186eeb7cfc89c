import { describe, expect, test } from "vitest"
import {
  calendarA,
  calendarC,
  clockOf,
  goesOn,
  hours,
  opened,
  promise,
  resolved,
  story,
  target,
  waiting,
} from "#tests/support/sla-story.ts"
import { instantOf } from "../calendar/micros.ts"
import { projectClocks } from "../record/project.ts"
import { levelsFrom } from "./policy.ts"
import type { Happening } from "./record-event.ts"
import { replay } from "./replay.ts"

/** 2026-03-02 is a Monday. */
const levels = [
  { id: "most", share: 0.75, tell: "lead" },
  { id: "half", share: 0.5, tell: "owner" },
  { id: "late", share: 1.5, tell: "admin" },
] as const
const terms = promise([
  target("resolve", 1, 4 * hours, calendarC, { escalations: levels }),
  target("resolve", 3, 24 * hours, calendarC, { escalations: [{ id: "slow", share: 0.5 }] }),
  target("resolve", 2, 4 * hours, calendarA, { escalations: levels }),
])
type Step = readonly [at: string, what: Happening]

/** Of the resolve clock after these events: what of its levels is noted, and what is to come. */
function levelsOf(...steps: Step[]) {
  const history = replay([terms], story(...steps))
  const run = history.now.runs.find(({ metric }) => metric === "resolve")
  const columns = projectClocks(history).find(({ metric }) => metric === "resolve")
  const short = (id: string, at: { toString: () => string }) => `${id} ${at.toString().slice(5, 16)}`
  return {
    noted: run?.trail.flatMap((e) => (e.kind === "escalated" ? [short(e.cause, instantOf(e.at))] : [])),
    ahead: columns?.levels.map(({ id, at }) => short(id, at)),
  }
}
const p = (priority: 1 | 3): Happening => ({ kind: "priority_set", priority })
const start: Step = ["2026-03-02T10:00", opened()]

test("2.9.1 each level is reached at its share of the target, also past the deadline", () => {
  expect(levelsOf(start)).toEqual({
    noted: [],
    ahead: ["half 03-02T12:00", "most 03-02T13:00", "late 03-02T16:00"],
  })
  const quiet: Happening = { kind: "message", by: "provider_human", visibility: "internal", channel: "note" }
  expect(levelsOf(start, ["2026-03-02T13:30", quiet])).toEqual({
    noted: ["half 03-02T12:00", "most 03-02T13:00"],
    ahead: ["late 03-02T16:00"],
  })
  expect(levelsOf(start, ["2026-03-02T17:00", quiet]).noted).toHaveLength(3)
})

test("2.9.10 levels count service time: none is reached outside hours", () => {
  const clock = levelsOf(["2026-03-06T16:00", opened({ priority: 2 })])
  expect(clock.ahead).toEqual(["half 03-09T10:00", "most 03-09T11:00", "late 03-09T14:00"])
})

describe("2.9.7 levels follow the clock", () => {
  test("a pause puts them off, a resume brings them back later", () => {
    expect(levelsOf(start, ["2026-03-02T11:00", waiting]).ahead).toEqual([])
    expect(levelsOf(start, ["2026-03-02T11:00", waiting], ["2026-03-02T15:00", goesOn]).ahead).toEqual([
      "half 03-02T16:00",
      "most 03-02T17:00",
      "late 03-02T20:00",
    ])
  })
  test("glpi#15415: those of the old target are gone with it, in both directions", () => {
    expect(levelsOf(start, ["2026-03-02T11:00", p(3)]).ahead).toEqual(["slow 03-02T22:00"])
    const raised = levelsOf(["2026-03-02T10:00", opened({ priority: 3 })], ["2026-03-02T12:30", p(1)])
    expect(raised).toEqual({ noted: [], ahead: ["most 03-02T13:00", "late 03-02T16:00"] })
  })
  test("a level that was reached is not reached again by another target", () => {
    const back = levelsOf(start, ["2026-03-02T12:30", p(3)], ["2026-03-02T12:40", p(1)])
    expect(back).toEqual({ noted: ["half 03-02T12:00"], ahead: ["most 03-02T13:00", "late 03-02T16:00"] })
  })
  test.each<readonly [string, Happening]>([
    ["resolved", resolved],
    ["withdrawn", { kind: "withdrawn", reason: "merged" }],
    ["zammad#4353: deactivated", { kind: "policy_deactivated", policyId: "gold" }],
  ])("%s: nothing is to come", (_name, what) => {
    expect(levelsOf(start, ["2026-03-02T12:30", what])).toEqual({ noted: ["half 03-02T12:00"], ahead: [] })
  })
})

test("what is noted in the trail keeps the order of time, with what else came about", () => {
  const quiet: Happening = { kind: "actionable" }
  const history = replay([terms], story(["2026-03-02T10:00", opened()], ["2026-03-02T18:00", quiet]))
  const run = history.now.runs.find(({ metric }) => metric === "resolve")
  expect(run?.trail.map(({ kind, cause }) => (kind === "escalated" ? cause : kind))).toEqual([
    ...["started", "half", "most", "at_risk", "breached", "late"],
  ])
  expect(clockOf(terms, story(["2026-03-02T10:00", opened()]), "2026-03-02T10:00", "resolve").dueAt).toBe(
    "2026-03-02T14:00:00Z",
  )
})

test("2.10.5 the levels from one on, in the order in which they are reached", () => {
  expect(levelsFrom({ escalations: levels }, "most").map(({ id }) => id)).toEqual(["most", "late"])
  expect(levelsFrom({ escalations: levels }, "gone")).toEqual([])
})

import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { instant, plusSeconds, secondsBetween } from "#app/kernel/time.ts"
import {
  calendarA,
  calendarC,
  goesOn,
  hours,
  minutes,
  opened,
  plain,
  promise,
  reopened,
  resolved,
  story,
  target,
  waiting,
  weekdaysAt,
} from "#tests/support/sla-story.ts"
import { elapsedAt } from "../clock/due.ts"
import { microsOf, secondsOf } from "../calendar/micros.ts"
import { replay } from "../clock/replay.ts"
import type { Run } from "../clock/run.ts"
import { pictureOf } from "./segments.ts"
import { explain } from "./sentence.ts"

const at = (moment: string) => instant(`${moment}Z`)
const office = weekdaysAt("09:00", "17:00", {
  name: "Office",
  version: 3,
  zone: "Europe/London",
  holidays: [
    { date: "2026-04-03", name: "Good Friday" },
    { date: "2026-12-25", name: "Christmas Day" },
  ],
})

function resolveRun(terms: ReturnType<typeof promise>, events: ReturnType<typeof story>): Run {
  const run = replay([terms], events).now.runs.find((r) => r.metric === "resolve")
  if (!run) throw new Error("no resolve run")
  return run
}
const fourHours = promise([target("resolve", 1, 4 * hours, calendarA)])

describe("the sentence", () => {
  test("says when, in which zone, since when, how long, by which hours, and what lay in between", () => {
    const terms = promise([target("resolve", 1, 40 * hours, office)])
    const run = resolveRun(
      terms,
      story(["2026-03-27T16:30", opened()], ["2026-03-30T09:00", waiting], ["2026-03-30T11:00", goesOn]),
    )
    expect(explain(run, at("2026-03-30T11:00"))).toBe(
      "The resolution is due Tue 7 Apr 2026 10:30 (Europe/London). " +
        "It started Fri 27 Mar 2026 16:30 and the target at priority 1 is 40 h of service time. " +
        "What counts is Mon-Fri 09:00-17:00, Europe/London (calendar Office, version 3). " +
        "It did not run while waiting for your answer from Mon 30 Mar 2026 10:00 to Mon 30 Mar 2026 12:00. " +
        "Holidays: 2026-04-03 (Good Friday). " +
        "The clocks went forward by 1 h before Sun 29 Mar 2026 02:00.",
    )
  })
  test("of a paused clock names what it waits for and what is left", () => {
    const run = resolveRun(fourHours, story(["2026-03-02T09:00", opened()], ["2026-03-02T10:30", waiting]))
    expect(explain(run, at("2026-03-05T00:00"))).toMatch(
      /no deadline while its clock is paused \(waiting for your answer since Mon 2 Mar 2026 10:30 \(UTC\)\)\. 2 h 30 min are left/,
    )
  })
  test("says late and why", () => {
    const terms = promise([
      target("resolve", 3, 24 * hours, calendarC),
      target("resolve", 1, hours, calendarC),
    ])
    const events = story(
      ["2026-03-02T10:00", opened({ priority: 3 })],
      ["2026-03-02T13:00:15", { kind: "priority_set", priority: 1 }],
      ["2026-03-02T14:00", resolved],
    )
    const text = explain(resolveRun(terms, events), at("2026-03-02T15:00"))
    expect(text).toMatch(/was due Mon 2 Mar 2026 11:00 \(UTC\) and came Mon 2 Mar 2026 14:00, late\./)
    expect(text).toMatch(/late since Mon 2 Mar 2026 13:00:15 \(UTC\), because the priority was raised/)
    expect(text).toMatch(/What counts is round the clock/)
  })
  test("of no commitment says so", () =>
    expect(
      explain(
        resolveRun(fourHours, story(["2026-03-02T09:00", opened({ priority: 4 })])),
        at("2030-01-01T00:00"),
      ),
    ).toMatch(/^There is no commitment: the contract sets no target for resolution/))
})

test("the picture has running, closed and paused pieces, told and to come, and its marks", () => {
  const run = resolveRun(
    fourHours,
    story(["2026-03-05T15:00", opened()], ["2026-03-05T16:00", waiting], ["2026-03-06T10:00", goesOn]),
  )
  const { segments, marks } = plain(pictureOf(run, at("2026-03-06T11:00")))
  const told = segments.map((s) => {
    const name = s.kind === "paused" ? s.reason : s.kind
    return `${name} ${s.from.slice(8, 16)} ${s.to.slice(8, 16)}${s.isForecast ? " ?" : ""}`
  })
  expect(told).toEqual([
    "running 05T15:00 05T16:00",
    "waiting_client 05T16:00 06T10:00",
    "running 06T10:00 06T11:00",
    "running 06T11:00 06T13:00 ?",
  ])
  expect(marks.map((mark) => `${mark.kind} ${mark.at.slice(8, 16)}`)).toEqual([
    "start 05T15:00",
    "due 06T13:00",
    "at_risk 06T12:12",
  ])
})

test("a change of the clocks is marked where it is, with how far", () => {
  const terms = promise([target("resolve", 1, 16 * hours, office)])
  const { marks, segments } = plain(
    pictureOf(resolveRun(terms, story(["2026-03-27T12:00", opened()])), at("2026-03-27T12:00")),
  )
  expect(marks).toContainEqual({ kind: "clock_change", at: "2026-03-29T01:00:00Z", by: 3600 })
  expect(segments.map((s) => s.kind)).toEqual(["running", "closed", "running", "closed", "running"])
})

test("pieces leave no gap, and what ran is what elapsed", () => {
  const step = fc.tuple(
    fc.constantFrom(waiting, goesOn, resolved, reopened),
    fc.integer({ min: 1, max: 90_000 }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.integer({ min: 0, max: 500_000 }), (steps, later) => {
      let now = at("2026-03-26T08:00")
      const events = steps.map(([what, gap], index) => {
        now = plusSeconds(now, gap)
        return { ...what, id: `s${index}`, at: now }
      })
      const begun = { ...opened(), id: "o", at: at("2026-03-26T08:00") }
      const terms = promise([target("resolve", 1, 9 * hours + 7 * minutes, office)])
      const run = resolveRun(terms, [begun, ...events])
      const seen = plusSeconds(now, later)
      const { segments } = pictureOf(run, seen)
      for (const [index, segment] of segments.entries())
        if (index > 0) expect(segments[index - 1]!.to.equals(segment.from)).toBe(true)
      const ran = segments.filter((s) => s.kind === "running" && !s.isForecast)
      const total = ran.reduce((sum, s) => sum + secondsBetween(s.from, s.to), 0)
      expect(total).toBe(secondsOf(elapsedAt(run, microsOf(seen))))
    }),
  )
})

import { describe, expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import {
  calendarA,
  calendarC,
  clockOf,
  goesOn,
  hours,
  minutes,
  opened,
  plain,
  promise,
  question,
  reply,
  resolved,
  story,
  target,
  waiting,
} from "#tests/support/sla-story.ts"
import { elapsed } from "../calendar/elapsed.ts"
import { isUrgent, noticeAt } from "./notice.ts"
import type { Happening } from "./record-event.ts"
import { replay } from "./replay.ts"
import { clocksAt } from "./view.ts"

/** What users of other systems complained of (behaviour 5, lines 7 to 15). 2026-03-02 is a Monday. */
const at = (moment: string) => instant(`${moment}Z`)
const runsOf = (terms: ReturnType<typeof promise>, events: ReturnType<typeof story>, metric: string) =>
  plain(clocksAt(replay([terms], events), at("2026-03-30T00:00")).filter((view) => view.metric === metric))
const priority = (p: 1 | 3): Happening => ({ kind: "priority_set", priority: p })

test("5.7 a record has a due date from its contract without anybody setting one", () => {
  const terms = promise([target("resolve", 1, 4 * hours, calendarC)])
  const clock = clockOf(terms, story(["2026-03-02T10:00", opened()]), "2026-03-02T10:00", "resolve")
  expect(clock.dueAt).toBe("2026-03-02T14:00:00Z")
})

describe("5.8 a shorter update target does not override the first response", () => {
  const terms = promise([
    target("first_response", 1, 4 * hours, calendarC),
    target("next_response", 1, 30 * minutes, calendarC),
  ])
  test("however often the client writes before it", () => {
    const events = story(["2026-03-02T10:00", opened()], ["2026-03-02T10:05", question])
    expect(runsOf(terms, events, "next_response")).toEqual([])
    expect(clockOf(terms, events, "2026-03-02T13:00", "first_response")).toMatchObject({
      dueAt: "2026-03-02T14:00:00Z",
      breach: null,
    })
  })
  test("and the first response answers what was asked before it", () => {
    const events = story(
      ["2026-03-02T10:00", opened()],
      ["2026-03-02T10:05", question],
      ["2026-03-02T12:00", reply],
    )
    expect(runsOf(terms, events, "next_response")).toEqual([])
  })
})

test("5.9 no clock runs while the last word is ours", () => {
  const terms = promise([target("next_response", 1, 30 * minutes, calendarC)])
  const events = story(
    ["2026-03-02T10:00", opened()],
    ["2026-03-02T10:05", reply],
    ["2026-03-02T11:00", question],
    ["2026-03-02T11:10", reply],
    ["2026-03-02T11:20", reply],
  )
  expect(runsOf(terms, events, "next_response").map((run) => run.kind === "clock" && run.state)).toEqual([
    { kind: "met", at: "2026-03-02T11:10:00Z" },
  ])
})

describe("5.10 what counts as a response is in the contract", () => {
  const events = (channel: "note" | "email" | "call_reached" | "voicemail") =>
    story(["2026-03-02T10:00", opened()], ["2026-03-02T10:05", { ...reply, channel } as Happening])
  const responded = (channel: Parameters<typeof events>[0], more: Parameters<typeof promise>[1]) =>
    clockOf(
      promise([target("first_response", 1, hours, calendarC)], more),
      events(channel),
      "2026-03-02T10:06",
      "first_response",
    ).state.kind === "met"

  test.each([
    ["note", {}, true],
    ["note", { publicNoteCounts: false }, false],
    ["email", { publicNoteCounts: false }, true],
    ["call_reached", { publicNoteCounts: false }, true],
    ["voicemail", {}, false],
    ["voicemail", { voicemailCounts: true }, true],
  ] as const)("a %s under %o: %s", (channel, more, counts) => expect(responded(channel, more)).toBe(counts))

  test.each(["automation", "ai", "third_party"] as const)("not from %s", (by) => {
    const terms = promise([target("first_response", 1, hours, calendarC)])
    const said = story(["2026-03-02T10:00", opened()], ["2026-03-02T10:05", { ...reply, by } as Happening])
    expect(clockOf(terms, said, "2026-03-02T10:06", "first_response").state.kind).toBe("running")
  })
})

test("5.11 the pause stays when the priority changes, before, in or after it", () => {
  const terms = promise([
    target("resolve", 3, 24 * hours, calendarC),
    target("resolve", 1, 4 * hours, calendarC),
  ])
  for (const change of ["10:30", "12:00", "14:30"]) {
    const events = story(
      ["2026-03-02T10:00", opened({ priority: 3 })],
      ["2026-03-02T11:00", waiting],
      ["2026-03-02T14:00", goesOn],
      [`2026-03-02T${change}`, priority(1)],
    )
    const clock = clockOf(terms, events, "2026-03-02T15:00", "resolve")
    expect(clock).toMatchObject({ dueAt: "2026-03-02T17:00:00Z", elapsedSeconds: 2 * hours })
  }
})

describe("5.12 business hours hold everywhere", () => {
  test("at risk is never at night", () => {
    for (const seconds of [30 * minutes, 2 * hours, 8 * hours, 20 * hours])
      for (const start of ["2026-03-06T16:50", "2026-03-07T03:00", "2026-03-08T23:59", "2026-03-04T09:00"]) {
        const terms = promise([target("resolve", 1, seconds, calendarA, { atRiskSecondsLeft: hours })])
        const { atRiskAt } = clockOf(terms, story([start, opened()]), start, "resolve")
        const moment = instant(atRiskAt ?? "")
        const day = instant(moment.toString().slice(0, 10) + "T00:00Z")
        expect(elapsed(calendarA, day, moment) > 0 || moment.toString().endsWith("T09:00:00Z")).toBe(true)
      }
  })
  test("a raise at night is at risk when the desk opens", () => {
    const terms = promise([
      target("resolve", 3, 24 * hours, calendarA),
      target("resolve", 1, 4 * hours, calendarA),
    ])
    const events = story(["2026-03-02T13:10", opened({ priority: 3 })], ["2026-03-02T22:00", priority(1)])
    const clock = clockOf(terms, events, "2026-03-02T22:00", "resolve")
    expect(clock).toMatchObject({ atRiskAt: "2026-03-03T09:00:00Z", dueAt: "2026-03-03T09:10:00Z" })
  })
  test("levels of the old target are gone with it", () => {
    const level = [{ id: "half", share: 0.5 }]
    const terms = promise([
      target("resolve", 3, 24 * hours, calendarC, { escalations: level }),
      target("resolve", 1, 4 * hours, calendarC, { escalations: [{ id: "most", share: 0.75 }] }),
    ])
    const events = story(["2026-03-02T10:00", opened({ priority: 3 })], ["2026-03-02T11:00", priority(1)])
    expect(clockOf(terms, events, "2026-03-02T11:00", "resolve").escalations).toEqual([
      { id: "most", at: "2026-03-02T13:00:00Z" },
    ])
  })
})

describe("5.13 notices in hours, and none of what was switched off", () => {
  test("a breach mail that is not urgent waits for the desk", () => {
    const midnight = at("2026-03-07T00:00")
    expect(noticeAt(calendarA, midnight, false)?.toString()).toBe("2026-03-09T09:00:00Z")
    expect(noticeAt(calendarA, midnight, true)).toBe(midnight)
    expect(([1, 2, 3, 4, null] as const).filter(isUrgent)).toEqual([1, 2])
  })
  test("a policy that is ended cancels its clocks and their levels, and breaches nothing later", () => {
    const terms = promise([
      target("resolve", 1, 4 * hours, calendarC, { escalations: [{ id: "half", share: 0.5 }] }),
    ])
    const events = story(
      ["2026-03-02T10:00", opened()],
      ["2026-03-02T11:00", { kind: "policy_deactivated", policyId: "gold" }],
    )
    expect(clockOf(terms, events, "2026-03-09T11:00", "resolve")).toMatchObject({
      state: { kind: "cancelled", cause: "policy_deactivated" },
      breach: null,
      escalations: [],
    })
  })
})

test("5.14 minutes and seconds are targets, in working hours", () => {
  const terms = promise([target("first_response", 1, 7 * minutes + 5, calendarA)])
  const clock = clockOf(terms, story(["2026-03-06T16:55", opened()]), "2026-03-06T16:55", "first_response")
  expect(clock.dueAt).toBe("2026-03-09T09:02:05Z")
})

test("5.15 what has no target is no breach, after years and after it is resolved", () => {
  const terms = promise([target("resolve", 1, 4 * hours, calendarC)])
  const events = story(["2026-03-02T10:00", opened({ priority: 4 })], ["2029-03-02T10:00", resolved])
  const history = replay([terms], events)
  expect(clocksAt(history, at("2030-01-01T00:00")).every((view) => view.kind === "no_commitment")).toBe(true)
  expect(history.now.runs.flatMap((run) => run.trail).some((event) => event.kind === "breached")).toBe(false)
})

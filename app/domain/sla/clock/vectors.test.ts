import { describe, expect, test } from "vitest"
import {
  calendar,
  calendarA,
  calendarB,
  calendarC,
  clockOf,
  goesOn,
  hours,
  minutes,
  opened,
  plain,
  promise,
  question,
  reopened,
  reply,
  resolved,
  story,
  target,
  waiting,
  weekdaysAt,
} from "#tests/support/sla-story.ts"
import { instant } from "#app/kernel/time.ts"
import { elapsed } from "../calendar/elapsed.ts"
import { replay } from "./replay.ts"
import { clocksAt } from "./view.ts"

/** 2026-03-02 is a Monday. */
const P3toP1 = [target("resolve", 3, 24 * hours, calendarC), target("resolve", 1, 4 * hours, calendarC)]
const priority = (p: 1 | 3) => ({ kind: "priority_set", priority: p }) as const
const at = (moment: string) => instant(`${moment}Z`)
/** A moment as `plain` writes it. */
const on = (moment: string) => at(moment).toString()

describe("the normative vectors", () => {
  test("1: an hour from half an hour before the weekend is due half an hour into Monday", () => {
    const terms = promise([target("first_response", 1, 60 * minutes, calendarA)])
    const clock = clockOf(terms, story(["2026-03-06T16:30", opened()]), "2026-03-06T16:31", "first_response")
    expect(clock.dueAt).toBe(on("2026-03-09T09:30"))
  })

  test("2: due and at risk run through the night in service time", () => {
    const terms = promise([
      target("acknowledge", 1, 240 * minutes, calendarB, { atRiskSecondsLeft: 60 * minutes }),
    ])
    const events = story(["2026-03-02T17:00", opened()], ["2026-03-02T17:00", { kind: "actionable" }])
    const clock = clockOf(terms, events, "2026-03-02T17:00", "acknowledge")
    expect(clock.dueAt).toBe(on("2026-03-03T11:00"))
    expect(clock.atRiskAt).toBe(on("2026-03-03T10:00"))
  })

  test("3: what starts on a Saturday counts from Monday's opening", () => {
    const terms = promise([target("first_response", 1, 60 * minutes, calendarA)])
    const clock = clockOf(terms, story(["2026-03-07T12:00", opened()]), "2026-03-07T12:00", "first_response")
    expect(clock.dueAt).toBe(on("2026-03-09T10:00"))
  })

  test("4: a pause over the night takes only service time off", () => {
    const terms = promise([target("resolve", 1, 240 * minutes, calendarA)])
    const events = story(
      ["2026-03-05T16:00", opened()],
      ["2026-03-05T16:30", waiting],
      ["2026-03-06T10:00", goesOn],
    )
    expect(clockOf(terms, events, "2026-03-06T10:00", "resolve").dueAt).toBe(on("2026-03-06T13:30"))
  })

  test("5: round the clock, four hours of waiting for the client move the deadline by four hours", () => {
    const terms = promise([target("resolve", 1, 4 * hours, calendarC)])
    const events = story(
      ["2026-03-02T10:00", opened()],
      ["2026-03-02T11:00", waiting],
      ["2026-03-02T15:00", question],
    )
    expect(clockOf(terms, events, "2026-03-02T15:00", "resolve").dueAt).toBe(on("2026-03-02T18:00"))
  })

  const raisedAt13 = story(["2026-03-02T10:00", opened({ priority: 3 })], ["2026-03-02T13:00", priority(1)])

  test("6: a raise keeps the start, so what had elapsed counts", () => {
    const clock = clockOf(promise(P3toP1), raisedAt13, "2026-03-02T13:00", "resolve")
    expect(clock.dueAt).toBe(on("2026-03-02T14:00"))
    expect(clock.elapsedSeconds).toBe(180 * minutes)
    expect(clock.elapsedSeconds / clock.target.seconds).toBe(0.75)
    expect(clock.breach).toBe(null)
  })

  test("7: a raise past the new target breaches by the change, once", () => {
    const terms = promise([P3toP1[0]!, target("resolve", 1, 2 * hours, calendarC)])
    const clock = clockOf(terms, raisedAt13, "2026-03-02T20:00", "resolve")
    expect(clock.breach).toEqual({ at: on("2026-03-02T13:00"), cause: "reprioritised" })
    const [run] = replay([terms], raisedAt13).now.runs.filter((r) => r.metric === "resolve")
    expect(run?.trail.filter((event) => event.kind === "breached")).toHaveLength(1)
  })

  test("8: a raise during a pause keeps the pause", () => {
    const events = story(
      ["2026-03-02T10:00", opened({ priority: 3 })],
      ["2026-03-02T11:00", waiting],
      ["2026-03-02T12:00", priority(1)],
      ["2026-03-02T14:00", goesOn],
    )
    expect(clockOf(promise(P3toP1), events, "2026-03-02T14:00", "resolve").dueAt).toBe(on("2026-03-02T17:00"))
  })

  test("9: a lower priority moves the deadline and leaves the breach", () => {
    const events = story(
      ["2026-03-02T10:00", opened({ priority: 1 })],
      ["2026-03-02T14:05", priority(3)],
      ["2026-03-02T20:00", resolved],
    )
    const working = clockOf(promise(P3toP1), events.slice(0, 2), "2026-03-02T15:00", "resolve")
    expect(working).toMatchObject({
      dueAt: on("2026-03-03T10:00"),
      breach: { at: on("2026-03-02T14:00") },
      state: { kind: "running" },
    })
    const done = clockOf(promise(P3toP1), events, "2026-03-02T21:00", "resolve")
    expect(done).toMatchObject({ breach: { at: on("2026-03-02T14:00") }, state: { kind: "missed" } })
  })

  test("10: the oldest unanswered message rules, in one cycle", () => {
    const terms = promise([target("next_response", 1, 60 * minutes, calendarC)])
    const events = story(
      ["2026-03-02T09:00", opened()],
      ["2026-03-02T09:10", reply],
      ["2026-03-02T10:00", question],
      ["2026-03-02T10:20", question],
      ["2026-03-02T10:50", reply],
    )
    const clocks = clocksAt(replay([terms], events), at("2026-03-02T12:00"))
    const cycles = clocks.filter((clock) => clock.metric === "next_response")
    expect(cycles).toHaveLength(1)
    expect(plain(cycles[0])).toMatchObject({
      startedAt: on("2026-03-02T10:00"),
      state: { kind: "met", at: on("2026-03-02T10:50") },
      elapsedSeconds: 50 * minutes,
    })
  })

  test("11: neither an automatic acknowledgement nor an internal note is a response", () => {
    const terms = promise([target("first_response", 1, 30 * minutes, calendarC)])
    const events = story(
      ["2026-03-02T10:00", opened()],
      ["2026-03-02T10:01", { ...reply, by: "automation" } as typeof reply],
      ["2026-03-02T10:05", { ...reply, visibility: "internal" } as typeof reply],
      ["2026-03-02T10:40", reply],
    )
    const clock = clockOf(terms, events, "2026-03-02T11:00", "first_response")
    expect(clock).toMatchObject({ state: { kind: "missed" }, elapsedSeconds: 40 * minutes })
  })

  test("12: a stop exactly at the deadline is in time, a microsecond later it is not", () => {
    const terms = promise([target("resolve", 1, 4 * hours, calendarC)])
    const stopAt = (end: string) =>
      clockOf(terms, story(["2026-03-02T10:00", opened()], [end, resolved]), end, "resolve").state.kind
    expect(stopAt("2026-03-02T14:00")).toBe("met")
    expect(stopAt("2026-03-02T14:00:00.000001")).toBe("missed")
  })

  test("13: between resolved and reopened the clock stood still", () => {
    const terms = promise([target("resolve", 1, 4 * hours, calendarC)])
    const events = story(
      ["2026-03-02T10:00", opened()],
      ["2026-03-02T13:00", resolved],
      ["2026-03-02T23:00", reopened],
      ["2026-03-02T23:30", resolved],
    )
    expect(clockOf(terms, events, "2026-03-03T10:00", "resolve")).toMatchObject({
      elapsedSeconds: 210 * minutes,
      state: { kind: "met", at: on("2026-03-02T23:30") },
      firstStoppedAt: on("2026-03-02T13:00"),
    })
  })

  test("14: a night shift over the spring change in London has 420 minutes", () => {
    const night = calendar({ zone: "Europe/London", weekly: { sat: [["22:00", "06:00"]] } })
    expect(elapsed(night, at("2026-03-28T12:00"), at("2026-03-29T12:00"))).toBe(420 * minutes)
  })

  test("15: a priority without a target has no commitment and is never breached", () => {
    const terms = promise([target("resolve", 1, 4 * hours, calendarC)])
    const views = clocksAt(
      replay([terms], story(["2026-03-02T10:00", opened({ priority: 4 })])),
      at("2027-03-02T10:00"),
    )
    expect(views.map(({ metric, kind }) => [metric, kind])).toEqual([
      ["first_response", "no_commitment"],
      ["resolve", "no_commitment"],
    ])
  })

  test("16: a holiday on Monday moves it to Tuesday", () => {
    const holiday = weekdaysAt("09:00", "17:00", { holidays: [{ date: "2026-03-09", name: "Day off" }] })
    const terms = promise([target("first_response", 1, 60 * minutes, holiday)])
    const clock = clockOf(terms, story(["2026-03-06T16:30", opened()]), "2026-03-06T16:31", "first_response")
    expect(clock.dueAt).toBe(on("2026-03-10T09:30"))
  })
})

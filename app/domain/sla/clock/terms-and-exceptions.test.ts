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
  reopened,
  reply,
  resolved,
  story,
  target,
  waiting,
  type Lines,
} from "#tests/support/sla-story.ts"
import { holdExpiry } from "./hold-expiry.ts"
import { mayEnter } from "./holds.ts"
import { pausedByDefault } from "./metric.ts"
import { previewPolicy } from "./preview.ts"
import type { Happening } from "./record-event.ts"
import { replay } from "./replay.ts"
import { clocksAt } from "./view.ts"

/** 2026-03-02 is a Monday. */
const at = (moment: string) => instant(`${moment}Z`)
const fourHours = promise([target("resolve", 1, 4 * hours, calendarC)])

describe("holds", () => {
  const targets = [target("resolve", 1, hours, calendarC)]
  test.each([
    ["waiting_client", "none", false],
    ["waiting_client", "question", true],
    ["waiting_client", "agreed_date", true],
    ["scheduled_change", "question", false],
    ["scheduled_change", "client_agreement", true],
    ["waiting_third_party", "none", true],
    ["monitoring", "none", true],
  ] as const)("%s on %s may be entered: %s", (hold, basis, may) =>
    expect(mayEnter(hold, basis, targets).ok).toBe(may),
  )
  test("what was refused pauses nothing if it was recorded all the same", () => {
    const events = story(
      ["2026-03-02T10:00", opened()],
      ["2026-03-02T11:00", { ...waiting, basis: "none" } as Happening],
    )
    expect(clockOf(fourHours, events, "2026-03-02T12:00", "resolve").dueAt).toBe("2026-03-02T14:00:00Z")
  })
  test("a third party pauses only by contract", () => {
    const third: Happening = { kind: "hold_entered", hold: "waiting_third_party", basis: "question" }
    const events = story(["2026-03-02T10:00", opened()], ["2026-03-02T11:00", third])
    const agreed = promise([
      target("resolve", 1, 4 * hours, calendarC, { pauseSet: new Set(["waiting_third_party"]) }),
    ])
    expect(clockOf(fourHours, events, "2026-03-02T12:00", "resolve").state.kind).toBe("running")
    expect(clockOf(agreed, events, "2026-03-02T12:00", "resolve").state.kind).toBe("paused")
  })
  test("a clock that starts in a hold starts paused", () => {
    const events = story(
      ["2026-03-02T09:00", opened({ by: "provider" })],
      ["2026-03-02T09:30", waiting],
      ["2026-03-02T10:00", { kind: "shown_to_client" }],
      ["2026-03-02T11:00", goesOn],
    )
    expect(clockOf(fourHours, events, "2026-03-02T12:00", "resolve")).toMatchObject({
      startedAt: "2026-03-02T10:00:00Z",
      dueAt: "2026-03-02T15:00:00Z",
    })
  })
  test("the default pause sets are those of the specification", () =>
    expect(Object.values(pausedByDefault).filter((set) => set === "never")).toHaveLength(4))
  test.each([
    ["2026-03-02T10:00", "2026-03-09T10:00:00Z"],
    ["2026-03-02T20:00", "2026-03-09T17:00:00Z"],
    ["2026-03-07T03:00", "2026-03-13T09:00:00Z"],
  ])("five business days from %s end %s", (from, to) =>
    expect(holdExpiry(calendarA, at(from))?.toString()).toBe(to),
  )
})

describe("a change of terms", () => {
  const raise: Happening = { kind: "priority_set", priority: 1 }
  test("to another calendar counts the whole life by it", () => {
    const terms = promise([
      target("resolve", 3, 24 * hours, calendarA),
      target("resolve", 1, 6 * hours, calendarC),
    ])
    const events = story(["2026-03-02T16:00", opened({ priority: 3 })], ["2026-03-02T19:00", raise])
    expect(clockOf(terms, events, "2026-03-02T19:00", "resolve")).toMatchObject({
      elapsedSeconds: 3 * hours,
      dueAt: "2026-03-02T22:00:00Z",
    })
  })
  test("with the whole new target used to the second, it is breached by the change", () => {
    const terms = promise([...fourHours.targets, target("resolve", 3, 24 * hours, calendarC)])
    const events = story(["2026-03-02T10:00", opened({ priority: 3 })], ["2026-03-02T14:00", raise])
    expect(clockOf(terms, events, "2026-03-02T14:00", "resolve").breach).toEqual({
      at: "2026-03-02T14:00:00Z",
      cause: "reprioritised",
    })
  })
  test("goes by the new target's pause set from the change on", () => {
    const terms = promise([
      target("resolve", 3, 24 * hours, calendarC),
      target("resolve", 1, 4 * hours, calendarC, { pauseSet: new Set() }),
    ])
    const events = story(
      ["2026-03-02T10:00", opened({ priority: 3 })],
      ["2026-03-02T11:00", waiting],
      ["2026-03-02T12:00", raise],
    )
    expect(clockOf(terms, events, "2026-03-02T12:00", "resolve").dueAt).toBe("2026-03-02T15:00:00Z")
  })
  test("tells nobody of levels that had passed before it", () => {
    const escalations = [
      { id: "half", share: 0.5 },
      { id: "all", share: 1 },
    ]
    const terms = promise([
      target("resolve", 3, 24 * hours, calendarC),
      target("resolve", 1, 4 * hours, calendarC, { escalations }),
    ])
    const events = story(["2026-03-02T10:00", opened({ priority: 3 })], ["2026-03-02T13:00", raise])
    const { escalations: left } = clockOf(terms, events, "2026-03-02T13:00", "resolve")
    expect(left).toEqual([{ id: "all", at: "2026-03-02T14:00:00Z" }])
  })
  test("cannot make a metric pause that never does", () => {
    const pauseSet = new Set(["waiting_client"] as const)
    const terms = promise([target("first_response", 1, hours, calendarC, { pauseSet })])
    const events = story(["2026-03-02T10:00", opened()], ["2026-03-02T10:10", waiting])
    expect(clockOf(terms, events, "2026-03-02T10:20", "first_response").state.kind).toBe("running")
  })
  test("from no commitment keeps the start, and the holds since count as pauses", () => {
    const events = story(
      ["2026-03-02T10:00", opened({ priority: 4 })],
      ["2026-03-02T11:00", waiting],
      ["2026-03-02T12:00", goesOn],
      ["2026-03-02T13:00", raise],
    )
    expect(clockOf(fourHours, events, "2026-03-02T13:00", "resolve")).toMatchObject({
      startedAt: "2026-03-02T10:00:00Z",
      dueAt: "2026-03-02T15:00:00Z",
    })
  })
  test("never touches what was stopped, and holds when it is reopened", () => {
    const terms = promise([...fourHours.targets, target("resolve", 3, 24 * hours, calendarC)])
    const lower: Happening = { kind: "priority_set", priority: 3 }
    const events = story(
      ["2026-03-02T10:00", opened()],
      ["2026-03-02T13:00", resolved],
      ["2026-03-02T14:00", lower],
      ["2026-03-02T15:00", reopened],
    )
    const stopped = clockOf(terms, events.slice(0, 3), "2026-03-02T14:30", "resolve")
    expect(stopped).toMatchObject({ target: { priority: 1 }, dueAt: "2026-03-02T14:00:00Z" })
    expect(clockOf(terms, events, "2026-03-02T15:00", "resolve").dueAt).toBe("2026-03-03T12:00:00Z")
  })
  test("by a new version moves running clocks only when it is applied, and can be previewed", () => {
    const later = promise([target("resolve", 1, 2 * hours, calendarC)], {
      version: 2,
      effectiveFrom: at("2026-03-02T11:00"),
    })
    const events = story(["2026-03-02T10:00", opened()])
    const history = replay([fourHours, later], events)
    const [view] = clocksAt(history, at("2026-03-02T13:00")).filter((clock) => clock.metric === "resolve")
    expect(plain(view)).toMatchObject({ dueAt: "2026-03-02T14:00:00Z" })
    const preview = (time: string) => previewPolicy([history], later, at(`2026-03-02T${time}`))
    expect(preview("13:00")).toEqual({ moving: 1, losing: 0, breaching: 1, atRisk: 0 })
    expect(preview("11:40")).toEqual({ moving: 1, losing: 0, breaching: 0, atRisk: 1 })
    expect(preview("11:00")).toEqual({ moving: 1, losing: 0, breaching: 0, atRisk: 0 })
  })
  test("resolved at its last second and reopened, it is late from the reopening", () => {
    const events = story(
      ["2026-03-02T10:00", opened()],
      ["2026-03-02T14:00", resolved],
      ["2026-03-02T18:00", reopened],
    )
    expect(clockOf(fourHours, events, "2026-03-02T19:00", "resolve").breach).toEqual({
      at: "2026-03-02T18:00:00Z",
      cause: "reopened",
    })
  })
})

describe("a stop put right", () => {
  const terms = promise([target("first_response", 1, 30 * minutes, calendarC)])
  const corrected = (stoppedAt: string) =>
    clockOf(
      terms,
      story(
        ["2026-03-02T10:00", opened()],
        ["2026-03-02T10:40", reply],
        [
          "2026-03-02T11:00",
          {
            kind: "stop_corrected",
            metric: "first_response",
            cycle: 1,
            stoppedAt: at(stoppedAt),
            reason: "called",
          },
        ],
      ),
      "2026-03-02T12:00",
      "first_response",
    )
  test.each([
    ["2026-03-02T10:30", "met", 30],
    ["2026-03-02T10:31", "missed", 31],
    ["2026-03-02T09:00", "missed", 40],
  ])("to %s is %s", (moment, state, elapsed) =>
    expect(corrected(moment)).toMatchObject({ state: { kind: state }, elapsedSeconds: elapsed * minutes }),
  )
})

test("a raise past the target goes by the contract's grace, in service time and with later pauses", () => {
  const terms = promise(
    [target("resolve", 3, 24 * hours, calendarA), target("resolve", 1, 2 * hours, calendarA)].map((t) => t),
    { upgradeGraceSeconds: 30 * minutes },
  )
  const raise = { kind: "priority_set", priority: 1 } as const
  const lines = [
    ["09:00", opened({ priority: 3 })],
    ["16:50", raise],
  ] as const
  const due = (more: Lines) =>
    clocksAt(
      replay([terms], story(...[...lines, ...more].map(([t, w]) => [`2026-03-02T${t}`, w] as const))),
      instant("2026-03-02T18:00Z"),
    )
      .flatMap((view) => (view.metric === "resolve" && view.kind === "clock" ? [plain(view).dueAt] : []))
      .join()
  expect(due([])).toBe("2026-03-03T09:20:00Z")
  expect(
    due([
      ["16:55", waiting],
      ["16:58", question],
    ]),
  ).toBe("2026-03-03T09:23:00Z")
})

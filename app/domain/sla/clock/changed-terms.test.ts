import { describe, expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import {
  calendarC,
  clockOf,
  everything,
  goesOn,
  hours,
  opened,
  plain,
  promise,
  question,
  reopened,
  reply,
  resolved,
  story,
  target,
  told,
  type Lines,
  waiting,
} from "#tests/support/sla-story.ts"
import { pictureOf } from "../explain/segments.ts"
import type { Priority } from "../../incidents/priority.ts"
import type { Happening } from "./record-event.ts"
import { replay } from "./replay.ts"
import { clocksAt } from "./view.ts"

const at = (time: string) => instant(`2026-03-02T${time}Z`)
const priority = (p: Priority): Happening => ({ kind: "priority_set", priority: p })
const onThirdParty: Happening = {
  kind: "hold_entered",
  hold: "waiting_third_party",
  basis: "question",
}
const both = promise([
  target("resolve", 1, 4 * hours, calendarC),
  target("resolve", 3, 24 * hours, calendarC, { pauseSet: new Set(["waiting_third_party"]) }),
])

describe("2.9.7 a priority without a target and back", () => {
  const runAfter = (...lines: Lines) =>
    replay([both], story(...lines)).now.runs.find(({ metric }) => metric === "resolve")

  test("keeps each pause once, so its bar still adds up", () => {
    const run = runAfter(
      ["2026-03-02T10:00", opened()],
      ["2026-03-02T10:30", waiting],
      ["2026-03-02T11:00", goesOn],
      ["2026-03-02T11:30", priority(4)],
      ["2026-03-02T12:00", priority(1)],
    )
    expect(run?.pauses).toHaveLength(1)
    const spans = run ? pictureOf(run, at("12:00")).segments : []
    expect(spans.map(({ kind, from }) => `${kind} ${from.toString().slice(11, 16)}`)).toEqual([
      "running 10:00",
      "paused 10:30",
      "running 11:00",
      "running 12:00",
    ])
  })
  test("makes no pause of a hold that was none under its target then", () => {
    const lines = [
      ["2026-03-02T10:00", opened()],
      ["2026-03-02T10:00", onThirdParty],
      ["2026-03-02T11:00", priority(4)],
      ["2026-03-02T12:00", priority(3)],
    ] as const
    const clock = clockOf(both, story(...lines), "2026-03-02T13:00", "resolve")
    expect(clock).toMatchObject({ state: { kind: "paused" }, elapsedSeconds: hours })
  })
})

describe("2.9.10 a warning of the old target", () => {
  const lowered = (time: string) =>
    clockOf(
      both,
      story(["2026-03-02T10:00", opened()], ["2026-03-02T13:30", priority(3)]),
      `2026-03-02T${time}`,
      "resolve",
    )
  test("is none under a lower priority that leaves time", () => {
    expect(lowered("13:40").atRiskAt).toBe("2026-03-03T05:12:00Z")
  })
  test("stays where the clock is at risk all the same", () => {
    const terms = promise([...both.targets, target("resolve", 2, 4.2 * hours, calendarC)])
    const events = story(["2026-03-02T10:00", opened()], ["2026-03-02T13:30", priority(2)])
    const clock = clockOf(terms, events, "2026-03-02T13:40", "resolve")
    expect(clock.atRiskAt).toBe("2026-03-02T13:12:00Z")
  })
})

describe("2.9.11 a later version that was not applied", () => {
  const mailOnly = everything({ version: 2, effectiveFrom: at("10:05"), publicNoteCounts: false })
  const kinds = (metric: string, ...lines: Lines) =>
    clocksAt(replay([everything(), mailOnly], story(...lines)), at("10:40"))
      .filter((view) => view.metric === metric)
      .map((view) => view.kind === "clock" && view.state.kind)

  test("does not say what answers a clock that runs", () =>
    expect(kinds("first_response", ["2026-03-02T10:00", opened()], ["2026-03-02T10:30", reply])).toEqual([
      "met",
    ]))
  test("says it of one that starts by it", () => {
    const email = { ...reply, channel: "email" } as Happening
    expect(
      kinds(
        "next_response",
        ["2026-03-02T10:00", opened()],
        ["2026-03-02T10:10", email],
        ["2026-03-02T10:20", question],
        ["2026-03-02T10:30", reply],
      ),
    ).toEqual(["running"])
  })
  test("says it once it is applied", () =>
    expect(
      kinds(
        "first_response",
        ["2026-03-02T10:00", opened()],
        ["2026-03-02T10:10", { kind: "policy_applied", policy: mailOnly }],
        ["2026-03-02T10:30", reply],
      ),
    ).toEqual(["running"]))
})

test("2.9.11 what is agreed anew after a policy was ended holds for records of before, too", () => {
  const anew = { ...both, version: 2, effectiveFrom: at("12:00") }
  const events = story(
    ["2026-03-02T10:00", opened({ by: "provider" })],
    ["2026-03-02T11:00", { kind: "policy_deactivated", policyId: "gold" }],
    ["2026-03-02T13:00", { kind: "shown_to_client" }],
    ["2026-03-02T13:30", question],
  )
  const view = clocksAt(replay([both, anew], events), at("14:00")).find(({ metric }) => metric === "resolve")
  expect(plain(view)).toMatchObject({
    kind: "clock",
    state: { kind: "running" },
    dueAt: "2026-03-02T17:00:00Z",
  })
})

test("2.9.9 what came to be wanted while it was resolved counts from the reopening", () => {
  const lines = [
    ["10:00", opened({ by: "provider", flavour: "security" })],
    ["10:10", resolved],
    ["10:20", { kind: "shown_to_client" }],
    ["10:30", { kind: "confirmed", verdict: "malicious" }],
    ["15:00", reopened],
  ] as const
  for (const metric of ["first_response", "contain", "resolve"] as const)
    expect(told(metric, lines, everything(), "2026-03-02T15:30")).toEqual(["running 15:00"])
})

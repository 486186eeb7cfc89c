import fc from "fast-check"
import { expect, test } from "vitest"
import { instant, plusSeconds, secondsBetween } from "#app/kernel/time.ts"
import {
  calendarA,
  calendarC,
  clockOf,
  hours,
  type Lines,
  minutes,
  opened,
  promise,
  question,
  reopened,
  resolved,
  story,
  target,
  waiting,
} from "#tests/support/sla-story.ts"
import type { Happening } from "../clock/record-event.ts"
import { secondsByParty, turnsOf } from "./turns.ts"

const at = (moment: string) => instant(`${moment}Z`)
const asked = (type: "transfer" | "consult" | "joint"): Happening => ({
  kind: "handoff_requested",
  handoff: "h",
  to: "soc",
  type,
})
const accepted: Happening = { kind: "handoff_accepted", handoff: "h" }
const rejected: Happening = { kind: "handoff_rejected", handoff: "h", reason: "not ours" }
const returned: Happening = { kind: "handoff_returned", handoff: "h" }
const third: Happening = { kind: "hold_entered", hold: "waiting_third_party", basis: "none" }

function told(...lines: Lines) {
  const turns = turnsOf(story(...lines), at("2026-03-02T12:00"))
  return turns.map(({ party, from, to }) => `${party} ${secondsBetween(from, to) / minutes}`)
}

test("a three-hour outage is told by party", () => {
  const events = story(
    ["2026-03-02T09:00", opened()],
    ["2026-03-02T09:35", asked("transfer")],
    ["2026-03-02T09:40", accepted],
    ["2026-03-02T10:40", waiting],
    ["2026-03-02T11:15", question],
    ["2026-03-02T12:10", resolved],
    ["2026-03-02T13:00", reopened],
    ["2026-03-02T13:00", third],
    ["2026-03-02T13:20", resolved],
  )
  const turns = turnsOf(events, at("2026-03-03T00:00"))
  expect(secondsByParty(turns)).toEqual({
    provider_noc: 40 * minutes,
    provider_soc: 115 * minutes,
    client: 35 * minutes,
    third_party: 20 * minutes,
  })
  expect(secondsByParty(turns, calendarA)).toEqual(secondsByParty(turns))
})

test.each([
  ["transfer", accepted, ["provider_noc 90", "provider_soc 60"]],
  ["transfer", rejected, ["provider_noc 150"]],
  ["consult", accepted, ["provider_noc 150"]],
  ["joint", accepted, ["provider_noc 150"]],
] as const)(
  "a %s moves the turn only when it is accepted and only as a transfer (%#)",
  (type, answer, turns) => {
    expect(
      told(["2026-03-02T09:30", opened()], ["2026-03-02T10:00", asked(type)], ["2026-03-02T11:00", answer]),
    ).toEqual(turns)
  },
)

test("what is returned goes back to the team it came from", () => {
  expect(
    told(
      ["2026-03-02T09:30", opened()],
      ["2026-03-02T10:00", asked("transfer")],
      ["2026-03-02T10:30", accepted],
      ["2026-03-02T11:00", returned],
    ),
  ).toEqual(["provider_noc 60", "provider_soc 30", "provider_noc 60"])
})

test("a handoff leaves the client's clocks alone", () => {
  const terms = promise([
    target("resolve", 1, 4 * hours, calendarC),
    target("handoff_accept", 1, 5 * minutes, calendarC),
  ])
  const events = story(
    ["2026-03-02T09:00", opened()],
    ["2026-03-02T10:00", asked("transfer")],
    ["2026-03-02T10:06", accepted],
  )
  expect(clockOf(terms, events, "2026-03-02T11:00", "resolve").dueAt).toBe("2026-03-02T13:00:00Z")
  expect(clockOf(terms, events, "2026-03-02T11:00", "handoff_accept").state.kind).toBe("missed")
})

test("every second of an open record is somebody's, whatever the order of arrival", () => {
  const step = fc.tuple(
    fc.constantFrom(waiting, third, question, asked("transfer"), accepted, rejected, returned),
    fc.integer({ min: 0, max: 9000 }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), fc.integer({ min: 0, max: 9000 }), (steps, later) => {
      const begin = at("2026-03-02T09:00")
      let now = begin
      const events = steps.map(([what, gap], index) => {
        now = plusSeconds(now, gap)
        return { ...what, id: `s${index}`, at: now }
      })
      const all = [{ ...opened(), id: "o", at: begin }, ...events]
      const until = plusSeconds(now, later)
      const total = Object.values(secondsByParty(turnsOf(all, until))).reduce((a, b) => a + b, 0)
      expect(total).toBe(secondsBetween(begin, until))
      expect(JSON.stringify(turnsOf(all.toReversed(), until))).toBe(JSON.stringify(turnsOf(all, until)))
    }),
  )
})

import { expect, test } from "vitest"
import {
  calendarC,
  hours,
  opened,
  promise,
  resolved,
  story,
  target,
  waiting,
} from "#tests/support/sla-story.ts"
import { instant } from "#app/kernel/time.ts"
import { microsOf } from "../calendar/micros.ts"
import type { Happening } from "../clock/record-event.ts"
import { replay } from "../clock/replay.ts"
import { settle } from "../clock/settle.ts"
import { explainLevels } from "./levels.ts"
import { pictureOf } from "./segments.ts"

const escalations = [
  { id: "most", share: 0.75 },
  { id: "half", share: 0.5, tell: "owner" },
] as const
const terms = promise([target("resolve", 1, 4 * hours, calendarC, { escalations })])
const runAt = (moment: string, ...more: readonly (readonly [at: string, what: Happening])[]) => {
  const { now } = replay([terms], story(["2026-03-02T10:00", opened()], ...more))
  const run = now.runs.find(({ metric }) => metric === "resolve")!
  return settle(run, microsOf(instant(`${moment}Z`)))
}

test("2.9.13 levels are said with their moments, whom they tell, and which were reached", () => {
  expect(explainLevels(runAt("2026-03-02T12:30"))).toBe(
    "Levels (UTC): 50 %, for the owner: reached Mon 2 Mar 2026 12:00; 75 %, for the leads: Mon 2 Mar 2026 13:00.",
  )
  expect(explainLevels(runAt("2026-03-02T11:30", ["2026-03-02T11:00", waiting]))).toBe(
    "Levels (UTC): 50 %, for the owner: not reached; 75 %, for the leads: not reached.",
  )
  const over = explainLevels(runAt("2026-03-09T11:30", ["2026-03-02T12:30", resolved]))
  expect(over).toContain(
    "50 %, for the owner: reached Mon 2 Mar 2026 12:00; 75 %, for the leads: not reached",
  )
})

test("2.9.13 they are marked on the line, reached or to come, and nothing is said without any", () => {
  const marks = pictureOf(runAt("2026-03-02T12:30"), instant("2026-03-02T12:30Z")).marks
  expect(marks.filter(({ kind }) => kind === "level").map(({ at }) => at.toString())).toEqual([
    "2026-03-02T12:00:00Z",
    "2026-03-02T13:00:00Z",
  ])
  const plain = promise([target("resolve", 1, 4 * hours, calendarC)])
  const { now } = replay([plain], story(["2026-03-02T10:00", opened()]))
  expect(now.runs.map(explainLevels).filter((said) => said !== "")).toEqual([])
})

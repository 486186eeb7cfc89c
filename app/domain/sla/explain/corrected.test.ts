import { expect, test } from "vitest"
import {
  hours,
  opened,
  plain,
  promise,
  reopened,
  resolved,
  story,
  target,
  calendarC,
} from "#tests/support/sla-story.ts"
import type { Lines } from "#tests/support/sla-story.ts"
import type { Happening } from "../clock/record-event.ts"
import { recordedStop } from "../clock/recorded-stop.ts"
import { replay } from "../clock/replay.ts"
import { instantOf } from "../calendar/micros.ts"
import { instant } from "#app/kernel/time.ts"
import { pictureOf } from "./segments.ts"
import { explain } from "./sentence.ts"

const put = (time: string): Happening => ({
  ...{ kind: "stop_corrected", metric: "resolve", cycle: 1, reason: "logged late" },
  stoppedAt: instant(`2026-03-02T${time}Z`),
})
const terms = promise([target("resolve", 1, hours, calendarC)])
const runOf = (lines: Lines) => {
  const all = story(...lines.map(([time, what]) => [`2026-03-02T${time}`, what] as const))
  const run = replay([terms], all).now.runs.find(({ metric }) => metric === "resolve")
  if (!run) throw new Error("no resolve run")
  return run
}
const late: Lines = [
  ["10:00", opened()],
  ["11:42", resolved],
]

test("2.9.13 the sentence says where a corrected stop had been, and when it was put right", () => {
  expect(explain(runOf([...late, ["12:30", put("10:50")]]), instant("2026-03-02T13:00Z"))).toContain(
    "came Mon 2 Mar 2026 10:50, in time. It had been recorded Mon 2 Mar 2026 11:42; that was corrected Mon 2 Mar 2026 12:30.",
  )
  expect(explain(runOf(late), instant("2026-03-02T13:00Z"))).not.toContain("recorded")
})

test("2.9.13 the line marks the recorded stop beside the end it is counted to", () => {
  const { marks, segments } = pictureOf(
    runOf([...late, ["12:30", put("10:50")]]),
    instant("2026-03-02T13:00Z"),
  )
  const found = (kind: string) => plain(marks.find((mark) => mark.kind === kind))?.at
  expect(found("recorded")).toBe("2026-03-02T11:42:00Z")
  expect(found("end")).toBe("2026-03-02T10:50:00Z")
  expect(plain(segments.at(-1))?.to).toBe("2026-03-02T10:50:00Z")
})

test.each<{ name: string; lines: Lines; recorded: string | null }>([
  { name: "none without a correction", lines: late, recorded: null },
  { name: "the stop there was", lines: [...late, ["12:30", put("10:50")]], recorded: "11:42" },
  {
    name: "the first of all, also after a second correction",
    lines: [...late, ["12:30", put("10:50")], ["12:40", put("10:40")]],
    recorded: "11:42",
  },
  {
    name: "none while it runs again",
    lines: [...late, ["12:30", put("10:50")], ["12:40", reopened]],
    recorded: null,
  },
  {
    name: "none once it stopped anew",
    lines: [...late, ["12:30", put("10:50")], ["12:40", reopened], ["12:50", resolved]],
    recorded: null,
  },
])("2.9.13 what was recorded: $name", ({ lines, recorded }) => {
  const stop = recordedStop(runOf(lines))
  expect(stop && instantOf(stop.recordedAt).toString().slice(11, 16)).toBe(recorded)
})

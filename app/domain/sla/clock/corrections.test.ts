import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { opened, everything, plain, question, reply, resolved, told } from "#tests/support/sla-story.ts"
import type { Lines } from "#tests/support/sla-story.ts"
import { instant, plusSeconds } from "#app/kernel/time.ts"
import type { SlaMetric } from "./metric.ts"
import type { Happening, RecordEvent } from "./record-event.ts"
import { apply, emptyHistory, replay } from "./replay.ts"
import { isLive, type Run } from "./run.ts"

const responded = (time: string): Happening => ({
  ...{ kind: "stop_corrected", metric: "first_response", cycle: 1, reason: "the note said nothing" },
  stoppedAt: instant(`2026-03-02T${time}Z`),
})

/** Every metric has an hour; the first note, at 10:10, turns out to have been no response. */
const noteAtTen: Lines = [
  ["10:00", opened()],
  ["10:10", reply],
]

describe("2.9.4 a first response put right moves what waits for the next one", () => {
  test.each<readonly [string, SlaMetric, Lines, readonly string[]]>([
    [
      "what was asked before the real response is answered by it",
      "next_response",
      [...noteAtTen, ["10:20", question], ["11:00", responded("10:40")]],
      ["cancelled 10:20-11:00"],
    ],
    [
      "and that was never late, however late it had become",
      "next_response",
      [...noteAtTen, ["10:20", question], ["12:00", responded("11:50")]],
      ["cancelled 10:20-12:00"],
    ],
    [
      "what was asked after it is owed from the asking",
      "next_response",
      [
        ...noteAtTen,
        ["10:20", question],
        ["10:50", question],
        ["11:00", responded("10:40")],
        ["11:30", reply],
      ],
      ["cancelled 10:20-11:00", "met 10:50-11:30"],
    ],
    [
      "a question at the moment of the response is answered by it",
      "next_response",
      [...noteAtTen, ["10:40", question], ["11:00", responded("10:40")]],
      ["cancelled 10:40-11:00"],
    ],
    [
      "put earlier it changes nothing of what runs",
      "next_response",
      [...noteAtTen, ["10:20", question], ["11:00", responded("10:05")], ["11:10", reply]],
      ["met 10:20-11:10"],
    ],
    [
      "an update is owed from the real response on",
      "periodic_update",
      [...noteAtTen, ["11:00", responded("10:40")], ["11:30", reply]],
      ["cancelled 10:10-11:00", "met 10:40-11:30", "running 11:30 late"],
    ],
    [
      "one that came after it counts",
      "periodic_update",
      [...noteAtTen, ["10:50", reply], ["11:00", responded("10:40")], ["11:30", reply]],
      ["met 10:10-10:50", "met 10:50-11:30", "running 11:30 late"],
    ],
    [
      "a call that nobody had noted begins what it would have begun",
      "periodic_update",
      [
        ["10:00", opened()],
        ["10:30", responded("10:15")],
        ["11:00", reply],
      ],
      ["met 10:15-11:00", "running 11:00 late"],
    ],
    [
      "and what was asked since is owed an answer",
      "next_response",
      [
        ["10:00", opened()],
        ["10:05", question],
        ["10:20", question],
        ["10:30", responded("10:15")],
        ["11:30", reply],
      ],
      ["missed 10:20-11:30"],
    ],
    [
      "noted while it is resolved, the call is the first response, not the resolution",
      "first_response",
      [
        ["10:00", opened()],
        ["10:30", responded("10:15")],
        ["10:30", resolved],
      ],
      ["met 10:00-10:15"],
    ],
    [
      "a moment before it was owed puts nothing right",
      "next_response",
      [...noteAtTen, ["10:20", question], ["11:00", responded("09:00")], ["11:10", reply]],
      ["met 10:20-11:10"],
    ],
  ])("%s (%s)", (_name, metric, lines, runs) => expect(told(metric, lines)).toEqual(runs))
})

const start = instant("2026-03-02T10:00Z")
const what = fc.oneof(
  fc.constantFrom<Happening>(
    question,
    reply,
    resolved,
    { kind: "reopened" },
    { kind: "priority_set", priority: 2 },
  ),
  fc.integer({ min: 0, max: 600 }).map((minute) => ({
    ...(responded("10:00") as Extract<Happening, { kind: "stop_corrected" }>),
    stoppedAt: plusSeconds(start, minute * 60),
  })),
)
/** Minutes apart, often none. */
const events = fc.array(fc.tuple(what, fc.integer({ min: 0, max: 40 })), { maxLength: 25 }).map((steps) => {
  let at = start
  return [
    { ...opened(), id: "opened", at },
    ...steps.map(([happening, gap], index): RecordEvent => {
      at = plusSeconds(at, gap * 60)
      return { ...happening, id: `e${String(index).padStart(3, "0")}`, at }
    }),
  ]
})
const text = (run: Run | undefined) => run && JSON.stringify(plain(run))
const isClosed = (run: Run | undefined) => run !== undefined && !isLive(run)

test("2.9.11 a correction of the first response changes no closed clock of another metric, in whatever history", () => {
  fc.assert(
    fc.property(events, (all) => {
      let history = emptyHistory([everything()])
      for (const event of all) {
        const next = apply(history, event)
        if (!next.ok) throw new Error(next.error)
        const moment = next.value.moment
        if (moment.every(({ kind }) => kind === "stop_corrected"))
          for (const [index, run] of next.value.before.runs.entries())
            if (run.metric !== "first_response" && isClosed(run))
              expect(text(next.value.now.runs[index])).toBe(text(run))
        history = next.value
      }
      expect(text(history.now.runs[0])).toBe(text(replay([everything()], all).now.runs[0]))
    }),
  )
})

test("2.9.4 no answer and no update is awaited from before the first response, in whatever history", () => {
  fc.assert(
    fc.property(events, (all) => {
      const { facts, runs } = replay([everything()], all).now
      const started = (metric: SlaMetric) =>
        runs.flatMap((run) => (run.metric === metric && isLive(run) ? [run.startedAt] : []))
      const first = facts.firstRespondedAt ?? Number.POSITIVE_INFINITY
      for (const asked of started("next_response")) expect(asked).toBeGreaterThan(first)
      for (const heard of started("periodic_update")) expect(heard).toBeGreaterThanOrEqual(first)
    }),
  )
})

import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { instant, isBefore, plusSeconds, secondsBetween, Temporal } from "#app/kernel/time.ts"
import { describeRecurrence } from "./describe.ts"
import { checkTimes } from "./new-window.ts"
import { type Recurrence, recurrence, weekdays } from "./recurrence.ts"
import { nextRuns, occurrences, runAt, type WindowTimes } from "./window.ts"

const window = (more: Partial<WindowTimes> & { rule?: object }): WindowTimes => ({
  startsAt: instant("2026-01-01T00:00Z"),
  endsAt: instant("2026-12-31T00:00Z"),
  recurrence: more.rule ? recurrence.parse(more.rule) : null,
  timeZone: "Europe/Berlin",
  cancelledAt: null,
  ...more,
})
const runsBetween = (w: WindowTimes, from: string, to: string) =>
  occurrences(w, instant(from), instant(to)).map(({ start, end }) => `${start} ${end}`)

describe("2.3.10 a window once", () => {
  const once = window({ startsAt: instant("2026-05-01T20:00Z"), endsAt: instant("2026-05-01T22:00Z") })
  it.each([
    ["2026-05-01T19:59:59Z", false],
    ["2026-05-01T20:00:00Z", true],
    ["2026-05-01T21:59:59.999Z", true],
    ["2026-05-01T22:00:00Z", false],
  ])("at %s: %s", (at, running) => {
    expect(runAt(once, instant(at)) !== null).toBe(running)
  })
  it("holds no longer than until it is cancelled", () => {
    const cut = { ...once, cancelledAt: instant("2026-05-01T21:00Z") }
    expect(runAt(cut, instant("2026-05-01T20:59Z"))).not.toBeNull()
    expect(runAt(cut, instant("2026-05-01T21:00Z"))).toBeNull()
    expect(
      occurrences({ ...once, cancelledAt: instant("2026-04-01T00:00Z") }, once.startsAt, once.endsAt),
    ).toEqual([])
  })
})

describe("2.3.10 recurrence across the changes of the clocks", () => {
  it.each([
    {
      name: "Berlin springs forward within the run: it starts by the wall clock and lasts four real hours",
      w: window({ rule: { every: "day", start: "00:30", minutes: 240 } }),
      span: ["2026-03-28T00:00Z", "2026-03-30T12:00Z"],
      runs: [
        "2026-03-27T23:30:00Z 2026-03-28T03:30:00Z",
        "2026-03-28T23:30:00Z 2026-03-29T03:30:00Z",
        "2026-03-29T22:30:00Z 2026-03-30T02:30:00Z",
      ],
    },
    {
      name: "Berlin, a start that the clocks skip is an hour later by them",
      w: window({ rule: { every: "day", start: "02:30", minutes: 60 } }),
      span: ["2026-03-29T00:00Z", "2026-03-29T12:00Z"],
      runs: ["2026-03-29T01:30:00Z 2026-03-29T02:30:00Z"],
    },
    {
      name: "Berlin, of a start that comes twice the first counts, once",
      w: window({ rule: { every: "day", start: "02:30", minutes: 30 } }),
      span: ["2026-10-24T12:00Z", "2026-10-25T12:00Z"],
      runs: ["2026-10-25T00:30:00Z 2026-10-25T01:00:00Z"],
    },
    {
      name: "New York falls back on a Sunday of weekly runs",
      w: window({
        rule: { every: "week", weekdays: ["sun", "wed"], start: "01:00", minutes: 120 },
        timeZone: "America/New_York",
      }),
      span: ["2026-10-30T00:00Z", "2026-11-06T00:00Z"],
      runs: ["2026-11-01T05:00:00Z 2026-11-01T07:00:00Z", "2026-11-04T06:00:00Z 2026-11-04T08:00:00Z"],
    },
    {
      name: "Lord Howe moves by half an hour",
      w: window({ rule: { every: "day", start: "02:15", minutes: 30 }, timeZone: "Australia/Lord_Howe" }),
      span: ["2026-10-03T00:00Z", "2026-10-04T12:00Z"],
      runs: ["2026-10-03T15:45:00Z 2026-10-03T16:15:00Z"],
    },
    {
      name: "day 31 is the last of a shorter month",
      w: window({ rule: { every: "month", day: 31, start: "12:00", minutes: 60 }, timeZone: "UTC" }),
      span: ["2026-02-01T00:00Z", "2026-05-01T00:00Z"],
      runs: [
        "2026-02-28T12:00:00Z 2026-02-28T13:00:00Z",
        "2026-03-31T12:00:00Z 2026-03-31T13:00:00Z",
        "2026-04-30T12:00:00Z 2026-04-30T13:00:00Z",
      ],
    },
    {
      name: "the hard end cuts the last run, and what begins before the start is no run",
      w: window({
        rule: { every: "day", start: "10:00", minutes: 120 },
        timeZone: "UTC",
        startsAt: instant("2026-06-01T10:30Z"),
        endsAt: instant("2026-06-03T11:00Z"),
      }),
      span: ["2026-05-01T00:00Z", "2026-07-01T00:00Z"],
      runs: ["2026-06-02T10:00:00Z 2026-06-02T12:00:00Z", "2026-06-03T10:00:00Z 2026-06-03T11:00:00Z"],
    },
  ])("$name", ({ w, span, runs }) => {
    expect(runsBetween(w, span[0]!, span[1]!)).toEqual(runs)
  })

  const zones = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kolkata",
  ]
  const rule: fc.Arbitrary<Recurrence> = fc.record({
    every: fc.constantFrom("day" as const, "week" as const, "month" as const),
    weekdays: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
    day: fc.integer({ min: 1, max: 31 }),
    start: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([h, m]) => `${`${h}`.padStart(2, "0")}:${`${m}`.padStart(2, "0")}`),
    minutes: fc.integer({ min: 1, max: 480 }),
  })
  const day = fc
    .integer({ min: 0, max: 360 * 24 })
    .map((h) => plusSeconds(instant("2026-01-02T00:00Z"), h * 3600))

  test("runs are in order, apart, of the length they say, at the wall time they say", () => {
    fc.assert(
      fc.property(rule, fc.constantFrom(...zones), day, (r, timeZone, from) => {
        const w = window({ recurrence: r, timeZone })
        const runs = occurrences(w, from, plusSeconds(from, 40 * 86_400))
        for (const [i, run] of runs.entries()) {
          const next = runs[i + 1]
          if (next) expect(isBefore(next.start, run.end)).toBe(false)
          if (run.end.equals(w.endsAt)) continue
          expect(secondsBetween(run.start, run.end)).toBe(r.minutes * 60)
          const wall = run.start.toZonedDateTimeISO(timeZone).toPlainTime()
          const off = Temporal.PlainTime.from(r.start).until(wall).total("minutes")
          // Only a skipped time moves: by as much as the clocks do.
          expect([0, 30, 60, -1380, -1410]).toContain(off)
        }
      }),
    )
  })

  test("a moment lies in a run exactly when the list says so, however the list is asked for", () => {
    fc.assert(
      fc.property(
        rule,
        fc.constantFrom(...zones),
        day,
        fc.integer({ min: 1, max: 72 }),
        (r, timeZone, at, span) => {
          const w = window({ recurrence: r, timeZone })
          const wide = occurrences(w, plusSeconds(at, -span * 3600), plusSeconds(at, span * 3600))
          const holding = wide.find((run) => !isBefore(at, run.start) && isBefore(at, run.end)) ?? null
          expect(runAt(w, at)?.start.toString() ?? null).toBe(holding?.start.toString() ?? null)
        },
      ),
    )
  })

  test("the next five are told in order", () => {
    const w = window({ rule: { every: "week", weekdays: ["tue"], start: "22:00", minutes: 90 } })
    const runs = nextRuns(w, instant("2026-10-20T20:30Z"), 5).map((run) => `${run.start}`)
    expect(runs).toEqual([
      "2026-10-20T20:00:00Z",
      "2026-10-27T21:00:00Z",
      "2026-11-03T21:00:00Z",
      "2026-11-10T21:00:00Z",
      "2026-11-17T21:00:00Z",
    ])
    expect(describeRecurrence(w.recurrence, w.timeZone)).toBe(
      "Every Tuesday at 22:00 for 1 h 30 min (Europe/Berlin)",
    )
  })
})

describe("2.3.10 what may be asked for", () => {
  const now = instant("2026-05-01T12:00Z")
  const once = { startsAt: now, endsAt: plusSeconds(now, 8 * 3600), recurrence: null, timeZone: "UTC" }
  it.each([
    ["eight hours", once, null],
    ["longer than eight hours", { ...once, endsAt: plusSeconds(now, 8 * 3600 + 1) }, "endsAt"],
    ["an end before the start", { ...once, endsAt: plusSeconds(now, -1) }, "endsAt"],
    ["a start in the past", { ...once, startsAt: plusSeconds(now, -3600) }, "startsAt"],
    [
      "a series without a run",
      { ...once, recurrence: recurrence.parse({ every: "day", start: "08:00", minutes: 5 }) },
      "endsAt",
    ],
    [
      "a series of over a year",
      {
        ...once,
        endsAt: plusSeconds(now, 400 * 86_400),
        recurrence: recurrence.parse({ every: "day", start: "08:00", minutes: 5 }),
      },
      "endsAt",
    ],
  ] as const)("%s", (_, wanted, field) => {
    const checked = checkTimes(wanted, now)
    expect(checked.ok ? null : Object.keys(checked.error)[0]).toBe(field)
  })
  it("a run of more than eight hours is no recurrence", () => {
    expect(recurrence.safeParse({ every: "day", start: "08:00", minutes: 481 }).success).toBe(false)
  })
})

import { describe, expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import {
  calendarC,
  clockOf,
  hours,
  minutes,
  opened,
  promise,
  resolved,
  story,
  target,
} from "#tests/support/sla-story.ts"
import { attainment, type Exclusion, grantExclusion } from "./attainment.ts"
import { replay } from "./replay.ts"
import { clocksAt } from "./view.ts"

const fourHours = promise([target("resolve", 1, 4 * hours, calendarC)])
const at = (moment: string) => instant(`${moment}Z`)

describe("attainment", () => {
  const done = (minute: string) =>
    clockOf(fourHours, story(["2026-03-02T10:00", opened()], [minute, resolved]), minute, "resolve")
  const clocks = ["2026-03-02T11:00", "2026-03-02T14:30", "2026-03-02T15:00"].map(
    (end) =>
      clocksAt(replay([fourHours], story(["2026-03-02T10:00", opened()], [end, resolved])), at(end)).filter(
        (view) => view.kind === "clock",
      )[0]!,
  )
  const half: Omit<Exclusion, "contest"> = {
    ...{ kind: "third_party", seconds: 30 * minutes, reason: "carrier", owner: "a", approver: "b" },
  }
  const granted = grantExclusion(half)
  const exclusion = granted.ok ? [granted.value] : []

  test("raw and adjusted side by side; an excuse too small excuses nothing", () => {
    expect(done("2026-03-02T14:30").state.kind).toBe("missed")
    const judged = clocks.map((clock, index) => ({ clock, exclusions: index > 0 ? exclusion : [] }))
    expect(attainment(judged)).toEqual({ met: 1, missed: 2, excluded: 1, raw: 1 / 3, adjusted: 1 / 2 })
  })
  test("an objection upheld strikes the excuse; nothing measured is no share", () => {
    const struck = exclusion.map((e) => ({ ...e, contest: "upheld" as const }))
    expect(attainment([{ clock: clocks[1]!, exclusions: struck }])).toMatchObject({
      excluded: 0,
      adjusted: 0,
    })
    expect(attainment([])).toMatchObject({ raw: null, adjusted: null })
  })
  test("nobody excuses their own record", () => {
    expect(grantExclusion({ ...half, approver: "a" }).ok).toBe(false)
    expect(grantExclusion({ ...half, reason: " " }).ok).toBe(false)
    expect(grantExclusion({ ...half, seconds: 0 }).ok).toBe(false)
  })
})

import fc from "fast-check"
import { expect, test } from "vitest"
import { instant, plusSeconds, secondsBetween } from "#app/kernel/time.ts"
import type { Priority } from "../incidents/priority.ts"
import { elapsedSeconds, resume, retarget, startClock, stateOf } from "./clock.ts"

const ten = instant("2026-03-02T10:00:00Z")
const at = (time: string) => instant(`2026-03-02T${time}:00Z`)

test("a P1 resolve clock is due after its target, and an act at exactly that time is met", () => {
  const clock = startClock("resolve", 1, ten)
  expect(clock.dueAt.equals(at("14:00"))).toBe(true)
  expect(stateOf({ ...clock, stoppedAt: at("14:00") }, at("20:00"))).toBe("met")
  expect(stateOf({ ...clock, stoppedAt: plusSeconds(at("14:00"), 1) }, at("20:00"))).toBe("missed")
  expect(stateOf(clock, at("14:00"))).toBe("running")
  expect(stateOf(clock, at("14:01"))).toBe("breached")
})

test("raising the priority keeps the start: what had elapsed counts", () => {
  const raised = retarget(startClock("resolve", 3, ten), 1)
  expect(raised.dueAt.equals(at("14:00"))).toBe(true)
  expect(elapsedSeconds(raised, at("13:00")) / raised.targetSeconds).toBe(0.75)
})

test("a stopped clock is never retargeted", () => {
  const stopped = { ...startClock("resolve", 3, ten), stoppedAt: at("11:00") }
  expect(retarget(stopped, 1)).toBe(stopped)
})

test("resolved at 3 h, reopened 10 h later, resolved 30 min after: 3 h 30 elapsed, met", () => {
  const stopped = { ...startClock("resolve", 1, ten), stoppedAt: at("13:00") }
  const running = resume(stopped, at("23:00"))
  const again = { ...running, stoppedAt: at("23:30") }
  expect(elapsedSeconds(again, at("23:59"))).toBe(3.5 * 3600)
  expect(stateOf(again, at("23:59"))).toBe("met")
})

test("however often it is stopped and resumed, elapsed and paused time add up to the whole", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: 9000 })), {
        maxLength: 12,
      }),
      fc.constantFrom<Priority>(1, 2, 3, 4),
      (spans, priority) => {
        let clock = startClock("resolve", priority, ten)
        let now = ten
        let worked = 0
        for (const [work, pause] of spans) {
          now = plusSeconds(now, work)
          worked += work
          clock = { ...clock, stoppedAt: now }
          now = plusSeconds(now, pause)
          clock = resume(clock, now)
        }
        expect(elapsedSeconds(clock, now)).toBe(worked)
        expect(secondsBetween(clock.startedAt, clock.dueAt)).toBe(clock.targetSeconds + clock.pausedSeconds)
      },
    ),
  )
})

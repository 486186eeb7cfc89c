import fc from "fast-check"
import { expect, test } from "vitest"
import { instant, plusSeconds } from "#app/kernel/time.ts"
import { carriedTrial, carryTrial, newTrial, resultOf, tryEvent } from "./recipe-trial.ts"

const start = instant("2026-11-14T12:00:00Z")

const event = fc.record({
  gap: fc.constantFrom(0, 1, 10, 45, 120),
  kind: fc.constantFrom("firing" as const, "resolved" as const, "info" as const),
  now: fc.constantFrom("a", "b", "c", "d"),
  then: fc.constantFrom("x", "y"),
})
const settings = fc.record({
  reopenWindowSeconds: fc.constantFrom(0, 1800),
  resolveDelaySeconds: fc.constantFrom(0, 300),
  staleAfterSeconds: fc.constantFrom(null, 3600),
})

test("a trial carried from turn to turn tells what one turn would have told", () => {
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 40 }),
      settings,
      fc.integer({ min: 1, max: 5 }),
      (drawn, by, portion) => {
        const whole = newTrial(by, null)
        let trial = newTrial(by, null)
        let at = start
        for (const [i, { gap, ...one }] of drawn.entries()) {
          if (i % portion === 0)
            trial = newTrial(by, carriedTrial.parse(JSON.parse(JSON.stringify(carryTrial(trial, at)))))
          at = plusSeconds(at, gap * 60)
          const tried = { ...one, receivedAt: at, title: `Title of ${one.now}`, isDegraded: i % 3 === 0 }
          tryEvent(whole, tried)
          tryEvent(trial, tried)
        }
        expect(resultOf(trial)).toEqual(resultOf(whole))
      },
    ),
    { numRuns: 1000 },
  )
})

test("a problem that is over for good takes no room in what is carried", () => {
  const by = { reopenWindowSeconds: 60, resolveDelaySeconds: 0, staleAfterSeconds: null }
  const trial = newTrial(by, null)
  const one = { title: "Disk full", now: "a", then: "x", isDegraded: false }
  tryEvent(trial, { ...one, kind: "firing", receivedAt: start })
  tryEvent(trial, { ...one, kind: "resolved", receivedAt: plusSeconds(start, 60) })
  expect(carryTrial(trial, plusSeconds(start, 60)).now).toHaveLength(1)
  expect(carryTrial(trial, plusSeconds(start, 3600)).now).toHaveLength(0)
})

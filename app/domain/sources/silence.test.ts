import fc from "fast-check"
import { expect, test } from "vitest"
import { instant, type Instant, plusSeconds } from "#app/kernel/time.ts"
import { isStep, silenceStep, silentAfterSeconds, type WatchedSource } from "./silence.ts"

const start = instant("2026-03-02T08:00:00Z")
const at = (seconds: number) => plusSeconds(start, seconds)
const source = (more: Partial<WatchedSource> = {}): WatchedSource => ({
  adapter: "syslog",
  enabled: true,
  isDeleted: false,
  createdAt: at(-86_400),
  lastDeliveryAt: at(0),
  expectedEverySeconds: 600,
  silentSince: null,
  openSince: null,
  lastEndedAt: null,
  ...more,
})
const longAgo = at(-86_400)
const step = (given: WatchedSource, seconds: number, watchingSince: Instant = longAgo) =>
  silenceStep(given, at(seconds), watchingSince)
const silent = { silentSince: at(0), openSince: at(0) }

test.each([
  ["2.2.8 missed once: nothing", source(), 1200, null],
  ["2.2.8 missed twice: fires", source(), 1201, "fires"],
  ["a heartbeat is late after one period", source({ adapter: "heartbeat" }), 601, "fires"],
  ["a heartbeat in time", source({ adapter: "heartbeat" }), 600, null],
  ["silence means nothing", source({ expectedEverySeconds: null }), 1_000_000, null],
  ["never heard, two periods old", source({ lastDeliveryAt: null, createdAt: at(0) }), 1201, "fires"],
  [
    "a heartbeat never heard has two periods",
    source({ adapter: "heartbeat", lastDeliveryAt: null, createdAt: at(0) }),
    1200,
    null,
  ],
  ["paused", source({ enabled: false }), 100_000, null],
  ["deleted", source({ isDeleted: true }), 100_000, null],
  ["still silent: no second alert", source(silent), 100_000, null],
  ["silent, and speaks", source({ ...silent, lastDeliveryAt: at(5000) }), 5010, "resolves"],
  ["silent, then paused", source({ ...silent, enabled: false }), 5000, "resolves"],
  ["silent, then deleted", source({ ...silent, isDeleted: true }), 5000, "resolves"],
  ["silent, then nothing expected", source({ ...silent, expectedEverySeconds: null }), 5000, "resolves"],
  ["silent, then expected less often", source({ ...silent, expectedEverySeconds: 86_400 }), 5000, "resolves"],
] as const)("%s", (_name, given, seconds, alert) => expect(step(given, seconds).alert).toBe(alert))

test("a silence begins with the last delivery and ends with the next", () => {
  expect(step(source(), 1201)).toMatchObject({ silentSince: at(0), opens: at(0), closes: null })
  expect(step(source({ ...silent, lastDeliveryAt: at(5000) }), 5010)).toMatchObject({
    silentSince: null,
    closes: at(5000),
  })
})

test("a pause is time that was not watched; afterwards the source has its time again", () => {
  const paused = source({ enabled: false })
  expect(step(paused, 100)).toMatchObject({ opens: at(100), silentSince: null })
  const resumed = source({ openSince: at(100) })
  expect(step(resumed, 90_000)).toMatchObject({ alert: null, closes: at(90_000) })
  const after = source({ lastEndedAt: at(90_000) })
  expect(step(after, 91_200).alert).toBeNull()
  expect(step(after, 91_201)).toMatchObject({ alert: "fires", opens: at(90_000) })
})

test("a portal that was away itself waits five minutes, or the source's time where that is shorter", () => {
  expect(step(source(), 10_000, at(9_800)).alert).toBeNull()
  expect(step(source(), 10_101, at(9_800)).alert).toBe("fires")
  expect(step(source({ expectedEverySeconds: 30 }), 9_861, at(9_800)).alert).toBe("fires")
  expect(step(source(silent), 10_000, at(9_999)).alert).toBeNull()
})

test("a step that was done is not done again", () => {
  const moment = fc.integer({ min: 0, max: 5000 }).map(at)
  const maybe = fc.option(moment, { nil: null })
  fc.assert(
    fc.property(
      fc.record({
        adapter: fc.constantFrom("heartbeat", "syslog"),
        enabled: fc.boolean(),
        isDeleted: fc.boolean(),
        createdAt: fc.constant(at(0)),
        lastDeliveryAt: maybe,
        expectedEverySeconds: fc.option(fc.integer({ min: 30, max: 4000 }), { nil: null }),
        silentSince: maybe,
        lastEndedAt: fc.constant(null),
        extra: maybe,
      }),
      fc.integer({ min: 5001, max: 20_000 }),
      ({ extra, ...given }, seconds) => {
        // Whoever has an alert of silence also has a time that is not watched.
        const before = { ...given, openSince: given.silentSince ?? extra }
        const first = step(before, seconds)
        const after = {
          ...before,
          silentSince: first.silentSince,
          openSince: first.closes ? null : (first.opens ?? before.openSince),
          lastEndedAt: first.closes ?? before.lastEndedAt,
        }
        expect(isStep(step(after, seconds))).toBe(false)
      },
    ),
  )
})

test.each([
  ["syslog", at(0), 1200],
  ["heartbeat", at(0), 600],
  ["heartbeat", null, 1200],
] as const)("%s heard at %s is silent after %i", (adapter, lastDeliveryAt, seconds) =>
  expect(silentAfterSeconds(source({ adapter, lastDeliveryAt }))).toBe(seconds),
)

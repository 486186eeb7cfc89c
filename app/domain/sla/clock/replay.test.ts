import fc from "fast-check"
import { expect, test } from "vitest"
import { instant, plusSeconds } from "#app/kernel/time.ts"
import {
  calendar,
  calendarA,
  calendarC,
  hours,
  opened,
  plain,
  promise,
  question,
  reopened,
  reply,
  resolved,
  target,
  waiting,
  weekdaysAt,
} from "#tests/support/sla-story.ts"
import { type SlaMetric, slaMetrics } from "./metric.ts"
import type { Happening, RecordEvent } from "./record-event.ts"
import { apply, emptyHistory, type History, replay } from "./replay.ts"
import { clocksAt } from "./view.ts"

const london = weekdaysAt("08:00", "18:00", { zone: "Europe/London" })
const nights = calendar({
  zone: "America/New_York",
  weekly: { fri: [["22:00", "06:00"]], sun: [["10:00", "12:00"]] },
})
const hourOf: Readonly<Record<1 | 2 | 3, (metric: SlaMetric) => ReturnType<typeof target>>> = {
  1: (metric) => target(metric, 1, 2 * hours, calendarC),
  2: (metric) => target(metric, 2, 5 * hours, london, { atRiskSecondsLeft: hours }),
  3: (metric) => target(metric, 3, 9 * hours, metric === "resolve" ? nights : calendarA),
}
const targets = slaMetrics.flatMap((metric) => [hourOf[1](metric), hourOf[2](metric), hourOf[3](metric)])
const terms = promise(targets)
const stricter = promise(
  targets.map((t) => ({ ...t, seconds: t.seconds / 2 })),
  { version: 2, upgradeGraceSeconds: 600 },
)

const happening: fc.Arbitrary<Happening> = fc.constantFrom<Happening>(
  question,
  reply,
  { ...reply, by: "automation" } as Happening,
  { ...reply, visibility: "internal" } as Happening,
  waiting,
  { kind: "hold_entered", hold: "scheduled_change", basis: "client_agreement" },
  { kind: "hold_entered", hold: "waiting_third_party", basis: "question" },
  { kind: "hold_left", cause: "manual" },
  { kind: "hold_left", cause: "expired" },
  { kind: "priority_set", priority: 1 },
  { kind: "priority_set", priority: 2 },
  { kind: "priority_set", priority: 3 },
  { kind: "priority_set", priority: 4 },
  { kind: "actionable" },
  { kind: "suppressed" },
  { kind: "acknowledged", by: "provider_human" },
  { kind: "flavour_changed", flavour: "security" },
  { kind: "flavour_changed", flavour: "availability" },
  { kind: "confirmed", verdict: "malicious" },
  { kind: "confirmed", verdict: "downgraded" },
  { kind: "contained", how: "verified" },
  { kind: "impact", services: ["web", "mail"], since: instant("2026-03-27T08:00Z") },
  { kind: "service_back", service: "web", as: "operational" },
  { kind: "service_back", service: "mail", as: "degraded_accepted" },
  { kind: "handoff_requested", handoff: "a", to: "soc", type: "transfer" },
  { kind: "handoff_accepted", handoff: "a" },
  { kind: "handoff_requested", handoff: "b", to: "noc", type: "joint" },
  { kind: "handoff_rejected", handoff: "b", reason: "no" },
  { kind: "policy_applied", policy: stricter },
  { kind: "policy_deactivated", policyId: "gold" },
  {
    kind: "stop_corrected",
    metric: "first_response",
    cycle: 1,
    stoppedAt: instant("2026-03-27T12:00Z"),
    reason: "call",
  },
  {
    kind: "stop_corrected",
    metric: "first_response",
    cycle: 1,
    stoppedAt: instant("2026-03-27T20:00Z"),
    reason: "no response",
  },
  resolved,
  reopened,
)

const start = instant("2026-03-27T09:00Z")

/** A history with many events at one moment: gaps are often nothing. */
const historyOf = (size: fc.ArrayConstraints): fc.Arbitrary<RecordEvent[]> =>
  fc
    .array(fc.tuple(happening, fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40_000 }))), size)
    .map((steps) => {
      let at = start
      return [
        { ...opened({ priority: 2 }), id: "opened", at },
        ...steps.map(([what, gap], index) => {
          at = plusSeconds(at, gap)
          return { ...what, id: `e${String(index).padStart(4, "0")}`, at }
        }),
      ]
    })
const history = historyOf({ maxLength: 40 })

function oneByOne(events: readonly RecordEvent[]): History {
  return events.reduce(
    (so, event) => {
      const next = apply(so, event)
      if (!next.ok) throw new Error(next.error)
      return next.value
    },
    emptyHistory([terms]),
  )
}

/** All that is known of every run, as text. */
const told = (so: History) => JSON.stringify(plain(so.now.runs))

test("replay equals applying one by one", () => {
  fc.assert(
    fc.property(history, (events) => {
      expect(told(oneByOne(events))).toBe(told(replay([terms], events)))
    }),
  )
})

test("shuffled and repeated arrival gives one answer", () => {
  fc.assert(
    fc.property(history, fc.infiniteStream(fc.nat()), (events, salt) => {
      const keyed = [...events, ...events.slice(0, 5)].map((event) => ({
        event,
        key: salt.next().value ?? 0,
      }))
      const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ event }) => event)
      expect(told(replay([terms], shuffled))).toBe(told(replay([terms], events)))
    }),
  )
})

test("simultaneous events give one answer in whatever order they are applied", () => {
  fc.assert(
    fc.property(fc.array(happening, { minLength: 2, maxLength: 6 }), history, (at, before) => {
      const last = before.at(-1)?.at ?? start
      const together = at.map((what, index) => ({ ...what, id: `t${index}`, at: last }))
      expect(told(oneByOne([...before, ...together.toReversed()]))).toBe(
        told(oneByOne([...before, ...together])),
      )
    }),
  )
})

test("a random history of a thousand events replays as it was applied", () => {
  fc.assert(
    fc.property(historyOf({ minLength: 1000, maxLength: 1000, size: "max" }), (events) => {
      expect(events).toHaveLength(1001)
      expect(told(oneByOne(events))).toBe(told(replay([terms], events)))
    }),
    { numRuns: 2 },
  )
})

test("looking, however often and late, changes nothing that is told later", () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 0, max: 10_000_000 }), (events, seconds) => {
      const so = replay([terms], events)
      const text = told(so)
      clocksAt(so, plusSeconds(start, seconds))
      expect(told(so)).toBe(text)
    }),
  )
})

test("an event of before the last moment is refused, to be replayed", () => {
  const so = oneByOne([{ ...opened(), id: "a", at: start }])
  expect(apply(so, { ...reply, id: "b", at: plusSeconds(start, -1) })).toEqual({ ok: false, error: "late" })
})

test("a breach is for good: whatever follows, but a correction, it stays as it was", () => {
  const isCorrection = (event: RecordEvent) => event.kind === "stop_corrected"
  fc.assert(
    fc.property(history, (all) => {
      let so = emptyHistory([terms])
      const breaches = new Map<string, string>()
      for (const event of all.filter((e) => !isCorrection(e))) {
        const next = apply(so, event)
        if (!next.ok) throw new Error(next.error)
        so = next.value
        for (const run of so.before.runs) {
          const name = `${run.metric} ${run.cycle}`
          const before = breaches.get(name)
          if (before) expect(JSON.stringify(run.breach)).toBe(before)
          else if (run.breach) breaches.set(name, JSON.stringify(run.breach))
        }
      }
    }),
  )
})

test("the outcome is whether it stopped at or before its deadline, and pausing never shortens elapsed", () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 1, max: 300_000 }), (events, later) => {
      const so = replay([terms], events)
      const end = events.at(-1)?.at ?? start
      const [now, then] = [clocksAt(so, end), clocksAt(so, plusSeconds(end, later))]
      for (const [index, view] of now.entries()) {
        const next = then[index]
        if (view.kind !== "clock" || next?.kind !== "clock") continue
        expect(next.elapsedSeconds).toBeGreaterThanOrEqual(view.elapsedSeconds)
        if (view.state.kind === "met") expect(view.breach).toBe(null)
        if (view.state.kind === "missed") expect(view.breach).not.toBe(null)
        if (view.state.kind === "paused") expect(next.elapsedSeconds).toBe(view.elapsedSeconds)
      }
    }),
  )
})

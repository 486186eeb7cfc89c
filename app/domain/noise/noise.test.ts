import fc from "fast-check"
import { expect, test } from "vitest"
import type { AlertId, SourceId, TenantId } from "#app/kernel/ids.ts"
import {
  actionabilityOf,
  compressionOf,
  noiseDaysOf,
  noiseFunnel,
  noTotals,
  type RuleNoise,
} from "./noise.ts"
import { proposeTuning, topProposals } from "./propose.ts"

const rule = (more: Partial<RuleNoise> = {}): RuleNoise => ({
  clientId: "c" as TenantId,
  sourceId: "s" as SourceId,
  source: "Prometheus",
  rule: "DiskFull",
  title: "Disk full",
  alerts: 20,
  sightings: 40,
  exactDupes: 10,
  assets: 20,
  incidents: 20,
  closed: 20,
  falsePositives: 0,
  autoCleared: 0,
  stale: 0,
  suppressed: 0,
  overflows: 0,
  newest: "a" as AlertId,
  ...more,
})

test("4.3 compression = 1 - alerts / events, actionability = incidents / alerts", () => {
  const totals = { ...noTotals, events: 200, alerts: 50, incidents: 5 }
  expect([compressionOf(totals), actionabilityOf(totals)]).toEqual([0.75, 0.1])
  expect([compressionOf(noTotals), actionabilityOf(noTotals)]).toEqual([null, null])
  // Alerts of a storm may outnumber the events of the hour: never below nothing.
  expect(compressionOf({ ...noTotals, events: 1, alerts: 3 })).toBe(0)
})

test.each([
  ["nothing stands out", {}, null, 0],
  ["most were no problem", { falsePositives: 15 }, "suppress", 15],
  ["what is suppressed already is not spared again", { falsePositives: 15, suppressed: 12 }, "suppress", 6],
  ["too few to say", { alerts: 3, closed: 3, falsePositives: 3, assets: 3 }, null, 0],
  ["many alerts about few assets", { assets: 2 }, "recipe", 18],
  ["storms", { overflows: 2, incidents: 1 }, "threshold", 17],
  ["clears by itself", { autoCleared: 14 }, "delay", 14],
  ["never clears", { stale: 12 }, "stale", 12],
  ["of two the one that spares more", { stale: 12, falsePositives: 18 }, "suppress", 18],
] as const)("%s", (_name, more, kind, saves) => {
  const proposal = proposeTuning(rule(more))
  expect([proposal?.kind ?? null, proposal?.saves ?? 0]).toEqual([kind, saves])
})

test("the ten that spare most, in that order, and never more alerts than there were", () => {
  const count = fc.integer({ min: 0, max: 100 })
  const any = fc
    .record({ alerts: fc.integer({ min: 1, max: 100 }), assets: count, closed: count, overflows: count })
    .chain((r) =>
      fc.record({
        ...{
          alerts: fc.constant(r.alerts),
          assets: fc.constant(r.assets),
          overflows: fc.constant(r.overflows),
        },
        closed: fc.constant(Math.min(r.closed, r.alerts)),
        falsePositives: fc.integer({ min: 0, max: Math.min(r.closed, r.alerts) }),
        stale: fc.integer({ min: 0, max: Math.min(r.closed, r.alerts) }),
      }),
    )
  fc.assert(
    fc.property(fc.array(any, { maxLength: 30 }), (list) => {
      const top = topProposals(list.map((more) => rule(more)))
      expect(top.length).toBeLessThanOrEqual(10)
      const saves = top.map(({ proposal }) => proposal.saves)
      expect(saves).toEqual([...saves].sort((a, b) => b - a))
      for (const { rule: r, proposal } of top) expect(proposal.saves).toBeLessThanOrEqual(r.alerts)
    }),
  )
})

test("a period in an address is one of ours", () => {
  expect(["30", "x", null, "31"].map(noiseDaysOf)).toEqual([30, 7, 7, 7])
})

test("each step of the funnel is part of the one before", () => {
  const steps = noiseFunnel({ ...noTotals, events: 100, exactDupes: 30, alerts: 20, incidents: 4 })
  expect(steps.map((step) => step.count)).toEqual([100, 70, 20, 4])
})

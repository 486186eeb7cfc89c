import fc from "fast-check"
import { expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import { instant, plusSeconds } from "#app/kernel/time.ts"
import { largest } from "./replay-groups.ts"
import { newReplay, type PastAlert } from "./replay.ts"
import { type KeptRule, ruleDefinition, rulesInForce } from "./rule.ts"
import { replayAlert } from "./simulate.ts"

const start = instant("2026-11-14T12:00:00Z")
const tenantId = newId<"tenant">()

function past(minutes: number, more: Partial<PastAlert> = {}): PastAlert {
  const asset = `h${minutes}`
  return {
    ...{ tenantId, id: newId<"alert">(), fingerprint: asset, groupKey: "g", flags: [], suppressedBy: null },
    ...{ firstSeenAt: plusSeconds(start, minutes * 60), endedAt: null, title: "Disk full" },
    ...{ description: null, severity: 2, discipline: "noc", category: "capacity", asset, rule: "disk" },
    ...{ sourceId: newId(), tool: "generic", serviceId: null, url: null, techniques: [], observables: [] },
    labels: {},
    ...more,
  }
}

function kept(more: object): KeptRule {
  return {
    ...{
      id: newId<"correlation-rule">(),
      name: "Rule",
      clients: null,
      position: 1,
      enabled: true,
      version: 1,
    },
    definition: ruleDefinition.parse({
      ...{ matcher: { conditions: [] }, groupBy: ["rule"], window: { kind: "sliding", minutes: 30 } },
      ...{ titleTemplate: "{rule} on {asset}" },
      ...more,
    }),
  }
}

function replayed(rules: readonly KeptRule[], alerts: readonly PastAlert[]) {
  const replay = newReplay()
  const inForce = rulesInForce(rules)
  for (const alert of alerts) replayAlert(replay, inForce, alert)
  return replay
}

const sizes = (rules: readonly KeptRule[], alerts: readonly PastAlert[]) =>
  replayed(rules, alerts).incidents.map((incident) => incident.alertCount)

test("the past through the last rule alone: one incident while it lasts, the next after it ended", () => {
  const ended = { endedAt: plusSeconds(start, 5 * 60) }
  expect(sizes([], [past(0), past(600)])).toEqual([2])
  // Over 5 minutes after its only alert was; back within 30 minutes of that, and a new one later.
  expect(sizes([], [past(0, ended), past(39, { endedAt: plusSeconds(start, 2400) })])).toEqual([2])
  expect(sizes([], [past(0, ended), past(41)])).toEqual([1, 1])
})

test("windows, numbers and caps count as in the pipeline", () => {
  expect(
    sizes(
      [kept({})],
      [0, 29, 60].map((m) => past(m)),
    ),
  ).toEqual([2, 1])
  expect(
    sizes(
      [kept({ maxAlerts: 2 })],
      [0, 1, 2].map((m) => past(m)),
    ),
  ).toEqual([2, 1])
  const counted = replayed(
    [kept({ minAlerts: 3 })],
    [0, 1, 2, 40].map((m) => past(m)),
  )
  expect(counted.incidents.map((incident) => incident.alertCount)).toEqual([3])
  expect(counted).toMatchObject({ counts: { waiting: 1, unmatched: 0 } })
})

test("what is left out and unmatched is counted; the largest come first with examples", () => {
  const result = replayed(
    [kept({ matcher: { conditions: [{ field: "severity", op: "is", values: ["high"] }] } })],
    [past(0), past(1), past(2, { severity: 5 }), past(3, { severity: 4 })],
  )
  expect(result).toMatchObject({ counts: { alerts: 4, leftOut: 1, unmatched: 1 } })
  expect(largest(result, 10)).toMatchObject([{ title: "disk on h0, h1", alerts: 2, examples: [{}, {}] }])
})

test("every alert is somewhere: in an incident, waiting, alone or left out", () => {
  const alerts = fc.array(
    fc.record({ minutes: fc.integer({ min: 0, max: 200 }), severity: fc.integer({ min: 1, max: 5 }) }),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(alerts, (some) => {
      const sorted = some.toSorted((a, b) => a.minutes - b.minutes)
      const result = replayed(
        [kept({ minAlerts: 3, maxAlerts: 5, stop: "continue" })],
        sorted.map(({ minutes, severity }) => past(minutes, { severity })),
      )
      const { counts } = result
      const inside = result.incidents.reduce((sum, incident) => sum + incident.alertCount, 0)
      expect(inside + counts.waiting + counts.unmatched + counts.leftOut).toBe(some.length)
      expect(new Set(result.incidents.flatMap((i) => i.alerts.map((a) => a.id))).size).toBe(inside)
    }),
  )
})

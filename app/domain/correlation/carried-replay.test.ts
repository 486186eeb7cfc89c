import fc from "fast-check"
import { expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import { instant, plusSeconds } from "#app/kernel/time.ts"
import { alertsOf, carriedReplay, carryReplay, restoreReplay } from "./carried-replay.ts"
import { largest, tallies } from "./replay-groups.ts"
import { newReplay, type PastAlert, type Replay } from "./replay.ts"
import { type CorrelationRule, type KeptRule, ruleDefinition, rulesInForce } from "./rule.ts"
import { replayAlert } from "./simulate.ts"

const start = instant("2026-11-14T12:00:00Z")
const tenantId = newId<"tenant">()

const some = fc.record({
  gap: fc.constantFrom(0, 1, 4, 20, 45),
  lasts: fc.constantFrom(null, 1, 10, 60),
  severity: fc.constantFrom(1, 3, 4, 5),
  asset: fc.constantFrom("a", "b", "c"),
})
const definition = fc.record({
  window: fc.record({ kind: fc.constantFrom("fixed", "sliding"), minutes: fc.constantFrom(5, 30) }),
  minAlerts: fc.constantFrom(1, 2, 3),
  maxAlerts: fc.constantFrom(3, 5),
  groupBy: fc.constantFrom([], ["asset"]),
  reopenWindowMinutes: fc.constantFrom(0, 30),
  resolvePolicy: fc.constantFrom("all-cleared", "first-cleared", "last-cleared", "never"),
  create: fc.constantFrom("incident", "candidate"),
  stop: fc.constantFrom("first-match", "continue"),
})

function listOf(definitions: readonly object[]): CorrelationRule[] {
  const kept = definitions.map((more, i): KeptRule => {
    const matcher = { conditions: [{ field: "asset", op: "is", values: i === 0 ? ["a", "b"] : ["b", "c"] }] }
    const read = ruleDefinition.parse({ matcher, titleTemplate: "{rule} on {asset}", ...more })
    const id = newId<"correlation-rule">()
    return { id, name: `Rule ${i}`, clients: null, position: i, enabled: true, version: 1, definition: read }
  })
  return rulesInForce(kept)
}

type Some = { gap: number; lasts: number | null; severity: number; asset: string }

function pastOf(drawn: readonly Some[]): PastAlert[] {
  let at = start
  return drawn.map(({ gap, lasts, severity, asset }) => {
    at = plusSeconds(at, gap * 60)
    const endedAt = lasts === null ? null : plusSeconds(at, lasts * 60)
    return {
      ...{ tenantId, id: newId<"alert">(), fingerprint: asset, groupKey: asset, flags: [] },
      ...{ suppressedBy: null, firstSeenAt: at, endedAt, title: "Disk full", description: null, severity },
      ...{ discipline: "noc", category: "capacity", asset, rule: "disk", sourceId: newId(), tool: "generic" },
      ...{ serviceId: null, url: null, techniques: [], observables: [], labels: {} },
    }
  })
}

const told = (replay: Replay, rules: readonly CorrelationRule[]) => ({
  counts: replay.counts,
  rules: tallies(rules, replay),
  largest: largest(replay, 5),
})

function carried(replay: Replay, rules: readonly CorrelationRule[], seen: readonly PastAlert[]): Replay {
  const last = seen.at(-1)
  if (!last) return replay
  const text = JSON.stringify(carryReplay(replay, rules, last.firstSeenAt, 5))
  const from = carriedReplay.parse(JSON.parse(text))
  const asked = new Set(alertsOf(from))
  return restoreReplay(
    from,
    rules,
    new Map(seen.filter(({ id }) => asked.has(id)).map((one) => [one.id, one])),
  )
}

test("a replay carried from turn to turn tells what one turn would have told", () => {
  fc.assert(
    fc.property(
      fc.array(some, { maxLength: 40 }),
      fc.array(definition, { maxLength: 2 }),
      fc.integer({ min: 1, max: 7 }),
      (drawn, definitions, portion) => {
        const [rules, alerts] = [listOf(definitions), pastOf(drawn)]
        const whole = newReplay()
        for (const alert of alerts) replayAlert(whole, rules, alert)
        let replay = newReplay()
        for (const [i, alert] of alerts.entries()) {
          if (i % portion === 0) replay = carried(replay, rules, alerts.slice(0, i))
          replayAlert(replay, rules, alert)
        }
        expect(told(replay, rules)).toEqual(told(whole, rules))
      },
    ),
    { numRuns: 1000 },
  )
})

test("what nothing can join any more is carried as a sum", () => {
  const rules = listOf([])
  const alerts = pastOf(
    Array.from({ length: 50 }, (_, i) => ({ gap: 60, lasts: 1, severity: 1, asset: `${i}` })),
  )
  const replay = newReplay()
  for (const alert of alerts) replayAlert(replay, rules, alert)
  const { live, settled } = carryReplay(replay, rules, alerts.at(-1)!.firstSeenAt, 5)
  expect(live).toHaveLength(1)
  expect(settled.rules).toEqual([{ incidents: 49, alerts: 49 }])
})

test("an incident whose alerts are out of sight by then is left out, without harm to the rest", () => {
  const rules = listOf([])
  const alerts = pastOf(["a", "b"].map((asset) => ({ gap: 1, lasts: null, severity: 1, asset })))
  const replay = newReplay()
  for (const alert of alerts) replayAlert(replay, rules, alert)
  const from = carryReplay(replay, rules, alerts.at(-1)!.firstSeenAt, 5)
  const restored = restoreReplay(from, rules, new Map([[alerts[0]!.id, alerts[0]!]]))
  expect(restored.incidents.map(({ firstAlert }) => firstAlert)).toEqual([alerts[0]!.id])
})

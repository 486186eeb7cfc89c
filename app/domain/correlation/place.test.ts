import { describe, expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import { alert, at, globex, kept, rule, start } from "#tests/support/correlatable.ts"
import { claimsOf, type Correlatable } from "./claims.ts"
import { type Home, place, type Shelf } from "./place.ts"
import { type CorrelationRule, type KeptRule, lastRule, rulesInForce } from "./rule.ts"

function home(more: Partial<Home> = {}): Home {
  return {
    ...{ id: newId<"incident">(), stage: "new", openedAt: start, lastAlertAt: start, resolvedAt: null },
    ...{ alertCount: 1, siblingOf: null },
    ...more,
  } as Home
}

const shelf = (
  has: { open?: Home; over?: Home; awaiting?: Correlatable[] } = {},
): Shelf<Correlatable, Home> => ({
  openOf: () => has.open,
  lastOverOf: () => has.over,
  awaiting: () => has.awaiting ?? [],
})

function placed(
  of: CorrelationRule,
  minutes: number,
  has: Parameters<typeof shelf>[0],
  more: Partial<Correlatable> = {},
) {
  const one = alert({ firstSeenAt: at(minutes), ...more })
  return place(one, at(minutes), claimsOf(one, [of, lastRule]), shelf(has))
}

describe("2.4.1 rule", () => {
  test("2.4.1 defaults: 150 alerts, 30 minutes to reopen, 5 minutes' delay, all cleared, first match", () => {
    expect(kept({}).definition).toMatchObject({
      ...{ maxAlerts: 150, reopenWindowMinutes: 30, resolveDelaySeconds: 300, resolvePolicy: "all-cleared" },
      ...{
        stop: "first-match",
        create: "incident",
        severity: "max",
        inactivityCloseMinutes: null,
        minAlerts: 1,
      },
    })
  })
  test.each([
    ["a field alerts do not have", { groupBy: ["constructor"] }, "no field of an alert"],
    ["more than it holds", { minAlerts: 20, maxAlerts: 10 }, "more than the incident may hold"],
    ["a window of no length", { window: { kind: "fixed", minutes: 0 } }, "minutes"],
  ])("2.4.1 refused: %s", (_, wrong, words) => {
    expect(() => kept(wrong)).toThrow(words)
  })
})

describe("2.4.2 order", () => {
  const disk = kept(
    { matcher: { conditions: [{ field: "rule", op: "is", values: ["DiskFull"] }] } },
    { name: "disk", position: 2 },
  )
  const prod = kept({ stop: "continue", minAlerts: 3 }, { name: "any", position: 1 })
  const names = (rules: KeptRule[], more: Partial<Correlatable> = {}) =>
    claimsOf(alert(more), rulesInForce(rules)).map((claim) => claim.rule.name)

  test("2.4.2 ordered: the first rule that matches owns the alert, and the last takes the rest", () => {
    expect(names([disk])).toEqual(["disk"])
    expect(names([disk], { rule: "LinkDown" })).toEqual([lastRule.name])
    expect(names([{ ...disk, enabled: false }])).toEqual([lastRule.name])
  })
  test("2.4.2 stop continue: later rules are looked at, in their order", () => {
    expect(names([disk, prod])).toEqual(["any", "disk"])
  })
  test("2.4.2 scope: client and discipline", () => {
    expect(names([{ ...disk, clients: [globex] }])).toEqual([lastRule.name])
    expect(names([kept({ discipline: "soc" })])).toEqual([lastRule.name])
  })
  test("2.4.2 key: client, rule and the values grouped by, a missing one included", () => {
    const rules = rulesInForce([kept({ groupBy: ["asset", "labels.site"] })])
    const key = (more: Partial<Correlatable>) => claimsOf(alert(more), rules)[0]?.key
    expect(key({ title: "a" })).toBe(key({ title: "b" }))
    const different = [
      {},
      { asset: "db-2" },
      { asset: null },
      { labels: { site: "x" } },
      { tenantId: globex },
    ]
    expect(new Set(different.map(key)).size).toBe(different.length)
  })
  test.each([
    ["suppressed", { suppressedBy: "rule" }],
    ["information", { severity: 5 }],
    ["learning and medium", { severity: 3, flags: ["learning"] }],
  ])("2.4.2 %s alerts open and join nothing", (_, more) => {
    expect(claimsOf(alert(more), [rule(), lastRule])).toEqual([])
  })
  test("2.4.2 what a source being learnt calls high counts", () => {
    expect(claimsOf(alert({ severity: 2, flags: ["learning"] }), [lastRule])).toHaveLength(1)
  })
})

describe("2.4.2 windows", () => {
  const fixed = rule({ window: { kind: "fixed", minutes: 30 } })
  const sliding = rule()
  test.each([
    ["fixed window: counts from the first alert", fixed, 30, { lastAlertAt: at(29) }, "join"],
    ["fixed window: over, whatever came since", fixed, 31, { lastAlertAt: at(30) }, "open"],
    ["sliding window: counts from the latest", sliding, 59, { lastAlertAt: at(29) }, "join"],
    ["sliding window: over", sliding, 60, { lastAlertAt: at(29) }, "open"],
    ["sliding window: 24 hours in all", sliding, 1440, { lastAlertAt: at(1439) }, "join"],
    ["sliding window: past 24 hours", sliding, 1441, { lastAlertAt: at(1440) }, "open"],
  ] as const)("2.4.2 %s", (_, of, minutes, incident, kind) => {
    const open = home(incident)
    const result = placed(of, minutes, { open })
    expect(result?.kind).toBe(kind)
    if (result?.kind === "open") expect(result).toMatchObject({ instead: open, siblingOf: null })
  })
  test("2.4.2 the last rule knows no window: as long as the incident is open", () => {
    const open = home({ lastAlertAt: start })
    expect(place(alert(), at(9000), [{ rule: lastRule, key: "k" }], shelf({ open }))?.kind).toBe("join")
  })
  test("2.4.2 the last rule: low alerts join and open nothing", () => {
    const low = alert({ severity: 4 })
    const claims = claimsOf(low, [lastRule])
    expect(place(low, start, claims, shelf())).toBeNull()
    expect(place(low, start, claims, shelf({ open: home() }))?.kind).toBe("join")
  })
})

describe("2.4.2 numbers", () => {
  const three = rule({ minAlerts: 3 })
  const waiting = (...minutes: number[]) => minutes.map((m) => alert({ firstSeenAt: at(m), asset: `h${m}` }))
  test.each([
    ["too few wait", [10], 20, "wait"],
    ["the third opens with the two that waited", [10, 5], 20, "open"],
    ["a chain of gaps within the sliding window", [0, 29], 58, "open"],
    ["a gap longer than the window breaks the chain", [0, 31], 58, "wait"],
  ] as const)("2.4.2 min_alerts: %s", (_, others, minutes, kind) => {
    const result = placed(three, minutes, { awaiting: waiting(...others) })
    expect(result?.kind).toBe(kind)
    if (result?.kind === "open") {
      const seen = result.others.map((a) => a.firstSeenAt.epochMilliseconds)
      expect(seen).toEqual([...seen].sort((a, b) => a - b))
      expect(seen).toHaveLength(2)
    }
  })
  test("2.4.2 min_alerts: a fixed window looks back its own length", () => {
    const of = rule({ minAlerts: 3, window: { kind: "fixed", minutes: 30 } })
    expect(placed(of, 30, { awaiting: waiting(0, 29) })?.kind).toBe("open")
    expect(placed(of, 31, { awaiting: waiting(0, 29) })?.kind).toBe("wait")
  })
  test("2.4.2 min_distinct: so many values of a field", () => {
    const of = rule({ minDistinct: { field: "asset", count: 3 } })
    expect(placed(of, 20, { awaiting: waiting(10, 11) }, { asset: "h10" })?.kind).toBe("wait")
    expect(placed(of, 20, { awaiting: waiting(10, 11) }, { asset: "h12" })?.kind).toBe("open")
  })
  test("2.4.2 stop: what waits is looked at by later rules only where it may go on", () => {
    const [going] = rulesInForce([kept({ minAlerts: 3, stop: "continue" })])
    expect(placed(three, 0, {})).toMatchObject({ kind: "wait", claim: { rule: three } })
    expect(placed(going as CorrelationRule, 0, {})).toMatchObject({ kind: "open", claim: { rule: lastRule } })
    expect(placed(going as CorrelationRule, 0, {}, { severity: 4 })).toMatchObject({ kind: "wait" })
  })
})

describe("2.4.3 and 2.4.4", () => {
  const over = (more: Partial<Home> = {}) => home({ stage: "resolved", resolvedAt: at(10), ...more })
  test.each([
    ["inside the reopen window it comes back", 40, {}, "reopen"],
    ["outside a new one is opened that says so", 41, {}, "open"],
    ["what was closed for good stays closed", 11, { stage: "closed" }, "open"],
    ["a full one stays resolved", 11, { alertCount: 150 }, "open"],
  ] as const)("2.4.3 resolved: %s", (_, minutes, more, kind) => {
    const former = over(more)
    const result = placed(rule(), minutes, { over: former })
    expect(result?.kind).toBe(kind)
    if (result?.kind === "open") expect(result.recurrenceOf).toBe(former.id)
  })
  test("2.4.4 caps: the excess opens a sibling of the first, which gives up its key", () => {
    const full = home({ alertCount: 150 })
    expect(placed(rule(), 1, { open: home({ alertCount: 149 }) })?.kind).toBe("join")
    expect(placed(rule(), 1, { open: full })).toMatchObject({
      kind: "open",
      instead: full,
      siblingOf: full.id,
    })
    const first = newId<"incident">()
    const third = placed(rule({ minAlerts: 5 }), 1, { open: home({ alertCount: 150, siblingOf: first }) })
    expect(third).toMatchObject({ kind: "open", siblingOf: first })
  })
})

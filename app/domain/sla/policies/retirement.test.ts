import { expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import type { BoundVersion } from "./binding.ts"
import { retirementOf } from "./retirement.ts"

const [acme, gold, silver] = [newId<"tenant">(), newId<"sla-policy">(), newId<"sla-policy">()]
const now = instant("2026-06-01T00:00Z")

const bound = (
  policyId: typeof gold,
  from: string,
  endedAt: string | null = null,
  version = 1,
): BoundVersion => ({
  ...{ client: acme, policyId, version, name: policyId === gold ? "Gold" : "Silver", boundBy: "Ana" },
  ...{ effectiveFrom: instant(from), boundAt: instant(from), endedAt: endedAt ? instant(endedAt) : null },
})
const running = [{ client: acme, clocks: 3, breached: 1 }]

test("2.9.11 what a client falls back to when a policy is retired", () => {
  const told = (...own: BoundVersion[]) => retirementOf(gold, own, running, now).map((one) => one.fallback)
  expect(told(bound(gold, "2026-01-01T00:00Z"))).toEqual([{ kind: "nothing" }])
  expect(told(bound(gold, "2026-01-01T00:00Z"), bound(silver, "2026-02-01T00:00Z"))).toEqual([
    { kind: "policy", name: "Silver", version: 1 },
  ])
  expect(told(bound(gold, "2026-09-01T00:00Z"))).toEqual([{ kind: "default" }])
})

test("2.9.11 what is to come is named, and who has neither the policy nor clocks by it is not", () => {
  const [one] = retirementOf(
    gold,
    [bound(gold, "2026-01-01T00:00Z"), bound(silver, "2026-09-01T00:00Z", null, 4)],
    [],
    now,
  )
  expect(one).toMatchObject({
    ...{ clocks: 0, breached: 0 },
    next: { name: "Silver", version: 4, from: instant("2026-09-01T00:00Z") },
  })
  expect(retirementOf(gold, [bound(silver, "2026-01-01T00:00Z")], [], now)).toEqual([])
  expect(retirementOf(gold, [bound(gold, "2026-01-01T00:00Z", "2026-03-01T00:00Z")], [], now)).toEqual([])
  expect(retirementOf(gold, [], running, now)).toEqual([
    { client: acme, clocks: 3, breached: 1, fallback: { kind: "default" }, next: null },
  ])
})

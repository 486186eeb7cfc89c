import { expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import type { ResolvePolicy } from "./correlation.ts"
import { clearedSince, earliestSighting, type Member } from "./membership.ts"

const at = (time: string) => instant(`2026-03-27T${time}:00Z`)

const seen = (first: string, cleared: string | null, state: Member["state"] = "new"): Member => ({
  ...{ id: newId(), incidentId: null, title: "x", asset: null, discipline: "noc", state },
  ...{ condition: cleared ? "cleared" : "firing", suppressedBy: null, assigneeId: null },
  ...{ severity: 2, priority: 2, firstSeenAt: at(first), lastSeenAt: at(first) },
  clearedAt: cleared ? at(cleared) : null,
})

const cases: readonly [ResolvePolicy, readonly Member[], string | null][] = [
  ["all-cleared", [seen("08:00", "09:00"), seen("08:30", "09:30")], "09:30"],
  ["all-cleared", [seen("08:00", "09:00"), seen("08:30", null)], null],
  ["all-cleared", [seen("08:00", "09:00"), seen("08:30", null, "closed")], "09:00"],
  ["all-cleared", [seen("08:00", "09:00", "closed")], null],
  ["first-cleared", [seen("08:30", null), seen("08:00", "09:00")], "09:00"],
  ["last-cleared", [seen("08:30", "09:10"), seen("08:00", null)], "09:10"],
  ["last-cleared", [seen("08:30", null), seen("08:00", "09:00")], null],
  ["never", [seen("08:00", "09:00")], null],
]
test.each(cases)("%s, case %#", (policy, members, expected) => {
  expect(clearedSince(policy, members)?.toString() ?? null).toBe(expected && at(expected).toString())
})

test("the first sighting is the earliest of all", () => {
  expect(earliestSighting([seen("09:00", null), seen("08:00", "09:00")])?.equals(at("08:00"))).toBe(true)
  expect(earliestSighting([])).toBeNull()
})

import { expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import { compilePolicy } from "../policies/compile.ts"
import { calendarDraft, policyDraft } from "../policies/policy-draft.ts"
import { faultsOf } from "./faults.ts"

const hour = 3600
const head = { id: "p", version: 1, effectiveFrom: instant("2026-01-01T00:00Z") }
const office = {
  ...{ name: "Office", version: 1, effectiveFrom: "2026-01-01T00:00:00Z" },
  draft: calendarDraft.parse({ zone: "UTC", weekly: { mon: [["09:00", "17:00"]] } }),
}
const shut = { ...office, draft: calendarDraft.parse({ zone: "UTC", weekly: {} }) }

type Cell = readonly [metric: string, priority: number, hours: number, calendar?: string]
const faultsIn = (...cells: readonly Cell[]) => {
  const targets = cells.map(([metric, priority, hours, calendar = "always"]) => ({
    ...{ metric, priority, seconds: hours * hour, calendar },
  }))
  const stored = { draft: policyDraft.parse({ targets }), calendars: { office, shut } }
  return faultsOf(compilePolicy(head, stored)).map(({ cell }) => cell)
}

test.each<readonly [name: string, cells: readonly Cell[], faults: readonly string[]]>([
  [
    "nothing wrong",
    [
      ["resolve", 1, 4],
      ["resolve", 2, 8],
      ["acknowledge", 1, 1],
    ],
    [],
  ],
  [
    "a lower priority sooner, round the clock",
    [
      ["resolve", 1, 9],
      ["resolve", 2, 8],
    ],
    ["resolve.2"],
  ],
  [
    "a lower priority sooner, in one calendar",
    [
      ["resolve", 1, 9, "office"],
      ["resolve", 2, 8, "office"],
    ],
    ["resolve.2"],
  ],
  [
    "of different calendars nothing can be said",
    [
      ["resolve", 1, 9],
      ["resolve", 2, 8, "office"],
    ],
    [],
  ],
  [
    "the same is not sooner",
    [
      ["resolve", 1, 8],
      ["resolve", 2, 8],
    ],
    [],
  ],
  [
    "an answer after the resolution",
    [
      ["first_response", 3, 5],
      ["resolve", 3, 4],
    ],
    ["first_response.3"],
  ],
  ["a calendar that never opens", [["resolve", 1, 4, "shut"]], ["resolve.1"]],
])("2.9.1 %s", (_, cells, faults) => {
  expect(faultsIn(...cells)).toEqual(faults)
})

test("2.9.1 two levels of a target at one share, or of one name, are one too many", () => {
  const faults = (...escalations: readonly { readonly id: string; readonly share: number }[]) => {
    const resolve = { metric: "resolve", priority: 1, seconds: hour, calendar: "always", escalations }
    const stored = { draft: policyDraft.parse({ targets: [resolve] }), calendars: {} }
    return faultsOf(compilePolicy(head, stored)).map(({ cell }) => cell)
  }
  expect(faults({ id: "a", share: 0.5 }, { id: "b", share: 0.6 })).toEqual([])
  expect(faults({ id: "a", share: 0.5 }, { id: "b", share: 0.5 })).toEqual(["resolve.1"])
  expect(faults({ id: "a", share: 0.5 }, { id: "a", share: 0.6 })).toEqual(["resolve.1"])
})

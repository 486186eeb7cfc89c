import { describe, expect, it } from "vitest"
import { isInScope, type MaintenanceScope } from "./scope.ts"

describe("2.3.10 scope", () => {
  const alert = {
    ...{ title: "Disk full", description: null, severity: 2, discipline: "noc", category: "capacity" },
    ...{ asset: "db-1", rule: "disk", sourceId: "s", tool: "generic", url: null },
    ...{ techniques: [], observables: [], labels: {}, serviceId: "svc-1", assetId: null },
  }
  const disk: MaintenanceScope = {
    kind: "matcher",
    matcher: {
      mode: "all",
      conditions: [{ field: "title", op: "contains", values: ["disk"], foldCase: true }],
    },
  }
  it.each([
    [{ kind: "client" }, true],
    [{ kind: "services", serviceIds: ["svc-1"] }, true],
    [{ kind: "services", serviceIds: ["svc-2"] }, false],
    [{ kind: "assets", assetIds: ["a-1"] }, false],
    [disk, true],
  ] as const)("%j: %s", (scope, expected) => {
    expect(isInScope(scope as MaintenanceScope, alert)).toBe(expected)
  })
})

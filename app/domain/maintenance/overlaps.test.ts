import { expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import { overlapsOf } from "./overlaps.ts"
import type { MaintenanceScope } from "./scope.ts"

test("2.3.10 flags windows of one client that meet in time and may mean the same", () => {
  const at = (id: string, from: string, to: string, scope: MaintenanceScope, client = "c") => ({
    ...{ startsAt: instant(from), endsAt: instant(to), recurrence: null },
    ...{ timeZone: "Europe/Berlin", cancelledAt: null },
    ...{ id: id as never, client: client as never, scope },
  })
  const all = { kind: "client" } as const
  const windows = [
    at("a", "2026-05-01T10:00Z", "2026-05-01T12:00Z", all),
    at("b", "2026-05-01T11:00Z", "2026-05-01T13:00Z", { kind: "services", serviceIds: ["1"] }),
    at("c", "2026-05-01T11:00Z", "2026-05-01T13:00Z", { kind: "services", serviceIds: ["2"] }),
    at("d", "2026-05-01T13:00Z", "2026-05-01T14:00Z", all),
    at("e", "2026-05-01T11:00Z", "2026-05-01T12:00Z", all, "other"),
  ]
  const found = overlapsOf(windows, instant("2026-05-01T00:00Z"), instant("2026-05-02T00:00Z"))
  expect(Object.fromEntries([...found].map(([id, list]) => [id, list.map((w) => w.id)]))).toEqual({
    a: ["b", "c"],
    b: ["a"],
    c: ["a"],
  })
})

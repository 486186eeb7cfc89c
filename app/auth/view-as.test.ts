import { expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import { roleTable } from "#app/kernel/permission.ts"
import type { Reach } from "#app/kernel/scope.ts"
import { instant } from "#app/kernel/time.ts"
import { permissionsAt, reachOf } from "./access.ts"
import { personOf } from "./principal.ts"
import { viewerOf, viewingOf } from "./view-as.ts"

const now = instant("2026-11-02T10:00Z")
const [nordbank, acme] = [newId<"tenant">(), newId<"tenant">()]
const stored = { clientId: nordbank, reason: "Call 4711, invoice", until: "2026-11-02T10:30:00Z" }

const staff = (role: string, reach: Reach) =>
  personOf(
    { id: newId(), name: "Tom", email: "tom@provider.example", role: null, clientId: null },
    [{ id: newId(), role, discipline: "both", reach, expiresAt: null }],
    now,
  )

test.each([
  ["an account manager of this client", "account", [nordbank], now, true],
  ["of all clients", "admin", "all", now, true],
  ["of another client", "account", [acme], now, false],
  ["without the permission", "lead", "all", now, false],
  ["a moment before the end", "account", "all", instant("2026-11-02T10:29:59Z"), true],
  ["at the end", "account", "all", instant("2026-11-02T10:30Z"), false],
] as const)("%s", (_name, role, reach, at, may) => {
  expect(viewingOf(stored, staff(role, reach), at) !== null).toBe(may)
})

test("a session that views nobody is in no view", () => {
  expect(viewingOf(null, staff("admin", "all"), now)).toBeNull()
})

test("who views has what the client's manager has there, and nothing anywhere else", () => {
  const admin = staff("admin", "all")
  const viewer = viewerOf(admin, viewingOf(stored, admin, now)!)
  expect([...permissionsAt(viewer, nordbank)]).toEqual([...roleTable.client.manager])
  expect(permissionsAt(viewer, acme).size).toBe(0)
  expect(reachOf(viewer, [])).toEqual([nordbank])
  expect([...viewer.permissions]).toEqual([...roleTable.client.manager])
  expect(viewer.actor).toEqual(admin.actor)
})

import fc from "fast-check"
import { expect, test } from "vitest"
import type { Discipline } from "#app/domain/ingest/adapter.ts"
import { newId, type TenantId } from "#app/kernel/ids.ts"
import {
  permissions,
  permissionsOfRole,
  providerRoles,
  roleTable,
  workPermissions,
} from "#app/kernel/permission.ts"
import type { Reach } from "#app/kernel/scope.ts"
import { instant } from "#app/kernel/time.ts"
import {
  covers,
  excessOf,
  type Grant,
  permissionsAnywhere,
  permissionsAt,
  powersOf,
  reachOf,
} from "./access.ts"
import { explainAccess } from "./explain-access.ts"

const now = instant("2026-11-02T10:00Z")
const [acme, globex, nordbank] = [newId<"tenant">(), newId<"tenant">(), newId<"tenant">()]
const clients = [acme, globex, nordbank]

const grant = (role: string, reach: Reach = "all", more: Partial<Grant> = {}): Grant => ({
  ...{ id: newId(), role, discipline: "both", reach, expiresAt: null, ...more },
})
const holder = (...grants: Grant[]) => ({ powers: powersOf(grants, now) })

test.each([
  ["all clients", [grant("analyst")], ["alerts.read"], "all"],
  ["one client", [grant("analyst", [acme])], ["alerts.read"], [acme]],
  ["two grants add up", [grant("analyst", [acme]), grant("lead", [globex])], ["alerts.read"], [acme, globex]],
  ["a need one of them lacks", [grant("analyst", [acme]), grant("lead", [globex])], ["audit.read"], [globex]],
  [
    "two needs from two grants over the same client",
    [grant("billing", [acme, globex]), grant("analyst", [acme])],
    ["clients.read", "alerts.read"],
    [acme],
  ],
  [
    "two needs never at one client",
    [grant("account", [acme]), grant("lead", [globex])],
    ["clients.manage", "audit.read"],
    [],
  ],
  [
    "all and one make one",
    [grant("billing"), grant("account", [acme])],
    ["clients.read", "clients.manage"],
    [acme],
  ],
  ["an empty group", [grant("analyst", [])], ["alerts.read"], []],
  ["a role nobody knows", [grant("wizard")], ["clients.read"], []],
  ["expired", [grant("admin", "all", { expiresAt: instant("2026-11-02T09:59:59Z") })], ["clients.read"], []],
  ["it ends at its moment, not after", [grant("admin", "all", { expiresAt: now })], ["clients.read"], []],
  [
    "still in force",
    [grant("admin", [acme], { expiresAt: instant("2026-11-02T10:00:01Z") })],
    ["clients.read"],
    [acme],
  ],
  ["narrowed", [grant("admin", "all", { only: ["clients.read"] })], ["alerts.read"], []],
  [
    "narrowing adds nothing",
    [grant("billing", "all", { only: ["clients.read", "alerts.read"] })],
    ["alerts.read"],
    [],
  ],
] as const)("reach: %s", (_name, grants, needs, reach) => {
  expect(reachOf(holder(...grants), [...needs])).toEqual(reach === "all" ? reach : [...reach].sort())
})

/** What of an analyst's role is for the records of one discipline. */
const worked = permissionsOfRole("analyst").filter((permission) => workPermissions.has(permission))

test.each([
  ["its own", "noc", "noc", true],
  ["the other's", "noc", "soc", false],
  ["both", "both", "soc", true],
] as const)("work on records of a discipline: %s", (_name, of, record, may) => {
  const ana = holder(grant("analyst", [acme], { discipline: of }))
  for (const permission of worked) expect(permissionsAt(ana, acme, record).has(permission)).toBe(may)
  expect(permissionsAt(ana, acme, record).has("alerts.read")).toBe(true)
  expect(permissionsAt(ana, acme).has("alerts.triage")).toBe(true)
  expect(permissionsAt(ana, globex, record).size).toBe(0)
})

test("excess: what a grant would give beyond its maker", () => {
  const admin = holder(grant("admin"))
  for (const role of providerRoles) expect(excessOf(admin, grant(role))).toEqual([])
  expect(excessOf(holder(grant("lead", [acme])), grant("analyst", [acme]))).toEqual([])
  expect(excessOf(holder(grant("lead", [acme])), grant("analyst"))).toContain("alerts.read")
  expect(excessOf(holder(grant("lead")), grant("account", [acme]))).toEqual([
    "clients.manage",
    "client-people.manage",
    "view-as.use",
  ])
  expect(excessOf(holder(grant("lead", "all", { discipline: "noc" })), grant("analyst", [acme]))).toEqual([
    ...worked,
  ])
  expect(excessOf(admin, grant("admin", "all", { only: ["clients.read"] }))).toEqual([])
})

test("a list of every client of today is not all of them", () => {
  expect(covers(clients, "all")).toBe(false)
  expect(covers("all", clients)).toBe(true)
})

test("every permission is in the table of roles, and an administrator has all of the provider's", () => {
  const inTable = new Set<string>(Object.values(roleTable).flatMap((side) => Object.values(side).flat()))
  expect([...inTable].sort()).toEqual([...permissions].sort())
  const ofProvider = permissions.filter((p) => !p.startsWith("own."))
  expect([...roleTable.provider.admin].sort()).toEqual([...ofProvider].sort())
})

const anyReach: fc.Arbitrary<Reach> = fc.oneof(
  fc.constant<Reach>("all"),
  fc.subarray<TenantId>(clients) as fc.Arbitrary<Reach>,
)
const anyGrant: fc.Arbitrary<Grant> = fc.record<Grant>({
  id: fc.uuid(),
  role: fc.constantFrom<string>(...providerRoles, "wizard"),
  discipline: fc.constantFrom("noc", "soc", "both"),
  reach: anyReach,
  expiresAt: fc.constantFrom(null, instant("2026-11-01T00:00Z"), instant("2026-11-03T00:00Z")),
  only: fc.option(fc.subarray<string>([...permissions]), { nil: null }),
})
const anyGrants = fc.array(anyGrant, { maxLength: 5 })
const anyNeeds = fc.subarray([...permissions], { minLength: 1 })
const anyClient = fc.constantFrom(...clients)
const anyDiscipline = fc.constantFrom<Discipline | undefined>("noc", "soc", undefined)

test("property: a client is in reach exactly when everything needed is permitted there", () => {
  fc.assert(
    fc.property(anyGrants, anyNeeds, anyClient, (grants, needs, client) => {
      const who = holder(...grants)
      const held = permissionsAt(who, client)
      expect(covers(reachOf(who, needs), [client])).toBe(needs.every((need) => held.has(need)))
    }),
  )
})

test("property: a further grant takes nothing away, and one that is over or empty changes nothing", () => {
  fc.assert(
    fc.property(anyGrants, anyGrant, anyClient, anyDiscipline, (grants, more, client, discipline) => {
      const before = permissionsAt(holder(...grants), client, discipline)
      const after = permissionsAt(holder(...grants, more), client, discipline)
      expect([...before].filter((p) => !after.has(p))).toEqual([])
      const over = { ...more, expiresAt: now }
      expect(permissionsAt(holder(...grants, over), client, discipline)).toEqual(before)
    }),
  )
})

test("property: work follows the discipline and nothing else does; navigation shows what is possible somewhere", () => {
  fc.assert(
    fc.property(anyGrants, anyClient, anyDiscipline, (grants, client, discipline) => {
      const who = holder(...grants)
      const lost = [...permissionsAt(who, client)].filter(
        (p) => !permissionsAt(who, client, discipline).has(p),
      )
      expect(lost.filter((p) => !workPermissions.has(p))).toEqual([])
      for (const permission of permissionsAt(who, client))
        expect(permissionsAnywhere(who).has(permission)).toBe(true)
    }),
  )
})

test("property: the explanation says what the guards do", () => {
  fc.assert(
    fc.property(anyGrants, anyClient, (grants, client) => {
      const who = holder(...grants)
      for (const { permission, isGranted, disciplines, by, not } of explainAccess(grants, client, now)) {
        expect(isGranted).toBe(permissionsAt(who, client).has(permission))
        for (const d of ["noc", "soc"] as const)
          expect(disciplines.includes(d)).toBe(permissionsAt(who, client, d).has(permission))
        for (const { grant: g, why } of not)
          expect(why).toBe(powersOf([g], now).length === 0 ? "expired" : "elsewhere")
        expect(by.some((g) => not.some((n) => n.grant === g))).toBe(false)
      }
    }),
  )
})

test("property: nobody can make a grant that gives what they do not have", () => {
  fc.assert(
    fc.property(anyGrants, anyGrant, anyClient, anyDiscipline, (grants, wanted, client, discipline) => {
      const maker = holder(...grants)
      fc.pre(excessOf(maker, wanted).length === 0)
      const made = permissionsAt(holder(wanted), client, discipline)
      const own = permissionsAt(maker, client, discipline)
      expect([...made].filter((p) => !own.has(p))).toEqual([])
    }),
  )
})

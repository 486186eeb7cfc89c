import { expect, test } from "vitest"
import { newId, type TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { permissionsOfRole } from "#app/kernel/permission.ts"
import type { Reach } from "#app/kernel/scope.ts"
import type { Sight } from "#app/kernel/sight.ts"
import { instant } from "#app/kernel/time.ts"
import { clientPower } from "./principal.ts"
import { sightOf } from "./sight.ts"

const acme: TenantId = newId()
const may = (role: string, discipline: "noc" | "soc" | "both", reach: Reach = "all") => ({
  ...{ permissions: new Set<Permission>(permissionsOfRole(role)), discipline, reach },
})
const none: Sight = { restricted: [], asked: [] }
const view = { clientId: acme, reason: "x", until: instant("2026-03-02T09:00:00Z") }

test.each([
  { who: "an analyst of the SOC", powers: [may("analyst", "soc")], sight: { restricted: "all", asked: [] } },
  { who: "an analyst of the NOC", powers: [may("analyst", "noc")], sight: { restricted: [], asked: "all" } },
  {
    who: "one of both",
    powers: [may("analyst", "both", [acme])],
    sight: { restricted: [acme], asked: [acme] },
  },
  { who: "a lead of the NOC", powers: [may("lead", "noc")], sight: { restricted: [], asked: "all" } },
  { who: "a lead of the SOC", powers: [may("lead", "soc")], sight: { restricted: "all", asked: [] } },
  { who: "an administrator", powers: [may("admin", "both")], sight: { restricted: "all", asked: "all" } },
  { who: "an account manager", powers: [may("account", "both")], sight: none },
  { who: "billing", powers: [may("billing", "both")], sight: none },
  {
    who: "the SOC at one client, the NOC at all",
    powers: [may("analyst", "soc", [acme]), may("analyst", "noc")],
    sight: { restricted: [acme], asked: "all" },
  },
])("2.12.5 $who", ({ powers, sight }) => expect(sightOf({ powers, clientId: null })).toEqual(sight))

test("2.12.5 a client's people read their own; staff who view it as they do read none", () => {
  const powers = [clientPower("manager", acme)]
  expect(sightOf({ powers, clientId: acme })).toEqual({ restricted: [acme], asked: [] })
  expect(sightOf({ powers, clientId: acme, viewing: view })).toEqual(none)
})

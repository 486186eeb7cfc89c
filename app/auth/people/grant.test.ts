import { expect, test } from "vitest"
import { newId, type TenantId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import type { Grant } from "../access.ts"
import { explainAccess } from "../explain-access.ts"
import { grantForm, mayGrant } from "./grant.ts"
import { hintsOf } from "./hints.ts"

const now = instant("2026-11-21T12:00:00Z")
const [acme, globex] = [newId<"tenant">(), newId<"tenant">()] as [TenantId, TenantId]
const grant = (change: Partial<Grant> = {}): Grant => ({
  ...{ id: newId<"grant">(), role: "analyst", discipline: "both", reach: "all", expiresAt: null },
  ...change,
})
const soon = instant("2026-12-01T00:00:00Z")
const later = instant("2027-12-01T00:00:00Z")

test.each<[string, Partial<Grant>[], Partial<Grant>, boolean]>([
  ["the same", [{}], {}, true],
  ["a lesser role", [{ role: "admin" }], { role: "lead" }, true],
  ["a greater role", [{ role: "lead" }], { role: "admin" }, false],
  ["all from one client", [{ reach: [acme] }], {}, false],
  ["one of two clients", [{ reach: [acme, globex] }], { reach: [globex] }, true],
  ["another client", [{ reach: [acme] }], { reach: [globex] }, false],
  ["a list of today's clients is not all", [{ reach: [acme, globex] }], { reach: "all" }, false],
  ["longer than one's own", [{ expiresAt: soon }], { expiresAt: later }, false],
  ["without end from one that ends", [{ expiresAt: soon }], {}, false],
  ["shorter", [{ expiresAt: later }], { expiresAt: soon }, true],
  ["from an expired one", [{ expiresAt: instant("2026-11-20T00:00:00Z") }], { expiresAt: null }, false],
  ["both disciplines from one", [{ discipline: "noc" }], {}, false],
  ["put together from two roles", [{ role: "account" }, { role: "lead" }], { role: "account" }, true],
  ["from nothing", [], {}, false],
])("granting %s", (_name, held, wanted, may) => {
  expect(mayGrant(held.map(grant), grant(wanted), now)).toBe(may)
})

test("why somebody can see a client, and why not", () => {
  const [here, elsewhere, over] = [
    grant({ reach: [acme] }),
    grant({ reach: [globex], role: "lead" }),
    grant({ role: "admin", expiresAt: now }),
  ]
  const rows = explainAccess([here, elsewhere, over], acme, now)
  const of = (permission: string) => rows.find((row) => row.permission === permission)
  expect(of("alerts.read")).toMatchObject({
    isGranted: true,
    by: [here],
    not: [
      { grant: elsewhere, why: "elsewhere" },
      { grant: over, why: "expired" },
    ],
  })
  expect(of("sources.manage")).toMatchObject({ isGranted: false, by: [] })
  expect(of("clients.manage")?.not).toEqual([{ grant: over, why: "expired" }])
  expect(rows.some(({ permission }) => permission.startsWith("own."))).toBe(false)
})

const seen = (days: number) => now.subtract({ hours: days * 24 })
test.each([
  ["in use", { lastSeenAt: seen(1), grants: [grant()] }, []],
  ["90 days", { lastSeenAt: seen(90), grants: [] }, []],
  ["91 days", { lastSeenAt: seen(91), grants: [] }, ["idle"]],
  ["never, and old", { lastSeenAt: null, grants: [] }, ["idle"]],
  [
    "an administrator away for a month",
    { lastSeenAt: seen(31), grants: [grant({ role: "admin" })] },
    ["idle-administrator"],
  ],
  [
    "one grant within another",
    { lastSeenAt: seen(1), grants: [grant(), grant({ reach: [acme] })] },
    ["grant-covered-by-another"],
  ],
  [
    "two that add up",
    { lastSeenAt: seen(1), grants: [grant(), grant({ role: "account", reach: [acme] })] },
    [],
  ],
  ["an expired one", { lastSeenAt: seen(1), grants: [grant({ expiresAt: now })] }, ["grant-expired"]],
])("hints: %s", (_name, person, hints) => {
  expect(hintsOf({ createdAt: seen(365), ...person }, now)).toEqual(hints)
})

const fields = { role: "lead", discipline: "noc", tier: "3", scope: "all", expires: "" }
test("a form becomes a grant", () => {
  expect(grantForm.parse(fields)).toEqual({
    ...{ role: "lead", discipline: "noc", tier: 3, scope: { kind: "all" }, expiresAt: null },
  })
  expect(
    grantForm.parse({ ...fields, tier: "", scope: `client:${acme}`, expires: "2027-01-31" }),
  ).toMatchObject({
    ...{ tier: null, scope: { kind: "client", clientId: acme }, expiresAt: "2027-01-31T23:59:59Z" },
  })
})

test.each([
  [{ role: "root" }, "role"],
  [{ discipline: "x" }, "discipline"],
  [{ tier: "4" }, "tier"],
  [{ scope: "client:1" }, "scope"],
  [{ scope: "everything" }, "scope"],
  [{ expires: "tomorrow" }, "expires"],
])("%j is refused beside its field", (change, field) => {
  const parsed = grantForm.safeParse({ ...fields, ...change })
  expect(parsed.error?.issues.map((issue) => issue.path[0])).toEqual([field])
})

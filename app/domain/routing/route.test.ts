import { describe, expect, it } from "vitest"
import type { AssetId, ServiceId } from "#app/kernel/ids.ts"
import type { Impact } from "../incidents/priority.ts"
import { assetNames } from "./asset-names.ts"
import { defaultPolicy, routingPolicy, type RoutingPolicy } from "./policy.ts"
import { type Routable, route, type RoutingSettings } from "./route.ts"

const alert = (more: Partial<Routable> = {}): Routable => ({
  title: "Disk full",
  description: null,
  severity: 1,
  discipline: "noc",
  category: "capacity",
  asset: null,
  rule: "DiskFull",
  sourceId: "s",
  tool: "alertmanager",
  serviceId: null,
  url: null,
  techniques: [],
  observables: [],
  labels: {},
  ...more,
})

const db = (criticality: Impact, serviceId: string | null = null) => ({
  id: "a-db" as AssetId,
  name: "db-1",
  criticality,
  serviceId: serviceId as ServiceId | null,
})
const shop = (criticality: Impact, field?: string) => ({
  id: "s-shop" as ServiceId,
  name: "Web shop",
  criticality,
  matcher: field
    ? { mode: "all" as const, conditions: [{ field, op: "exists" as const, values: [], foldCase: true }] }
    : null,
})
const settings = (more: Partial<RoutingSettings> = {}): RoutingSettings => ({
  policy: defaultPolicy,
  policyOf: null,
  assets: new Map(),
  services: [],
  ...more,
})
const policy = (overrides: readonly object[], more: object = {}): RoutingPolicy =>
  routingPolicy.parse({ ...defaultPolicy, ...more, overrides })
const when = (field: string, ...values: string[]) => ({ conditions: [{ field, op: "is", values }] })

describe("2.5.5 priority = matrix(impact, urgency)", () => {
  it.each([
    ["high", [1, 1, 2, 3, 4]],
    ["medium", [1, 2, 3, 4, 4]],
    ["low", [2, 3, 4, 4, 4]],
  ] as const)("impact %s, severity critical to info: P%j", (criticality, row) => {
    const known = settings({ assets: new Map([["db-1", db(criticality)]]) })
    expect(
      [1, 2, 3, 4, 5].map((severity) => route(alert({ asset: "db-1", severity }), known).priority),
    ).toEqual(row)
  })

  it("impact is the worse of the asset's and its service's criticality, and says whose", () => {
    const known = settings({ assets: new Map([["db-1", db("low", "s-shop")]]), services: [shop("high")] })
    const { impact, serviceId, assetId, because } = route(alert({ asset: "DB-1." }), known)
    expect({ impact, serviceId, assetId }).toEqual({ impact: "high", serviceId: "s-shop", assetId: "a-db" })
    expect(because).toContain("High impact: service Web shop is of high criticality.")
    expect(because).toContain("Service Web shop: db-1 is part of it.")
  })

  it("nothing known is medium impact, and says so", () => {
    const { impact, priority, tier, because } = route(alert(), settings())
    expect({ impact, priority, tier }).toEqual({ impact: "medium", priority: 1, tier: 1 })
    expect(because).toEqual([
      "Medium impact: no asset or service of it is known.",
      "P1: medium impact and critical severity, by the provider's matrix.",
      "Tier 1: where P1 of the NOC starts.",
    ])
  })

  it("a client's own matrix and tiers are named as its own", () => {
    const own = policy([], {
      matrix: { ...defaultPolicy.matrix, medium: [3, 3, 3, 3, 3] },
      tiers: { noc: [1, 1, 2, 1], soc: [3, 3, 3, 3] },
    })
    const { priority, tier, because } = route(alert(), settings({ policy: own, policyOf: "Acme" }))
    expect({ priority, tier }).toEqual({ priority: 3, tier: 2 })
    expect(because).toContain("P3: medium impact and critical severity, by Acme's matrix.")
    expect(route(alert({ discipline: "soc" }), settings({ policy: own })).tier).toBe(3)
  })
})

describe("overrides", () => {
  it("of those that match, for each matter the first that decides it counts", () => {
    const own = policy([
      { name: "other rule", matcher: when("rule", "Nope"), set: { priority: 4 } },
      { name: "to the SOC", matcher: when("rule", "DiskFull"), set: { discipline: "soc", tier: 2 } },
      { name: "late", matcher: when("rule", "DiskFull"), set: { tier: 3, impact: "low" } },
    ])
    const found = route(alert(), settings({ policy: own }))
    expect(found).toMatchObject({ discipline: "soc", tier: 2, impact: "low", priority: 2 })
    expect(found.because).toContain("Override “to the SOC” sets SOC, tier 2.")
    expect(found.because).toContain("Override “late” sets low impact.")
  })

  it("may ask for the service and see the desk as it ends up", () => {
    const own = policy([
      { name: "shop is urgent", matcher: when("service", "s-shop"), set: { priority: 1 } },
      { name: "SOC starts high", matcher: when("discipline", "soc"), set: { tier: 3 } },
      { name: "shop to the SOC", matcher: when("service", "s-shop"), set: { discipline: "soc" } },
    ])
    const known = settings({ policy: own, services: [shop("low", "labels.shop")] })
    const first = route(alert({ severity: 5, labels: { shop: "1" } }), known)
    expect(first).toMatchObject({ serviceId: "s-shop", priority: 1, tier: 3, discipline: "soc" })
    const again = route(alert({ severity: 5, labels: { shop: "1" }, discipline: "soc" }), known)
    expect(again).toEqual(first)
  })

  it.each([
    ["no condition", { name: "x", matcher: { conditions: [] }, set: { tier: 1 } }],
    ["nothing decided", { name: "x", matcher: when("rule", "x"), set: {} }],
    ["the desk by the desk", { name: "x", matcher: when("discipline", "noc"), set: { discipline: "soc" } }],
    ["a tier there is not", { name: "x", matcher: when("rule", "x"), set: { tier: 4 } }],
  ])("refuses one with %s", (_, override) => {
    expect(routingPolicy.safeParse({ ...defaultPolicy, overrides: [override] }).success).toBe(false)
  })
})

describe("2.2.3 an asset is resolved from what the tool says, by aliases in any case", () => {
  const named = (more: Partial<Routable>) => assetNames(alert(more)).map(({ alias }) => alias)
  it.each([
    ["asset", { asset: "DB-1" }, ["db-1"]],
    ["instance without its port", { labels: { instance: "db-1:9100" } }, ["db-1:9100", "db-1"]],
    [
      "an IPv6 instance",
      { labels: { instance: "[2001:db8::1]:9100" } },
      ["[2001:db8::1]:9100", "2001:db8::1"],
    ],
    ["a bare IPv6 address", { labels: { host: "2001:db8::1" } }, ["2001:db8::1"]],
    [
      "a link",
      { labels: { instance: "https://shop.example:8443/x" } },
      ["https://shop.example:8443/x", "shop.example"],
    ],
    ["labels in any case", { labels: { HostName: "Web-1.example.com." } }, ["web-1.example.com"]],
    ["observables last", { asset: "x", observables: [{ type: "ip", value: "10.0.0.5" }] }, ["x", "10.0.0.5"]],
    ["other labels never", { labels: { job: "db-1", team: "db-1" } }, []],
  ])("%s", (_, more, expected) => {
    expect(named(more)).toEqual(expected)
  })

  it("an alert with thousands of observables is looked up by few", () => {
    const observables = Array.from({ length: 5000 }, (_, i) => ({
      type: "ip",
      value: `10.0.${i >> 8}.${i & 255}`,
    }))
    expect(named({ observables }).length).toBe(50)
  })
})

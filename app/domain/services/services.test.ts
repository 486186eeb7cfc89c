import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { AssetId, ServiceId, TenantId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import { planImport, readRows } from "./asset-csv.ts"
import type { AssetView } from "./asset.ts"
import { closesRing, type Dependency, upstreamOf } from "./dependencies.ts"

const id = (n: number) => `s${n}` as ServiceId
const edge = (a: number, b: number): Dependency => ({ service: id(a), dependsOn: id(b) })

describe("2.4.11 dependencies between services", () => {
  it("upstream is everything it cannot work without", () => {
    expect([...upstreamOf([edge(1, 2), edge(2, 3), edge(4, 1)], id(1))].sort()).toEqual([id(2), id(3)])
  })

  it("whatever edges are let through one by one, no ring comes of them", () => {
    const pair = fc.tuple(fc.nat(7), fc.nat(7))
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 40 }), (wanted) => {
        const edges: Dependency[] = []
        for (const [a, b] of wanted) {
          const mine = [...edges.filter((e) => e.service === id(a)).map((e) => e.dependsOn), id(b)]
          if (!closesRing(edges, id(a), mine)) edges.push(edge(a, b))
        }
        for (let n = 0; n < 8; n++) expect(upstreamOf(edges, id(n)).has(id(n))).toBe(false)
      }),
    )
  })
})

describe("a CSV of assets", () => {
  const known: AssetView = {
    id: "a1" as AssetId,
    client: "c" as TenantId,
    name: "db-1",
    kind: "host",
    aliases: ["db-1", "10.0.0.5"],
    criticality: "high",
    serviceId: id(1),
    createdAt: instant("2026-01-01T00:00:00Z"),
  }
  const plan = (csv: string) =>
    planImport(readRows(csv), { assets: [known], services: new Map([["web shop", id(1)]]) })

  it("adds, changes and leaves; a known asset gains aliases and loses none", () => {
    const rows = plan(
      "Name,Aliases,Criticality,Service\nweb-1,web-1.example; 10.0.0.6,low,Web Shop\nDB-1,db.example,,\ndb-1,,,\n",
    )
    expect(rows[0]).toMatchObject({
      effect: "add",
      asset: {
        kind: "host",
        aliases: ["web-1", "web-1.example", "10.0.0.6"],
        criticality: "low",
        serviceId: id(1),
      },
    })
    expect(rows[1]).toMatchObject({
      effect: "change",
      asset: {
        name: "db-1",
        aliases: ["db-1", "10.0.0.5", "db.example"],
        criticality: "high",
        serviceId: id(1),
      },
    })
    expect(rows[2]).toMatchObject({ effect: "refuse", error: "“db-1” stands in line 3 already" })
    expect(plan("name\ndb-1\n")[0]).toMatchObject({ effect: "same" })
  })

  it.each([
    ["name,kind\n,host", "name is empty"],
    ["name,criticality\nx,huge", "criticality is not high, medium or low"],
    ["name,service\nx,Nope", "there is no service “Nope”"],
    ["name,aliases\nx,10.0.0.5", "“10.0.0.5” is an alias of db-1 already"],
    ["name,aliases\nx,shared\ny,SHARED", "“shared” stands in line 2 already"],
  ])("%j is refused with its line and its cells: %s", (csv, error) => {
    const refused = plan(csv).find((row) => row.effect === "refuse")
    expect(refused).toMatchObject({ error, cells: expect.any(Object) })
  })
})

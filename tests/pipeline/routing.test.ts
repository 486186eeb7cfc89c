import { sql } from "drizzle-orm"
import { expect, test } from "vitest"
import { changeRouting } from "#app/domain/routing/change.server.ts"
import { explainRoute, readRouted, routableOf } from "#app/domain/routing/explain.server.ts"
import { defaultPolicy, routingPolicy } from "#app/domain/routing/policy.ts"
import { readIncident, readIncidentClocks } from "#app/domain/incidents/read.server.ts"
import { newAsset } from "#app/domain/services/asset.ts"
import { archiveAsset } from "#app/domain/services/archive-asset.server.ts"
import { archiveService } from "#app/domain/services/archive-service.server.ts"
import { changeService } from "#app/domain/services/change-service.server.ts"
import { createAsset } from "#app/domain/services/create-asset.server.ts"
import { createService } from "#app/domain/services/create-service.server.ts"
import { importAssets } from "#app/domain/services/import-assets.server.ts"
import { listAllServices, listAssets, readService } from "#app/domain/services/read.server.ts"
import { newService } from "#app/domain/services/service.ts"
import { DomainError } from "#app/kernel/errors.ts"
import { inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"

await testDatabase()
const scope = (floor: Floor) => floor.tenant.scope("services.manage", "services.read")
const service = (floor: Floor, more: object) =>
  inTenant(scope(floor), (t) => createService(t, newService.parse(more)))
const asset = (floor: Floor, more: object) =>
  inTenant(scope(floor), (t) => createAsset(t, newAsset.parse(more)))
const routed = async (floor: Floor) => {
  const [alert] = await floor.alerts()
  return inTenant(floor.tenant.scope("alerts.read"), (t) => readRouted(t, alert!.id))
}
const refused = (code: string) => expect.objectContaining({ code }) as DomainError

test("2.2.3 service_id and resource: found by an alias the tool uses, in any case, without its port", async () => {
  const floor = await newFloor("alertmanager")
  const shop = await service(floor, { name: "Web shop", criticality: "high" })
  await asset(floor, { name: "db-1", aliases: ["DB-1.shop.example", "10.0.0.5"], serviceId: shop.id })
  const labels = { alertname: "DiskFull", severity: "warning", instance: "Db-1.Shop.example:9100" }
  await floor.send([{ alerts: [{ status: "firing", labels, startsAt: "2026-01-01T00:00:00Z" }] }])
  expect(await floor.drain()).toEqual([])
  expect(await routed(floor)).toEqual({ priority: 2, tier: 1, service: "Web shop", asset: "db-1" })
})

test("2.5.5 the incident has the priority of its alert: of the asset's impact, not of severity alone", async () => {
  const floor = await newFloor()
  await asset(floor, { name: "kiosk", criticality: "low" })
  await floor.send([{ key: "a", title: "Down", severity: "critical", asset: "KIOSK" }])
  await floor.drain()
  const [alert] = await floor.alerts()
  await inTenant(floor.tenant.scope("incidents.read"), async (t) => {
    expect(await readIncident(t, alert!.incident!.id)).toMatchObject({ priority: 2 })
    const clocks = await readIncidentClocks(t, alert!.incident!.id)
    expect(clocks.map((c) => c.target.priority)).toEqual([2, 2])
  })
})

test("the severity rises: the priority is reckoned anew, and the incident's clocks with it", async () => {
  const floor = await newFloor()
  await asset(floor, { name: "db-1", criticality: "high" })
  const event = { key: "a", title: "Slow", asset: "db-1", severity: "medium" }
  await floor.send([event])
  await floor.drain()
  expect(await routed(floor)).toMatchObject({ priority: 2 })
  await floor.send([{ ...event, severity: "high" }])
  await floor.drain()
  expect(await routed(floor)).toMatchObject({ priority: 1, asset: "db-1" })
  const [alert] = await floor.alerts()
  await inTenant(floor.tenant.scope("incidents.read"), async (t) => {
    expect(await readIncident(t, alert!.incident!.id)).toMatchObject({ priority: 1 })
    expect((await readIncidentClocks(t, alert!.incident!.id)).map((c) => c.target.priority)).toEqual([1, 1])
  })
})

test("a client's own policy holds from the next batch on, says why, and goes back to the provider's", async () => {
  const floor = await newFloor()
  const policy = routingPolicy.parse({
    ...defaultPolicy,
    overrides: [
      {
        name: "Mail is the SOC's",
        matcher: { conditions: [{ field: "title", op: "contains", values: ["mail"] }] },
        set: { discipline: "soc", tier: 2, priority: 1 },
      },
    ],
  })
  await inTenant(scope(floor), (t) => changeRouting(t, policy))
  await floor.send([{ key: "m", title: "Mail queue", severity: "low" }])
  await floor.drain()
  const [alert] = await floor.alerts()
  expect(alert?.discipline).toBe("soc")
  expect(await routed(floor)).toMatchObject({ priority: 1, tier: 2 })
  const why = await inTenant(floor.tenant.scope("alerts.read"), (t) =>
    explainRoute(t, floor.tenant.id, routableOf(alert!)),
  )
  expect(why.because).toContain("Override “Mail is the SOC's” sets SOC, tier 2, P1.")
  const after = await inTenant(scope(floor), (t) => changeRouting(t, null))
  expect(after).toEqual({ policy: defaultPolicy, own: null })
})

test("the result does not depend on where a batch ends", async () => {
  const outcome = async (isOneBatch: boolean, noc: readonly number[]) => {
    const floor = await newFloor()
    await asset(floor, { name: "db-1", criticality: "high" })
    const policy = routingPolicy.parse({ ...defaultPolicy, tiers: { noc, soc: [1, 1, 1, 1] } })
    await inTenant(scope(floor), (t) => changeRouting(t, policy))
    for (const severity of ["low", "medium", "critical"]) {
      await floor.send([{ key: "a", title: "Slow", asset: "db-1", severity }])
      if (!isOneBatch) await floor.drain()
    }
    await floor.drain()
    const rows = await inTenant(floor.tenant.scope("incidents.read"), (t) =>
      t.sql.execute(sql`select a.priority, a.tier, i.priority as p, i.tier as t from alerts a
        join incidents i on i.tenant_id = a.tenant_id and i.id = a.incident_id where a.tenant_id = ${floor.tenant.id}`),
    )
    return { ...rows[0] }
  }
  for (const noc of [
    [3, 2, 1, 1],
    [1, 1, 2, 3],
  ]) {
    const whole = { priority: 1, tier: noc[0], p: 1, t: noc[0] }
    expect(await outcome(true, noc)).toEqual(whole)
    expect(await outcome(false, noc)).toEqual(whole)
  }
})

test("another client's assets and services route nothing here", async () => {
  const [acme, globex] = [await newFloor(), await newFloor()]
  await service(globex, {
    name: "Everything",
    criticality: "high",
    matcher: { conditions: [{ field: "title", op: "exists", values: [] }] },
  })
  await asset(globex, { name: "db-1", criticality: "high" })
  await acme.send([{ key: "a", title: "Down", severity: "high", asset: "db-1" }])
  await globex.send([{ key: "a", title: "Down", severity: "high", asset: "db-1" }])
  await acme.drain()
  expect(await routed(acme)).toEqual({ priority: 2, tier: 1, service: null, asset: null })
  expect(await routed(globex)).toEqual({ priority: 1, tier: 1, service: "Everything", asset: "db-1" })
})

test("an alias means one asset of a client, until that is archived; two who add it at once get one", async () => {
  const [floor, other] = [await newFloor(), await newFloor()]
  const first = await asset(floor, { name: "db-1", aliases: ["10.0.0.5"] })
  await expect(asset(floor, { name: "db-2", aliases: ["10.0.0.5"] })).rejects.toEqual(refused("conflict"))
  await asset(other, { name: "db-2", aliases: ["10.0.0.5"] })
  await inTenant(scope(floor), (t) => archiveAsset(t, first.id))
  const tries = await Promise.allSettled(
    [1, 2, 3].map((n) => asset(floor, { name: `n${n}`, aliases: ["10.0.0.5"] })),
  )
  expect(tries.map((t) => t.status).sort()).toEqual(["fulfilled", "rejected", "rejected"])
})

test("2.4.11 dependencies: of the same client, never in a ring, and gone with their service", async () => {
  const [floor, other] = [await newFloor(), await newFloor()]
  const db = await service(floor, { name: "Database" })
  const shop = await service(floor, { name: "Shop", dependsOn: [db.id] })
  const change = (id: typeof db.id, dependsOn: string[]) =>
    inTenant(scope(floor), (t) => changeService(t, id, { dependsOn: dependsOn as (typeof db.id)[] }))
  await expect(change(db.id, [shop.id])).rejects.toEqual(refused("invalid"))
  await expect(change(db.id, [db.id])).rejects.toEqual(refused("invalid"))
  const foreign = await service(other, { name: "Foreign" })
  await expect(change(db.id, [foreign.id])).rejects.toEqual(refused("invalid"))
  await inTenant(scope(floor), (t) => archiveService(t, db.id))
  expect((await inTenant(scope(floor), (t) => readService(t, shop.id))).dependsOn).toEqual([])
})

test("a CSV is shown before it is taken in; wrong rows are given back, what is there is not lost", async () => {
  const floor = await newFloor()
  await service(floor, { name: "Shop" })
  await asset(floor, { name: "db-1", aliases: ["10.0.0.5"], criticality: "high" })
  const csv = "name,aliases,service\nweb-1,10.0.0.6,shop\ndb-1,db.example,\nbad,10.0.0.5,\n"
  const take = (isPreview: boolean) => inTenant(scope(floor), (t) => importAssets(t, csv, { isPreview }))
  const names = async () => {
    const page = await inTenant(scope(floor), (t) => listAssets(t, { client: floor.tenant.id, limit: 10 }))
    return page.items.map((a) => [a.name, a.aliases.length, a.criticality])
  }
  expect((await take(true)).map((row) => row.effect)).toEqual(["add", "change", "refuse"])
  expect(await names()).toEqual([["db-1", 2, "high"]])
  expect((await take(false)).map((row) => row.effect)).toEqual(["add", "change", "refuse"])
  const [shop] = await inTenant(scope(floor), (t) => listAllServices(t, floor.tenant.id))
  expect(shop).toMatchObject({ name: "Shop", assets: 1 })
  expect(await names()).toEqual([
    ["db-1", 3, "high"],
    ["web-1", 2, "medium"],
  ])
  expect((await take(false)).map((row) => row.effect)).toEqual(["same", "same", "refuse"])
})

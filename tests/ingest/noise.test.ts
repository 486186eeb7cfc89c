import { expect, test } from "vitest"
import { mintPortfolio } from "#app/auth/mint-scope.server.ts"
import { closeAlert } from "#app/domain/alerts/close.server.ts"
import { actionabilityOf, compressionOf } from "#app/domain/noise/noise.ts"
import { readNoise, readOwnNoise } from "#app/domain/noise/read.server.ts"
import { inPortfolio, inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { hasHour } from "../support/source-hours.ts"
import { ana } from "../support/tenants.ts"
import { workerRows } from "../support/worker-rows.ts"

const { owner: _, ...config } = await testDatabase()
const look = workerRows(config)

const noiseOf = (floors: readonly Floor[], days: 1 | 7 = 7, client?: Floor) =>
  inPortfolio(
    mintPortfolio<"alerts.read">(
      floors.map((f) => f.tenant.id),
      ana,
    ),
    (t) => readNoise(t, days, client?.tenant.id),
  )
const alert = (key: string, more: object = {}) => ({
  ...{ key, title: `Disk ${key}`, severity: "low", rule: "DiskFull", asset: `host-${key}` },
  ...more,
})

test("4.3 figures of a period: hours within it are added up, others and other clients' are not", async () => {
  const [acme, globex] = [await newFloor(), await newFloor()]
  await hasHour(look, acme, { events: 100, exactDupes: 40, alerts: 20, incidents: 2, throttled: 7 })
  await hasHour(look, acme, { ago: 30, events: 50, alerts: 5 })
  await hasHour(look, acme, { ago: 24 * 8, events: 9000 })
  await hasHour(look, globex, { events: 1000, alerts: 1 })
  const week = (await noiseOf([acme])).totals
  expect(week).toMatchObject({ events: 150, exactDupes: 40, alerts: 25, incidents: 2, throttled: 7 })
  expect([compressionOf(week), actionabilityOf(week)]).toEqual([1 - 25 / 150, 2 / 25])
  expect((await noiseOf([acme], 1)).totals.events).toBe(100)
  const both = await noiseOf([acme, globex])
  expect(both.totals.events).toBe(1150)
  expect(both.perClient).toHaveLength(2)
  expect((await noiseOf([acme, globex], 7, globex)).totals.events).toBe(1000)
})

test("4.3 false positives, stale and incidents by rule", async () => {
  const floor = await newFloor()
  await floor.send([alert("1"), alert("2"), alert("2"), alert("3"), alert("4", { severity: "high" })])
  await floor.send([alert("x", { rule: "LinkDown" })])
  await floor.drain()
  const [first, second] = (await floor.alerts()).filter((a) => a.rule === "DiskFull" && a.severity === "low")
  await inTenant(floor.tenant.scope("alerts.triage"), async (t) => {
    await closeAlert(t, first!.id, { disposition: "false_positive.rule" })
    await closeAlert(t, second!.id, { disposition: "duplicate" })
  })
  const { rules } = await noiseOf([floor])
  expect(rules.map((r) => r.rule)).toEqual(["DiskFull", "LinkDown"])
  expect(rules[0]).toMatchObject({
    ...{ alerts: 4, sightings: 5, assets: 4, incidents: 1, closed: 2, falsePositives: 1, stale: 0 },
    sourceId: floor.sourceId,
    clientId: floor.tenant.id,
  })
})

test("a client's own people see their own figures alone", async () => {
  const [acme, globex] = [await newFloor(), await newFloor()]
  for (const floor of [acme, globex]) {
    await hasHour(look, floor, { events: 10, alerts: 1 })
    await floor.send([alert(floor.tenant.code, { rule: floor.tenant.code })])
  }
  await acme.drain()
  const own = await inPortfolio(mintPortfolio<"own.read">([acme.tenant.id], ana), (t) => readOwnNoise(t, 7))
  // The ten of the hour and the one the pipeline itself counted.
  expect(own.totals.events).toBe(11)
  expect(own.rules.map((r) => r.rule)).toEqual([acme.tenant.code])
})

test("nothing at all is a report of nothing", async () => {
  const report = await noiseOf([await newFloor()])
  expect(report.rules).toEqual([])
  expect(compressionOf(report.totals)).toBeNull()
})

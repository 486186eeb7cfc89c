import { describe, expect, test } from "vitest"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { calmDown } from "#app/domain/alerts/calm-down.server.ts"
import { closeClearedAlerts } from "#app/domain/alerts/close-cleared.server.ts"
import { closeAlert } from "#app/domain/alerts/close.server.ts"
import { listSignals } from "#app/domain/alerts/read.server.ts"
import { pruneCounts } from "#app/domain/ingest/prune-counts.server.ts"
import { updateSource } from "#app/domain/sources/update.server.ts"
import type { SourceChange } from "#app/domain/sources/source.ts"
import { Temporal } from "#app/kernel/time.ts"
import { inTenant, inTenantAt, type TenantTx } from "#db/tenant.ts"
import { drainOnce } from "#workers/pipeline/drain.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { hasHour } from "../support/source-hours.ts"
import { workerRows } from "../support/worker-rows.ts"

const { owner: _, ...config } = await testDatabase()
const look = workerRows(config)
const minute = 60_000
const start = Math.floor(Date.now() / minute) * minute - 20 * 3_600_000
const port = (n: number, more: object = {}) => ({
  ...{
    key: `port-${n}`,
    title: `Port ${n} down`,
    asset: `sw-${n}`,
    severity: "high",
    rule: "port",
    status: "firing",
  },
  ...more,
})

async function floorWith(change: SourceChange): Promise<Floor> {
  const floor = await newFloor()
  await inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    updateSource(t, floor.sourceId, change),
  )
  return floor
}

async function drainBy(size: number): Promise<void> {
  while ((await drainOnce({ error: (_, message) => expect.fail(message) }, size)) > 0);
}

const sweep = <T>(
  floor: Floor,
  minutes: number,
  work: (t: TenantTx<"alerts.triage" | "incidents.work">) => Promise<T>,
) =>
  inTenantAt(
    mintScope<"alerts.triage" | "incidents.work">(floor.tenant.id, { kind: "system", name: "test" }),
    Temporal.Instant.fromEpochMilliseconds(start + minutes * minute),
    work,
  )

describe("2.3.8 storm", () => {
  test("above the limit further alerts gather in one, wherever batches end; nothing is lost", async () => {
    const told = []
    for (const size of [1, 3, 500]) {
      const floor = await floorWith({ stormLimit: 5 })
      for (let n = 0; n < 12; n++) await floor.send([port(n)], start)
      await floor.send([port(2), port(9)], start + minute)
      await drainBy(size)
      const alerts = await floor.alerts()
      told.push(
        alerts.map((a) => [a.title, a.isOverflow, a.count, a.asset, a.incident !== null].join(" ")).sort(),
      )
      const gathered = alerts.find((a) => a.isOverflow)!.id
      const kept = await inTenant(floor.tenant.scope("alerts.read"), (t) => listSignals(t, gathered))
      expect(kept.map((signal) => signal.effect)).toEqual(Array.from({ length: 8 }, () => "overflow"))
      expect(alerts.reduce((sum, a) => sum + a.count, 0)).toBe(14)
    }
    expect(told[1]).toEqual(told[0])
    expect(told[2]).toEqual(told[0])
    expect(told[0]?.filter((line) => line.startsWith("Storm: port true 8"))).toHaveLength(1)
    expect(told[0]).toHaveLength(6)
  })

  test("it is one alert of its group's incident, and shows a sample of what it gathered", async () => {
    const floor = await floorWith({ stormLimit: 2 })
    for (let n = 0; n < 14; n++) await floor.send([port(n)], start)
    await floor.drain()
    const alerts = await floor.alerts()
    expect(new Set(alerts.map((a) => a.incident?.id)).size).toBe(1)
    expect(alerts.find((a) => a.isOverflow)?.labels).toEqual({
      "sample.1": "Port 2 down · sw-2",
      "sample.2": "Port 3 down · sw-3",
      "sample.3": "Port 4 down · sw-4",
      "sample.4": "Port 5 down · sw-5",
      "sample.5": "Port 6 down · sw-6",
      "sample.10": "Port 11 down · sw-11",
    })
  })

  test("another rule, another source and another client have storms of their own", async () => {
    const floor = await floorWith({ stormLimit: 2 })
    const other = await floorWith({ stormLimit: 2 })
    for (let n = 0; n < 2; n++) {
      await floor.send([port(n), port(n + 10, { rule: "fan" })], start)
      await other.send([port(n)], start)
    }
    await floor.drain()
    for (const alerts of [await floor.alerts(), await other.alerts()])
      expect(alerts.filter((a) => a.isOverflow)).toEqual([])
  })

  test("it ends once arrivals were within the limit for 15 minutes, by the sweep: its alert clears and closes", async () => {
    const floor = await floorWith({ stormLimit: 2 })
    // Below what opens an incident: in one, the incident's rule says when it is over.
    for (let n = 0; n < 5; n++) await floor.send([port(n, { severity: "low" })], start)
    await floor.drain()
    expect(await sweep(floor, 24, calmDown)).toBe(0)
    expect(await sweep(floor, 25, calmDown)).toBe(1)
    expect(await sweep(floor, 26, calmDown)).toBe(0)
    const overflow = async () => (await floor.alerts()).find((a) => a.isOverflow)
    expect(await overflow()).toMatchObject({ condition: "cleared", state: "new" })
    await sweep(floor, 31, closeClearedAlerts)
    expect(await overflow()).toMatchObject({ state: "closed", disposition: "auto_cleared" })
    await floor.send([port(20)], start + 32 * minute)
    await floor.drain()
    expect((await floor.alerts())[0]).toMatchObject({ title: "Port 20 down", isOverflow: false })
  })

  test("and by the next alert where no sweep came in between", async () => {
    const floor = await floorWith({ stormLimit: 2 })
    for (let n = 0; n < 5; n++) await floor.send([port(n)], start)
    await floor.send([port(20)], start + 26 * minute)
    await floor.drain()
    const alerts = await floor.alerts()
    expect(alerts.find((a) => a.isOverflow)).toMatchObject({ condition: "cleared" })
    expect(alerts.find((a) => a.title === "Port 20 down")).toMatchObject({ isOverflow: false })
  })

  test("closed as a false positive while it rages, what follows opens another that says so", async () => {
    const floor = await floorWith({ stormLimit: 1 })
    await floor.send([port(0), port(1), port(2)], start)
    await floor.drain()
    const first = (await floor.alerts()).find((a) => a.isOverflow)!
    await sweep(floor, 1, (t) => closeAlert(t, first.id, { disposition: "false_positive.rule" }))
    await floor.send([port(3)], start + 2 * minute)
    await floor.drain()
    expect(
      (await floor.alerts()).filter((a) => a.isOverflow).map((a) => [a.state, a.count, a.falsePositives]),
    ).toEqual([
      ["new", 1, 1],
      ["closed", 2, 0],
    ])
  })
})

describe("2.3.7 flapping", () => {
  const flap = async (floor: Floor, from: number, changes: number) => {
    for (let i = 0; i < changes; i++)
      await floor.send(
        [port(1, { severity: "low", status: i % 2 === 0 ? "resolved" : "firing" })],
        start + (from + i) * minute,
      )
  }

  test("five changes in 30 minutes: one alert, marked, that stays open until it has been stable for 15", async () => {
    for (const size of [1, 500]) {
      const floor = await floorWith({ resolveDelaySeconds: 0 })
      await floor.send([port(1, { severity: "low" })], start)
      await flap(floor, 1, 5)
      await drainBy(size)
      const alerts = await floor.alerts()
      expect(alerts).toHaveLength(1)
      expect(alerts[0]).toMatchObject({ condition: "cleared", flags: ["flapping"], state: "new" })
      expect(alerts[0]?.flappingSince?.epochMilliseconds).toBeGreaterThanOrEqual(start + 5 * minute)
      expect(await sweep(floor, 19.9, closeClearedAlerts)).toBe(0)
      expect(await sweep(floor, 20.1, closeClearedAlerts)).toBe(1)
    }
  })

  test("the mark ends after 15 stable minutes, by the sweep or by the next signal", async () => {
    const floor = await floorWith({})
    await floor.send([port(1)], start)
    await flap(floor, 1, 6)
    await floor.drain()
    expect((await floor.alerts())[0]).toMatchObject({ condition: "firing", flags: ["flapping"] })
    expect(await sweep(floor, 20.9, calmDown)).toBe(0)
    expect(await sweep(floor, 21.1, calmDown)).toBe(1)
    expect((await floor.alerts())[0]).toMatchObject({ flags: [], flappingSince: null })
    await flap(floor, 22, 5)
    await floor.send([port(1, { status: "resolved", asset: "again" })], start + 60 * minute)
    await floor.drain()
    expect((await floor.alerts())[0]).toMatchObject({ flags: [], flappingSince: null })
  })
})

test("counts of storms that are over for a day are forgotten, and those that rage are not", async () => {
  const [calm, raging] = [await newFloor(), await floorWith({ stormLimit: 2 })]
  const old = Date.now() - 2 * 86_400_000
  await calm.send([port(1)], old)
  await raging.send([port(1), port(2), port(3)], old)
  await drainBy(100)
  const countsOf = (floor: Floor) =>
    look(
      [floor.tenant.id],
      async (tx) => (await tx`select 1 from storms where source_id = ${floor.sourceId}`).length,
    )
  const hoursOf = (floor: Floor) =>
    look(
      [floor.tenant.id],
      async (tx) => (await tx`select 1 from source_hours where source_id = ${floor.sourceId}`).length,
    )
  await hasHour(look, calm, { ago: 401 * 24, events: 3 })
  expect([await countsOf(calm), await countsOf(raging), await hoursOf(calm)]).toEqual([1, 1, 2])
  const later = Temporal.Now.instant()
  for (const floor of [calm, raging])
    await inTenantAt(mintScope(floor.tenant.id, { kind: "system", name: "test" }), later, (t) =>
      pruneCounts(t, 400),
    )
  expect([await countsOf(calm), await countsOf(raging), await hoursOf(calm)]).toEqual([0, 1, 1])
})

import { beforeAll, describe, expect, test } from "vitest"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { closeClearedAlerts } from "#app/domain/alerts/close-cleared.server.ts"
import { closeAlert } from "#app/domain/alerts/close.server.ts"
import { closeStaleAlerts } from "#app/domain/alerts/close-stale.server.ts"
import { listSignals } from "#app/domain/alerts/read.server.ts"
import { takeAlert } from "#app/domain/alerts/take.server.ts"
import { readIncident } from "#app/domain/incidents/read.server.ts"
import { acknowledgeIncident } from "#app/domain/incidents/acknowledge.server.ts"
import { updateSource } from "#app/domain/sources/update.server.ts"
import type { SourceChange } from "#app/domain/sources/source.ts"
import { Temporal } from "#app/kernel/time.ts"
import { inTenant, inTenantAt, type TenantTx } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { diskAlert } from "../support/disk-alert.ts"
import { type Floor, newFloor } from "../support/floor.ts"

await testDatabase()
const minute = 60_000
/** Long enough ago that everything in a test happened before now. */
const start = Date.now() - 20 * 3_600_000
const time = (minutes: number) => new Date(start + minutes * minute).toISOString()
const resolved = (more: object = {}) => diskAlert({ status: "resolved", ...more })

let floor: Floor
beforeAll(async () => {
  floor = await newFloor()
})

/** A client of its own, and one delivery a minute. */
async function after(...bodies: object[]): Promise<Floor> {
  floor = await newFloor()
  await then(...bodies.map((body, i) => [i, body] as const))
  return floor
}

async function then(...sent: (readonly [minutes: number, body: object])[]): Promise<void> {
  for (const [minutes, body] of sent) await floor.send([body], start + minutes * minute)
  await floor.drain()
}

const alert = async () => (await floor.alerts())[0]!
const effects = async (id = "") => {
  const wanted = (id || (await alert()).id) as Awaited<ReturnType<typeof alert>>["id"]
  return inTenant(floor.tenant.scope("alerts.read"), async (t) =>
    (await listSignals(t, wanted)).map((s) => s.effect).toReversed(),
  )
}
const sweep = <T>(minutes: number, work: (t: TenantTx<"alerts.triage" | "incidents.work">) => Promise<T>) =>
  inTenantAt(
    mintScope<"alerts.triage" | "incidents.work">(floor.tenant.id, { kind: "system", name: "test" }),
    Temporal.Instant.fromEpochMilliseconds(start + minutes * minute),
    work,
  )
const triage = <T>(minutes: number, work: (t: TenantTx<"alerts.triage" | "incidents.work">) => Promise<T>) =>
  inTenantAt(
    floor.tenant.scope("alerts.triage", "incidents.work"),
    Temporal.Instant.fromEpochMilliseconds(start + minutes * minute),
    work,
  )
const set = (change: SourceChange) =>
  inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    updateSource(t, floor.sourceId, change),
  )

describe("2.3.5", () => {
  test("firing | none: new alert", async () => {
    await after(diskAlert())
    expect(await alert()).toMatchObject({ state: "new", condition: "firing", count: 1, exactDupes: 0 })
    expect(await effects()).toEqual(["opened"])
  })

  test("firing | closed longer ago than the reopen window: new alert that names the one before", async () => {
    await after(diskAlert(), resolved())
    await sweep(10, closeClearedAlerts)
    const before = await alert()
    await then([41, diskAlert()])
    expect(await floor.alerts()).toHaveLength(2)
    expect(await alert()).toMatchObject({
      state: "new",
      episode: 1,
      falsePositives: 0,
      previousAlertId: before.id,
    })
  })

  test("firing | open: counted, last seen and labels updated", async () => {
    await after(diskAlert({ labels: { used: "90" } }), diskAlert({ labels: { used: "95" } }))
    expect(await alert()).toMatchObject({ count: 2, exactDupes: 0, labels: { used: "95" } })
    expect((await alert()).lastSeenAt.toString().slice(0, 19)).toBe(time(1).slice(0, 19))
    expect(await effects()).toEqual(["opened", "repeat"])
  })

  test("firing | open, severity rose: raised", async () => {
    await after(diskAlert(), diskAlert({ severity: "critical" }))
    expect(await alert()).toMatchObject({ severity: "critical", count: 2 })
    expect(await effects()).toEqual(["opened", "raised"])
  })

  test("firing | open, severity fell: recorded, and the maximum kept", async () => {
    await after(diskAlert({ severity: "high" }), diskAlert())
    expect(await alert()).toMatchObject({ severity: "high" })
    expect(await effects()).toEqual(["opened", "repeat"])
  })

  test("firing | open, severity fell, trusted downgrade: lowered, and its clock with it", async () => {
    await after(diskAlert())
    await set({ trustsDowngrade: true })
    const before = await alert()
    await then([2, diskAlert({ severity: "info" })])
    expect(before.dueAt).not.toBeNull()
    expect(await alert()).toMatchObject({ severity: "info", dueAt: null })
    expect(await effects()).toEqual(["opened", "lowered"])
  })

  test("firing | closed within the reopen window as resolved: reopened, one episode more", async () => {
    await after(diskAlert(), resolved())
    await sweep(10, closeClearedAlerts)
    await then([39, diskAlert()])
    expect(await floor.alerts()).toHaveLength(1)
    expect(await alert()).toMatchObject({ state: "new", condition: "firing", episode: 2, disposition: null })
    expect(await effects()).toEqual(["opened", "cleared", "reopened"])
  })

  test("firing | closed as false positive or accepted: new alert that says how often", async () => {
    await after(diskAlert())
    const first = await alert()
    await triage(1, (t) => closeAlert(t, first.id, { disposition: "false_positive.rule" }))
    await then([2, diskAlert()])
    expect(await alert()).toMatchObject({ falsePositives: 1, previousAlertId: first.id })
    await triage(3, async (t) => closeAlert(t, (await alert()).id, { disposition: "true_positive.benign" }))
    await then([4, diskAlert()])
    expect(await alert()).toMatchObject({ state: "new", falsePositives: 2 })
    expect((await floor.alerts()).map((a) => a.state)).toEqual(["new", "closed", "closed"])
  })

  test("resolved | open, not yet touched by a human: cleared, closed after the source's resolve delay", async () => {
    await after(diskAlert(), resolved())
    await set({ resolveDelaySeconds: 600 })
    expect(await alert()).toMatchObject({ condition: "cleared", state: "new" })
    expect(await sweep(10, closeClearedAlerts)).toBe(0)
    expect(await sweep(11.1, closeClearedAlerts)).toBe(1)
    expect(await alert()).toMatchObject({ state: "closed", disposition: "auto_cleared" })
  })

  test("resolved | open, acknowledged or linked to an incident: cleared, and a human closes", async () => {
    await after(diskAlert())
    await triage(1, async (t) => takeAlert(t, (await alert()).id))
    await then([2, resolved()], [3, diskAlert({ key: "bad", severity: "critical" })])
    await triage(4, async (t) => acknowledgeIncident(t, (await alert()).incident!.id))
    await then([5, resolved({ key: "bad" })])
    expect(await sweep(60, closeClearedAlerts)).toBe(0)
    expect((await floor.alerts()).map((a) => [a.condition, a.state === "closed"])).toEqual([
      ["cleared", false],
      ["cleared", false],
    ])
  })

  test("resolved older than last_seen | any: ignored and told as out of order", async () => {
    await after(
      diskAlert({ time: time(-10) }),
      diskAlert({ time: time(0), labels: { n: "2" } }),
      resolved({ time: time(-5) }),
    )
    expect(await alert()).toMatchObject({ condition: "firing", state: "new" })
    expect(await effects()).toEqual(["opened", "repeat", "out-of-order"])
  })

  test("resolved | none: stored, no alert", async () => {
    await after(resolved())
    expect(await floor.alerts()).toEqual([])
  })
})

describe("a trigger that comes after its resolve", () => {
  test("counts, is marked, and leaves the alert cleared, whichever of the two came first", async () => {
    const [first, second, end] = [
      diskAlert({ time: time(-9) }),
      diskAlert({ time: time(-5), labels: { n: "2" } }),
      resolved({ time: time(-3) }),
    ]
    const told = []
    for (const order of [
      [first, second, end],
      [first, end, second],
    ]) {
      await after(...order)
      const { condition, state, count, severity } = await alert()
      told.push({ condition, state, count, severity })
    }
    expect(told[1]).toEqual(told[0])
    expect(told[0]).toEqual({ condition: "cleared", state: "new", count: 2, severity: "low" })
    expect((await alert()).flags).toContain("out-of-order")
    expect(await effects()).toEqual(["opened", "cleared", "out-of-order"])
  })

  test("on a closed alert it is seen: the alert opens again, marked", async () => {
    await after(diskAlert({ time: time(-9) }), resolved({ time: time(-3) }))
    await sweep(10, closeClearedAlerts)
    await then([11, diskAlert({ time: time(-5) })])
    expect(await alert()).toMatchObject({ state: "new", episode: 2, flags: ["out-of-order"] })
  })
})

describe("2.3.6", () => {
  test("stale: untouched, it closes with its untouched incident; in somebody's hands it is marked and stays", async () => {
    await after(diskAlert({ severity: "high" }), diskAlert({ key: "taken", rule: "other" }))
    await set({ staleAfterSeconds: 3600 })
    await triage(2, async (t) => takeAlert(t, (await alert()).id))
    expect(await sweep(59, closeStaleAlerts)).toBe(0)
    expect(await sweep(61.1, closeStaleAlerts)).toBe(1)
    const [taken, closed] = await floor.alerts()
    expect(closed).toMatchObject({ state: "closed", disposition: "stale" })
    expect(taken).toMatchObject({ state: "acknowledged", flags: ["stale"] })
    await inTenant(floor.tenant.scope("incidents.read"), async (t) =>
      expect(await readIncident(t, closed!.incident!.id)).toMatchObject({ stage: "resolved" }),
    )
    await then([62, diskAlert({ key: "taken", rule: "other" })])
    expect((await floor.alerts()).find((a) => a.state === "acknowledged")?.flags).toEqual([])
  })
})

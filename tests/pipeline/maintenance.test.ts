import { expect, test } from "vitest"
import { cancelWindow } from "#app/domain/maintenance/cancel.server.ts"
import { newWindow } from "#app/domain/maintenance/new-window.ts"
import { listOwnMaintenance, maintenanceNow, readWindow } from "#app/domain/maintenance/read.server.ts"
import { changeWindow, createWindow } from "#app/domain/maintenance/save.server.ts"
import { lookAtMaintenance } from "#app/domain/suppressions/preview.server.ts"
import { listHistory } from "#app/domain/audit/read.server.ts"
import { readIncidentClocks } from "#app/domain/incidents/read.server.ts"
import { mintPortfolio } from "#app/auth/mint-scope.server.ts"
import type { MaintenanceWindowId } from "#app/kernel/ids.ts"
import { type Instant, instantNow, secondsBetween } from "#app/kernel/time.ts"
import { inPortfolio, inTenant, inTenantAt } from "#db/tenant.ts"
import { releaseSuppressed } from "#workers/handlers/release-suppressed.ts"
import { contextOf } from "#workers/runtime.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { inOneTurn } from "../support/looks.ts"
import { ana } from "../support/tenants.ts"

const { owner } = await testDatabase()
const minute = 60_000
const now = instantNow()
const at = (minutes: number) => now.add({ minutes })
const disk = (more: object = {}) => ({
  ...{ key: "disk", title: "Disk full", severity: "high", asset: "db-1", status: "firing", rule: "disk" },
  ...more,
})
const wanted = (from: Instant, to: Instant, more: object = {}) =>
  newWindow.parse({
    ...{ title: "Core switch", reason: "change 77", timeZone: "UTC", scope: { kind: "client" } },
    ...{ startsAt: from.toString(), endsAt: to.toString() },
    ...more,
  })

/** A window that was announced when it began. */
const hasWindow = (floor: Floor, from: Instant, to: Instant, more: object = {}) =>
  inTenantAt(floor.tenant.scope("suppressions.manage"), from, (t) => createWindow(t, wanted(from, to, more)))
const runJob = () => releaseSuppressed.run(contextOf("test"))
const cancel = (floor: Floor, id: MaintenanceWindowId) =>
  inTenant(floor.tenant.scope("suppressions.manage"), (t) => cancelWindow(t, id))
const historyOf = (floor: Floor, id: string) =>
  inTenant(floor.tenant.scope("alerts.read"), async (t) => (await listHistory(t, id)).map((e) => e.action))

test("2.3.10 firing in a window is hidden, before and after it is not; clears are processed", async () => {
  const floor = await newFloor()
  const id = await hasWindow(floor, at(-30), at(30))
  const send = (key: string, minutes: number, more: object = {}) =>
    floor.send([disk({ key, rule: key, ...more })], at(minutes).epochMilliseconds)
  await send("before", -31)
  await send("during", -10)
  await send("clears", -10)
  await send("clears", -9, { status: "resolved" })
  await send("after", 31)
  await floor.drain()
  const alerts = await floor.alerts()
  const of = (key: string) => alerts.find((a) => a.externalId === key)!
  expect(of("before")).toMatchObject({ suppressedBy: null })
  expect(of("before").incident).not.toBeNull()
  expect(of("during")).toMatchObject({
    suppressedBy: "maintenance",
    suppressedById: id,
    incident: null,
    dueAt: null,
  })
  expect(of("clears")).toMatchObject({ suppressedBy: "maintenance", condition: "cleared" })
  expect(of("after")).toMatchObject({ suppressedBy: null })
})

test("2.3.10 what is in an incident when the window begins stays there, and its clear is processed", async () => {
  const floor = await newFloor()
  await floor.send([disk()], at(-31).epochMilliseconds)
  await floor.drain()
  await hasWindow(floor, at(-30), at(30))
  await floor.send([disk()], at(-20).epochMilliseconds)
  await floor.drain()
  expect((await floor.alerts())[0]).toMatchObject({ suppressedBy: null, count: 2 })
  await floor.send([disk({ status: "resolved" })], at(-19).epochMilliseconds)
  await floor.drain()
  expect((await floor.alerts())[0]).toMatchObject({ condition: "cleared" })
})

test("2.3.10 what fires before and in the window is treated alike in one batch and in two", async () => {
  for (const batches of [1, 2]) {
    const floor = await newFloor()
    await hasWindow(floor, at(-30), at(30))
    for (const minutes of [-31, -29]) {
      const bodies = [disk(), disk({ key: "low", rule: "low", severity: "low" })]
      await floor.send(bodies, at(minutes).epochMilliseconds)
      if (batches === 2) await floor.drain()
    }
    await floor.drain()
    expect(
      (await floor.alerts()).map((a) => [a.externalId, a.suppressedBy, a.dueAt === null]).sort(),
    ).toEqual([
      ["disk", null, false],
      ["low", "maintenance", true],
    ])
  }
})

test("2.3.10 only its scope: a matcher, services, assets", async () => {
  const floor = await newFloor()
  const condition = { field: "rule", op: "is", values: ["disk"] }
  await hasWindow(floor, at(-30), at(30), {
    scope: { kind: "matcher", matcher: { conditions: [condition] } },
  })
  await floor.send([disk(), disk({ key: "link", rule: "link" })], at(-5).epochMilliseconds)
  await floor.drain()
  expect((await floor.alerts()).map((a) => [a.rule, a.suppressedBy]).sort()).toEqual([
    ["disk", "maintenance"],
    ["link", null],
  ])
  await expect(
    hasWindow(floor, at(-1), at(30), { scope: { kind: "services", serviceIds: [crypto.randomUUID()] } }),
  ).rejects.toMatchObject({ code: "invalid", fields: { scope: expect.stringContaining("services") } })
})

test("2.3.10 still firing at the end it is released as if new at the end, exactly once, also run twice at a time", async () => {
  const floor = await newFloor()
  const id = await hasWindow(floor, at(-60), at(-10))
  await floor.send([disk(), disk({ key: "low", rule: "low", severity: "low" })], at(-30).epochMilliseconds)
  await floor.send([disk({ key: "gone", rule: "gone" })], at(-30).epochMilliseconds)
  await floor.send([disk({ key: "gone", rule: "gone", status: "resolved" })], at(-20).epochMilliseconds)
  await floor.drain()
  expect((await floor.alerts()).map((a) => a.suppressedBy)).toEqual([
    "maintenance",
    "maintenance",
    "maintenance",
  ])
  await Promise.all([runJob(), runJob()])
  await runJob()
  const alerts = await floor.alerts()
  const of = (key: string) => alerts.find((a) => a.externalId === key)!
  expect(of("gone")).toMatchObject({ suppressedBy: "maintenance", condition: "cleared" })
  expect(of("disk")).toMatchObject({ suppressedBy: null, flags: ["released"], count: 1 })
  for (const key of ["disk", "low"]) expect(of(key).occurredAt?.equals(at(-10))).toBe(true)
  await inTenant(floor.tenant.scope("incidents.read"), async (t) => {
    const clocks = await readIncidentClocks(t, of("disk").incident!.id)
    expect(clocks.map((c) => c.startedAt.equals(at(-10)))).toEqual([true, true])
  })
  expect(of("low").incident).toBeNull()
  expect(of("low").dueAt).not.toBeNull()
  expect(await historyOf(floor, of("disk").id)).toEqual(["alert.release"])
  expect(await historyOf(floor, id)).toEqual(["maintenance.end", "maintenance.start", "maintenance.create"])
})

test("2.3.10 a release that breaks off changes nothing, and the next run does all of it", async () => {
  const floor = await newFloor()
  await hasWindow(floor, at(-60), at(-10))
  await floor.send([disk()], at(-30).epochMilliseconds)
  await floor.drain()
  const broken = `create function break_off() returns trigger language plpgsql as $$ begin raise exception 'power cut'; end $$`
  await owner.unsafe(broken)
  await owner`create trigger break_off before insert on audit_entries for each row when (new.action = 'alert.release') execute function break_off()`
  await expect(runJob()).rejects.toThrow(/Failed query|power cut/)
  expect((await floor.alerts())[0]).toMatchObject({ suppressedBy: "maintenance", incident: null })
  await owner`drop trigger break_off on audit_entries`
  await runJob()
  expect((await floor.alerts())[0]).toMatchObject({ suppressedBy: null })
  expect((await floor.alerts())[0]?.incident?.reference).toBe(`${floor.tenant.code}-1001`)
})

test("2.3.10 a delivery that waited until after the end is judged by when it came, and released then", async () => {
  const floor = await newFloor()
  await hasWindow(floor, at(-60), at(-10))
  await runJob()
  await floor.send([disk()], at(-30).epochMilliseconds)
  await floor.drain()
  expect((await floor.alerts())[0]?.suppressedBy).toBe("maintenance")
  await runJob()
  expect((await floor.alerts())[0]).toMatchObject({ suppressedBy: null })
})

test("2.3.10 a recurring window hides in each of its runs and lets go after each", async () => {
  const floor = await newFloor()
  const start = at(-30).toString().slice(11, 16)
  const id = await hasWindow(floor, at(-26 * 60), at(48 * 60), {
    recurrence: { every: "day", start, minutes: 20 },
  })
  await floor.send([disk({ key: "yesterday", rule: "a" })], at(-24 * 60 - 20).epochMilliseconds)
  await floor.send([disk({ key: "between", rule: "b" })], at(-12 * 60).epochMilliseconds)
  await floor.send([disk({ key: "today", rule: "c" })], at(-20).epochMilliseconds)
  await floor.drain()
  const hidden = (await floor.alerts()).filter((a) => a.suppressedBy).map((a) => a.externalId)
  expect(hidden.sort()).toEqual(["today", "yesterday"])
  await runJob()
  const alerts = await floor.alerts()
  expect(alerts.map((a) => a.suppressedBy)).toEqual([null, null, null])
  const back = (key: string) => alerts.find((a) => a.externalId === key)!.occurredAt!
  expect(secondsBetween(back("yesterday"), back("today"))).toBe(86_400)
  expect((await historyOf(floor, id)).filter((a) => a !== "maintenance.create")).toEqual([
    "maintenance.end",
    "maintenance.start",
    "maintenance.end",
    "maintenance.start",
  ])
})

test("2.3.10 cancelled while under way it ends then and there; over already it cannot be cancelled", async () => {
  const floor = await newFloor()
  const id = await hasWindow(floor, at(-30), at(60))
  await floor.send([disk()], at(-5).epochMilliseconds)
  await floor.drain()
  await runJob()
  expect((await floor.alerts())[0]?.suppressedBy).toBe("maintenance")
  await cancel(floor, id)
  await runJob()
  expect((await floor.alerts())[0]?.suppressedBy).toBeNull()
  expect(Math.abs(secondsBetween((await floor.alerts())[0]!.occurredAt!, instantNow()))).toBeLessThan(60)
  expect(await historyOf(floor, id)).toEqual([
    ...["maintenance.end", "maintenance.cancel", "maintenance.start", "maintenance.create"],
  ])
  await expect(cancel(floor, id)).rejects.toMatchObject({ code: "conflict" })
})

test("2.3.10 it can be changed until it begins, and counts as announced anew", async () => {
  const floor = await newFloor()
  const manage = floor.tenant.scope("suppressions.manage")
  const id = await inTenantAt(manage, at(-60), (t) => createWindow(t, wanted(at(10), at(30))))
  await inTenant(manage, (t) => changeWindow(t, id, wanted(at(20), at(40))))
  const changed = await inTenant(manage, (t) => readWindow(t, id))
  expect([changed.startsAt.equals(at(20)), secondsBetween(at(-60), changed.announcedAt) > 3000]).toEqual([
    true,
    true,
  ])
  const begun = inTenantAt(manage, at(21), (t) => changeWindow(t, id, wanted(at(30), at(50))))
  await expect(begun).rejects.toMatchObject({ code: "conflict" })
})

test("2.3.10 what is under way is told to others, and a client reads its own alone, without scope and reason", async () => {
  const [floor, other] = [await newFloor(), await newFloor()]
  await hasWindow(floor, at(-30), at(60))
  await inTenant(floor.tenant.scope("suppressions.manage"), (t) =>
    createWindow(t, wanted(at(120), at(180), { title: "Later" })),
  )
  await hasWindow(other, at(-30), at(60), { title: "Another client's" })
  const running = await inTenant(floor.tenant.scope("alerts.read"), (t) => maintenanceNow(t, floor.tenant.id))
  expect(running.map((w) => [w.title, w.endsAt.equals(at(60))])).toEqual([["Core switch", true]])
  const own = await inPortfolio(mintPortfolio<"own.read">([floor.tenant.id], ana), listOwnMaintenance)
  expect(own.map((w) => [w.title, w.isRunning])).toEqual([
    ["Core switch", true],
    ["Later", false],
  ])
  expect(Object.keys(own[0]!).sort()).toEqual(["endsAt", "id", "isRunning", "startsAt", "title"])
})

test("2.3.10 the preview of a recurring window counts what came while it would have run", async () => {
  const floor = await newFloor()
  await floor.send([disk()], Date.now() - 25 * minute)
  await floor.send([disk({ key: "night", rule: "night" })], Date.now() - 12 * 60 * minute)
  await floor.drain()
  const start = at(-30).toString().slice(11, 16)
  const preview = (recurrence: object | null) =>
    inTenant(floor.tenant.scope("alerts.read", "suppressions.manage"), (t) => {
      const { scope, ...window } = wanted(at(0), at(60), { recurrence })
      const meant = { scope, times: { ...window, cancelledAt: null } }
      const look = lookAtMaintenance(t.now, floor.tenant.id, meant, null)
      return inOneTurn(look, t)
    })
  expect(await preview(null)).toMatchObject({ hidden: 2, becameIncidents: 2 })
  expect(await preview({ every: "day", start, minutes: 20 })).toMatchObject({ hidden: 1 })
})

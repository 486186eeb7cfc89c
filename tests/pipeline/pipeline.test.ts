import { expect, test } from "vitest"
import { closeClearedAlerts } from "#app/domain/alerts/close-cleared.server.ts"
import { closeAlert } from "#app/domain/alerts/close.server.ts"
import { readIncident, readIncidentClocks, readTimeline } from "#app/domain/incidents/read.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { readReceipt } from "#app/domain/receipts/read.server.ts"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { Temporal } from "#app/kernel/time.ts"
import { inTenant, inTenantAt } from "#db/tenant.ts"
import { drainOnce } from "#workers/pipeline/drain.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"

const { owner } = await testDatabase()
const quiet = { error: () => {} }
const minute = 60_000
const disk = (more: object = {}) => ({
  key: "disk",
  title: "Disk full",
  severity: "high",
  asset: "db-1",
  status: "firing",
  rule: "disk",
  ...more,
})

test("a firing alert opens an incident with an acknowledge and a resolve clock", async () => {
  const floor = await newFloor()
  await floor.send([disk()])
  await floor.drain()
  const [alert] = await floor.alerts()
  expect(alert).toMatchObject({
    title: "Disk full",
    severity: "high",
    asset: "db-1",
    externalId: "disk",
    count: 1,
    state: "new",
    condition: "firing",
  })
  await inTenant(floor.tenant.scope("incidents.read"), async (t) => {
    const id = alert?.incident?.id
    if (!id) throw new Error("no incident")
    expect(await readIncident(t, id)).toMatchObject({
      title: "Disk full on db-1",
      priority: 2,
      stage: "new",
      alertCount: 1,
      reference: `${floor.tenant.code}-1001`,
    })
    const clocks = await readIncidentClocks(t, id)
    expect(clocks.map((c) => [c.metric, c.target.seconds]).sort()).toEqual([
      ["acknowledge", 1800],
      ["resolve", 28_800],
    ])
    expect(alert?.dueAt?.equals(clocks.find((c) => c.metric === "acknowledge")!.dueAt!)).toBe(true)
    expect((await readTimeline(t, id)).map((e) => e.kind)).toEqual(["opened", "alerts-added"])
  })
})

test("a hundred of one problem, in parallel lanes: one open alert, count 100", async () => {
  const floor = await newFloor()
  for (let i = 0; i < 100; i++) await floor.send([disk()])
  const lane = async () => {
    for (let idle = 0; idle < 3;) idle = (await drainOnce(quiet, 7).catch(() => 1)) === 0 ? idle + 1 : 0
  }
  await Promise.all([lane(), lane(), lane()])
  const alerts = await floor.alerts()
  expect(alerts.map((a) => a.count)).toEqual([100])
})

test("a resolve clears it; five quiet minutes later it closes, and its incident with it", async () => {
  const floor = await newFloor()
  const at = Date.now() - 20 * minute
  await floor.send([disk()], at)
  await floor.send([disk({ status: "resolved" })], at + minute)
  await floor.drain()
  const [cleared] = await floor.alerts()
  expect(cleared).toMatchObject({ condition: "cleared", state: "new" })
  const system = mintScope<"alerts.triage" | "incidents.work">(floor.tenant.id, {
    kind: "system",
    name: "test",
  })
  const sweepAt = (minutes: number) =>
    inTenantAt(system, Temporal.Instant.fromEpochMilliseconds(at + minutes * minute), closeClearedAlerts)
  expect(await sweepAt(5)).toBe(0)
  expect(await sweepAt(6)).toBe(1)
  const [closed] = await floor.alerts()
  expect(closed).toMatchObject({ state: "closed", disposition: "auto_cleared", dueAt: null })
  await inTenant(floor.tenant.scope("incidents.read"), async (t) => {
    expect(await readIncident(t, cleared!.incident!.id)).toMatchObject({
      stage: "resolved",
      acknowledgedAt: null,
    })
    const clocks = await readIncidentClocks(t, cleared!.incident!.id)
    expect(clocks.map((c) => [c.metric, c.state.kind]).sort()).toEqual([
      ["acknowledge", "cancelled"],
      ["resolve", "met"],
    ])
  })
})

test("back within the window it is the same alert, and its resolved incident reopens", async () => {
  const floor = await newFloor()
  await floor.send([disk()])
  await floor.drain()
  const incidentId = (await floor.alerts())[0]!.incident!.id
  await inTenant(floor.tenant.scope("incidents.work"), (t) =>
    resolveIncident(t, incidentId, { resolution: "cleaned" }),
  )
  await floor.send([disk()], Date.now() + 10 * minute)
  await floor.drain()
  const alerts = await floor.alerts()
  expect(alerts).toHaveLength(1)
  expect(alerts[0]).toMatchObject({ state: "new", episode: 2, count: 2, incident: { id: incidentId } })
  await inTenant(floor.tenant.scope("incidents.read"), async (t) => {
    expect(await readIncident(t, incidentId)).toMatchObject({ stage: "investigating" })
    const resolve = (await readIncidentClocks(t, incidentId)).find((c) => c.metric === "resolve")!
    expect(resolve.state.kind).toBe("running")
    expect(resolve.run.pauses.map((pause) => pause.reason)).toEqual(["believed_done"])
  })
})

test("closed as false positive it never reopens silently: a new alert follows the old", async () => {
  const floor = await newFloor()
  await floor.send([disk({ severity: "low" })])
  await floor.drain()
  const before = (await floor.alerts())[0]!
  await inTenant(floor.tenant.scope("alerts.triage"), (t) =>
    closeAlert(t, before.id, { disposition: "false_positive.rule" }),
  )
  await floor.send([disk({ severity: "low" })])
  await floor.drain()
  const alerts = await floor.alerts()
  expect(alerts.map((a) => [a.state, a.count])).toEqual([
    ["new", 1],
    ["closed", 1],
  ])
  expect(alerts[0]).toMatchObject({ previousAlertId: before.id })
})

test("a low alert has a clock of its own; a worse signal opens an incident and retargets", async () => {
  const floor = await newFloor()
  await floor.send([disk({ severity: "low" })])
  await floor.drain()
  const low = (await floor.alerts())[0]!
  expect(low).toMatchObject({ incident: null, severity: "low" })
  expect(low.dueAt).not.toBeNull()
  await floor.send([disk({ severity: "critical" })])
  await floor.drain()
  const worse = (await floor.alerts())[0]!
  expect(worse).toMatchObject({ severity: "critical", count: 2 })
  expect(worse.incident).not.toBeNull()
  await floor.send([disk({ severity: "low" })])
  await floor.drain()
  expect((await floor.alerts())[0]).toMatchObject({ severity: "critical", count: 3 })
})

test("one group, one incident: alerts of the same rule join; another rule opens its own", async () => {
  const floor = await newFloor()
  await floor.send([
    disk(),
    disk({ key: "disk-2", asset: "db-2" }),
    disk({ key: "link", title: "Link down", rule: "link" }),
  ])
  await floor.send([disk({ key: "disk-3", asset: "db-3" })])
  await floor.drain()
  const byIncident = Map.groupBy(await floor.alerts(), (a) => a.incident?.reference)
  expect([...byIncident.values()].map((list) => list.length).sort()).toEqual([1, 3])
})

test("the same keys at another client are another problem", async () => {
  const [acme, globex] = [await newFloor(), await newFloor()]
  await acme.send([disk()])
  await globex.send([disk(), disk()])
  await acme.drain()
  expect((await acme.alerts()).map((a) => a.count)).toEqual([1])
  expect((await globex.alerts()).map((a) => a.count)).toEqual([2])
})

test("what cannot be read goes to quarantine with its reason; what is no alert is ignored; nothing is held up", async () => {
  const floor = await newFloor()
  const deep = "[".repeat(100_000) + "]".repeat(100_000)
  const [bad, nested, ping, good] = await floor.send(["{broken", deep, { ping: 1 }, disk()])
  await floor.drain()
  await inTenant(floor.tenant.scope("alerts.read"), async (t) => {
    expect(await readReceipt(t, bad!)).toMatchObject({
      state: "quarantined",
      reason: expect.stringContaining("not valid JSON"),
    })
    expect(await readReceipt(t, nested!)).toMatchObject({
      state: "quarantined",
      reason: expect.stringContaining("nested"),
    })
    expect(await readReceipt(t, ping!)).toMatchObject({
      state: "processed",
      alerts: [],
      reason: "a test message",
    })
    expect((await readReceipt(t, good!)).alerts).toHaveLength(1)
  })
})

test("a delivery the database chokes on is isolated by halving and quarantined; the others go through", async () => {
  const floor = await newFloor()
  await owner.unsafe(`
    create function choke() returns trigger language plpgsql as $$ begin if new.title = 'poison' then raise exception 'choked'; end if; return new; end $$;
    create trigger choke before insert on signals for each row execute function choke()`)
  try {
    const bodies = Array.from({ length: 20 }, (_, i) => ({
      title: i === 13 ? "poison" : `fine ${i}`,
      key: String(i),
      severity: "low",
    }))
    const ids = await floor.send(bodies)
    const complaints = await floor.drain()
    expect(complaints).toHaveLength(1)
    expect(await floor.alerts()).toHaveLength(19)
    await inTenant(floor.tenant.scope("alerts.read"), async (t) => {
      expect(await readReceipt(t, ids[13]!)).toMatchObject({
        state: "quarantined",
        reason: expect.stringContaining("choked"),
      })
    })
  } finally {
    await owner.unsafe("drop trigger choke on signals; drop function choke()")
  }
})

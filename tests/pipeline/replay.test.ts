import { type SQL, sql } from "drizzle-orm"
import { expect, test } from "vitest"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { closeAlert } from "#app/domain/alerts/close.server.ts"
import { readInboxHealth } from "#app/domain/health/read.server.ts"
import { readReceipt } from "#app/domain/receipts/read.server.ts"
import { countReplay, listQuarantined, readQuarantineReasons } from "#app/domain/replay/read.server.ts"
import type { ReplayChoice } from "#app/domain/replay/replay.ts"
import { replayDeliveries } from "#app/domain/replay/replay-deliveries.server.ts"
import { setAside } from "#app/domain/replay/set-aside.server.ts"
import type { DeliveryId, SourceId } from "#app/kernel/ids.ts"
import { inPortfolio, inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { twoTenants, wholePortfolio } from "../support/tenants.ts"

await testDatabase()

/** The worker's view of one client's tables. */
const rows = (floor: Floor, query: SQL) =>
  inTenant(mintScope(floor.tenant.id, { kind: "system", name: "test" }), (t) =>
    t.sql.execute<Record<string, unknown>>(query),
  )
const hour = 3_600_000
const alert = (more: object = {}) => ({ key: "disk", title: "Disk full", severity: "high", ...more })
const broken = '{"key": "disk", "title": "Disk full", "severity": '

const replay = (floor: Floor, choice: ReplayChoice, after: DeliveryId | null = null, step?: number) =>
  inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    replayDeliveries(t, floor.sourceId, choice, after, step),
  )
const waiting = (floor: Floor) =>
  inTenant(
    floor.tenant.scope("sources.read"),
    async (t) => (await listQuarantined(t, floor.sourceId, { state: "waiting" }, { limit: 50 })).items,
  )
const settled = (floor: Floor) =>
  inTenant(
    floor.tenant.scope("sources.read"),
    async (t) => (await listQuarantined(t, floor.sourceId, { state: "settled" }, { limit: 50 })).items,
  )
/** What a corrected adapter would do to the evidence: the body becomes one that can be read. */
const mend = (floor: Floor, id: DeliveryId, body: object) =>
  rows(floor, sql`update deliveries set body = ${JSON.stringify(body)} where id = ${id}`)

const one = (delivery: DeliveryId): ReplayChoice => ({ kind: "one", delivery })

test("2.2.7 a replay that can be read at last settles its place, marks its alert, and starts no clock", async () => {
  const floor = await newFloor()
  const [id] = await floor.send([broken], Date.now() - 3 * hour)
  await floor.drain()
  expect(await waiting(floor)).toMatchObject([{ id, attempts: 1, replayedAt: null, body: broken }])

  await mend(floor, id!, alert())
  expect(await replay(floor, one(id!))).toEqual({ count: 1, next: null })
  expect((await waiting(floor))[0]?.replayedAt).not.toBeNull()
  await floor.drain()
  expect(await waiting(floor)).toEqual([])
  expect(await settled(floor)).toMatchObject([{ id, settledBy: "replay" }])
  const [row] = await rows(floor, sql`select * from alerts`)
  expect(row).toMatchObject({ is_replay: true, count: 1, incident_id: null })
  expect(await floor.alerts()).toMatchObject([{ dueAt: null, incident: null, flags: ["replayed"] }])
  expect(await rows(floor, sql`select 1 from sla_clocks`)).toHaveLength(0)
  const receipt = await inTenant(floor.tenant.scope("alerts.read"), (t) => readReceipt(t, id!))
  expect(receipt).toMatchObject({ state: "processed", alerts: [row?.["id"]] })
})

test("2.2.7 a replay that fails again counts one more attempt and stays", async () => {
  const floor = await newFloor()
  const [id] = await floor.send([broken])
  await floor.drain()
  for (const attempts of [2, 3]) {
    await replay(floor, one(id!))
    expect(await floor.drain()).toEqual([])
    expect(await waiting(floor)).toMatchObject([{ id, attempts }])
  }
  expect(await rows(floor, sql`select 1 from deliveries where id = ${id!}`)).toHaveLength(1)
})

test("exactly once: replayed twice at the same moment, and again after it was processed", async () => {
  const floor = await newFloor()
  const [id] = await floor.send([broken])
  await floor.drain()
  await mend(floor, id!, alert())
  const both = await Promise.all([replay(floor, one(id!)), replay(floor, one(id!))])
  expect(both.map((r) => r.count).sort()).toEqual([0, 1])
  await floor.drain()
  const range: ReplayChoice = {
    kind: "range",
    ...{ from: new Date(Date.now() - hour).toISOString(), until: new Date(Date.now() + hour).toISOString() },
    outcome: "quarantined",
  }
  for (const choice of [one(id!), range, { ...range, outcome: "ignored" } as const])
    expect(await replay(floor, choice)).toEqual({ count: 0, next: null })
  await floor.drain()
  expect(await floor.alerts()).toMatchObject([{ count: 1 }])
  expect(await rows(floor, sql`select 1 from signals where delivery_id = ${id!}`)).toHaveLength(1)
})

test("all of a reason, in steps of a bounded size; another reason stays", async () => {
  const floor = await newFloor()
  await floor.send([broken, broken, broken, "[".repeat(99)])
  await floor.drain()
  const reasons = await inTenant(floor.tenant.scope("sources.read"), (t) =>
    readQuarantineReasons(t, floor.sourceId),
  )
  expect(reasons.map((r) => r.count)).toEqual([3, 1])
  const choice: ReplayChoice = { kind: "reason", reason: reasons[0]!.reason }
  const first = await replay(floor, choice, null, 2)
  expect(first.count).toBe(2)
  expect(await replay(floor, choice, first.next, 2)).toEqual({ count: 1, next: null })
  expect((await rows(floor, sql`select 1 from inbox`)).length).toBe(3)
})

test("a range of what was ignored: counted, replayed in steps, nothing outside it", async () => {
  const floor = await newFloor("mapped")
  const now = Date.now()
  await floor.send([alert()], now - 10 * hour)
  await floor.send([alert(), alert(), alert()], now - 2 * hour)
  await floor.drain()
  const range = {
    kind: "range",
    ...{ from: new Date(now - 3 * hour).toISOString(), until: new Date(now).toISOString() },
    outcome: "ignored",
    note: "no mapping yet",
  } as const
  const counted = await inTenant(floor.tenant.scope("sources.read"), (t) =>
    countReplay(t, floor.tenant.id, floor.sourceId, range),
  )
  expect(counted).toBe(3)
  const first = await replay(floor, range, null, 2)
  expect(first.count).toBe(2)
  expect((await replay(floor, range, first.next, 2)).count).toBe(1)
  await floor.drain()
  expect(await rows(floor, sql`select 1 from deliveries where is_replay`)).toHaveLength(3)
})

test("what is replayed ages no inbox, and what it overtakes stays as it is", async () => {
  const floor = await newFloor()
  const at = Date.now() - 5 * hour
  const [id] = await floor.send([broken], at)
  await floor.send([alert({ severity: "low" })], at + hour)
  await floor.drain()
  const [before] = await floor.alerts()
  await mend(floor, id!, alert({ severity: "critical", status: "resolved" }))
  await replay(floor, one(id!))
  const health = await inPortfolio(wholePortfolio(), readInboxHealth)
  expect(health).toMatchObject({ waiting: 1, oldestSeconds: 0 })
  await floor.drain()
  // A clear from before the last sighting clears nothing.
  expect(await floor.alerts()).toMatchObject([{ count: 1, condition: "firing", severity: "low" }])
  expect((await floor.alerts())[0]?.incident).toEqual(before?.incident)
})

test("a replayed firing reopens no closed alert, and a live one makes a replayed alert an ordinary one", async () => {
  const floor = await newFloor()
  const at = Date.now() - hour
  const [id] = await floor.send([broken], at)
  await floor.send([alert()], at + 60_000)
  await floor.drain()
  const [closed] = await floor.alerts()
  await inTenant(floor.tenant.scope("alerts.read", "alerts.triage"), (t) =>
    closeAlert(t, closed!.id, { disposition: "resolved_by_provider" }),
  )
  await mend(floor, id!, alert())
  await replay(floor, one(id!))
  await floor.drain()
  expect(await rows(floor, sql`select state, count from alerts`)).toMatchObject([
    { state: "closed", count: 2 },
  ])

  const [other] = await floor.send(["["], at)
  await floor.drain()
  await mend(floor, other!, alert({ key: "fan", rule: "fan" }))
  await replay(floor, one(other!))
  await floor.drain()
  await floor.send([alert({ key: "fan", rule: "fan" })])
  await floor.drain()
  const [row] = await rows(floor, sql`select * from alerts where external_id = 'fan'`)
  expect(row).toMatchObject({ is_replay: false, count: 2 })
  expect(row?.["incident_id"]).not.toBeNull()
  const clocks = await rows(
    floor,
    sql`select started_at from sla_clocks where incident_id = ${row!["incident_id"] as string}`,
  )
  expect(clocks).toHaveLength(2)
  // From the live sighting, not from the receipt an hour ago.
  for (const clock of clocks)
    expect(Math.abs(new Date(String(clock["started_at"])).getTime() - at)).toBeGreaterThan(hour / 2)
})

test("set aside: with a reason in the audit, once, and nobody else's", async () => {
  const floor = await newFloor()
  const [id] = await floor.send([broken])
  await floor.drain()
  const aside = (sourceId: SourceId, tenant = floor.tenant) =>
    inTenant(tenant.scope("sources.manage", "sources.read"), (t) =>
      setAside(t, sourceId, { id: id! }, "the tool was being tested"),
    )
  const { globex } = await twoTenants()
  await expect(aside(floor.sourceId, globex)).rejects.toThrow("not found")
  await expect(aside(await globex.hasSource(), globex)).rejects.toThrow("not found")
  expect(await aside(floor.sourceId)).toBe(1)
  await expect(aside(floor.sourceId)).rejects.toThrow("not found")
  expect(await settled(floor)).toMatchObject([{ id, settledBy: "Ana Analyst" }])
  expect(await replay(floor, one(id!))).toEqual({ count: 0, next: null })
  const entries = await rows(floor, sql`select reason from audit_entries where action = 'source.set-aside'`)
  expect(entries).toMatchObject([{ reason: "the tool was being tested" }])
})

test("another client replays nothing of ours, not even by its id", async () => {
  const floor = await newFloor()
  const stranger = await newFloor()
  const [id] = await floor.send([broken])
  await floor.drain()
  const tried = await inTenant(stranger.tenant.scope("sources.manage", "sources.read"), (t) =>
    replayDeliveries(t, stranger.sourceId, one(id!), null),
  )
  expect(tried.count).toBe(0)
  await expect(
    inTenant(stranger.tenant.scope("sources.manage", "sources.read"), (t) =>
      replayDeliveries(t, floor.sourceId, one(id!), null),
    ),
  ).rejects.toThrow("not found")
  expect(await rows(floor, sql`select 1 from inbox where id = ${id!}`)).toHaveLength(0)
})

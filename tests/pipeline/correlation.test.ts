import { sql } from "drizzle-orm"
import { expect, test } from "vitest"
import { readIncidentClocks, readTimeline } from "#app/domain/incidents/read.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { acknowledgeIncident } from "#app/domain/incidents/acknowledge.server.ts"
import { listClocks } from "#app/domain/sla/record/read.server.ts"
import { type IncidentId, newId } from "#app/kernel/ids.ts"
import { Temporal } from "#app/kernel/time.ts"
import { inTenant, inTenantAt } from "#db/tenant.ts"
import { services, serviceDependencies } from "#db/schema/services.ts"
import { drainOnce } from "#workers/pipeline/drain.ts"
import { hasRules, incidentsOf, sweepAt, tamper } from "../support/correlation.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"

await testDatabase()
const minute = 60_000
const noon = Date.UTC(2026, 10, 20, 12)
const fire = (asset: string, more: object = {}) => ({
  ...{ key: asset, title: `Trouble on ${asset}`, severity: "high", asset, status: "firing", rule: "trouble" },
  ...more,
})
const clear = (asset: string) => fire(asset, { status: "resolved" })
const found = (floor: Floor) => incidentsOf(floor.tenant)
const membersOf = async (floor: Floor) => (await found(floor)).map((incident) => incident.members)
const waitingOf = async (floor: Floor) => (await floor.alerts()).filter((alert) => !alert.incident).length

/** Sends and drains one after the other, so that each is a batch of its own. */
async function come(floor: Floor, ...events: readonly (readonly [minutes: number, body: object])[]) {
  for (const [minutes, body] of events) {
    await floor.send([body], noon + minutes * minute)
    await floor.drain()
  }
}

test("2.4.1 a rule's name, severity, policy and title are its incidents'", async () => {
  const floor = await newFloor()
  const [id] = await hasRules([floor.tenant.id], { severity: "low", titleTemplate: "{rule}: {asset}" })
  await come(floor, [0, fire("a")])
  expect(await found(floor)).toMatchObject([
    { rule_id: id, opened_by: "Rule 1", severity: 4, priority: 4, title: "trouble: a", members: ["a"] },
  ])
  await come(floor, [1, fire("b", { severity: "critical" })])
  expect(await found(floor)).toMatchObject([{ severity: 4, priority: 4, title: "trouble: a, b" }])
})

test("2.4.2 sliding window: from the latest alert; what comes later opens the next", async () => {
  const floor = await newFloor()
  await hasRules([floor.tenant.id], {})
  await come(floor, [0, fire("a")], [29, fire("b")], [58, fire("c")], [89, fire("d")])
  expect(await membersOf(floor)).toEqual([["a", "b", "c"], ["d"]])
  const [first, second] = await found(floor)
  expect(first).toMatchObject({ stage: "new", group_key: null })
  expect(second).toMatchObject({ recurrence_of: null, sibling_of: null })
})

test("2.4.2 fixed window: from the first alert", async () => {
  const floor = await newFloor()
  await hasRules([floor.tenant.id], { window: { kind: "fixed", minutes: 30 } })
  await come(floor, [0, fire("a")], [30, fire("b")], [31, fire("c")])
  expect(await membersOf(floor)).toEqual([["a", "b"], ["c"]])
})

test("2.4.2 first match owns; min_alerts waits, then opens with all that waited", async () => {
  const floor = await newFloor()
  await hasRules(
    [floor.tenant.id],
    { minAlerts: 3, matcher: { conditions: [{ field: "asset", op: "starts-with", values: ["a"] }] } },
    { groupBy: [] },
  )
  await come(floor, [0, fire("a1")], [5, fire("b1")], [10, fire("a2")])
  expect(await membersOf(floor)).toEqual([["b1"]])
  expect(await waitingOf(floor)).toBe(2)
  await come(floor, [15, fire("a3")])
  const [counted, other] = await found(floor)
  expect(counted).toMatchObject({
    opened_by: "Rule 1",
    members: ["a1", "a2", "a3"],
    title: "trouble on a1, a2 +1",
  })
  expect(other?.members).toEqual(["b1"])
  expect(Date.parse(counted!.opened_at)).toBe(noon)
  await inTenant(floor.tenant.scope("incidents.read"), async (t) => {
    const clocks = await readIncidentClocks(t, counted?.id as IncidentId)
    expect(clocks.map((clock) => clock.startedAt.epochMilliseconds)).toEqual([
      noon + 15 * minute,
      noon + 15 * minute,
    ])
  })
  // Clocks of their own ended when the incident took over.
  await inTenant(floor.tenant.scope("alerts.read"), async (t) => {
    for (const { id } of await floor.alerts())
      for (const clock of await listClocks(t, t.scope.tenantId, { alert: id }))
        expect(clock.state.kind).toBe("cancelled")
  })
})

test("2.4.2 min_alerts: two lanes that each bring one count both", async () => {
  const floor = await newFloor()
  await hasRules([floor.tenant.id], { minAlerts: 20 })
  await floor.send(
    Array.from({ length: 20 }, (_, i) => fire(`h${i}`)),
    noon,
  )
  const lane = async () => {
    for (let idle = 0; idle < 3;)
      idle = (await drainOnce({ error: () => {} }, 3).catch(() => 1)) === 0 ? idle + 1 : 0
  }
  await Promise.all([lane(), lane(), lane()])
  expect(await found(floor)).toMatchObject([{ alert_count: 20 }])
})

test("2.4.2 suppressed by nobody, but information: joins nothing", async () => {
  const floor = await newFloor()
  await come(floor, [0, fire("a")], [1, fire("b", { severity: "info" })])
  expect(await membersOf(floor)).toEqual([["a"]])
})

test("2.4.3 a resolved incident swallows nothing: inside the window it reopens, outside a recurrence is opened", async () => {
  const floor = await newFloor()
  await hasRules([floor.tenant.id], { window: { kind: "sliding", minutes: 1440 } })
  await come(floor, [0, fire("a")])
  const resolveAt = async (minutes: number) => {
    const open = (await found(floor)).filter((incident) => incident.stage !== "resolved")
    for (const { id } of open)
      await inTenantAt(
        floor.tenant.scope("incidents.work"),
        Temporal.Instant.fromEpochMilliseconds(noon + minutes * minute),
        (t) => resolveIncident(t, id as IncidentId, { resolution: "done" }),
      )
  }
  await resolveAt(10)
  await come(floor, [40, fire("b")])
  expect(await found(floor)).toMatchObject([{ stage: "investigating", members: ["a", "b"] }])
  await resolveAt(50)
  await come(floor, [81, fire("c")])
  const [first, second] = await found(floor)
  expect(first).toMatchObject({ stage: "resolved", members: ["a", "b"] })
  expect(second).toMatchObject({ stage: "new", members: ["c"], recurrence_of: first?.id })
  await inTenant(floor.tenant.scope("incidents.read"), async (t) => {
    const [opened] = await readTimeline(t, second?.id as IncidentId)
    expect(opened?.data).toMatchObject({ recurrenceOf: first?.id, rule: "Rule 1" })
  })
})

test.each([
  [
    "all-cleared",
    [
      ["a", 1],
      ["b", 3],
    ],
    8,
  ],
  ["last-cleared", [["b", 3]], 8],
  ["first-cleared", [["a", 1]], 6],
] as const)("2.4.3 resolve policy %s, after its delay and not before", async (resolvePolicy, clears, due) => {
  const floor = await newFloor()
  await hasRules([floor.tenant.id], { resolvePolicy })
  await come(floor, [0, fire("a")], [0.5, fire("b")])
  await come(floor, ...clears.map(([asset, minutes]) => [minutes, clear(asset)] as const))
  await sweepAt(floor.tenant.id, noon + due * minute - 1)
  expect(await found(floor)).toMatchObject([{ stage: "new" }])
  await sweepAt(floor.tenant.id, noon + due * minute)
  expect(await found(floor)).toMatchObject([{ stage: "resolved" }])
})

test("2.4.3 resolve policy never, one not cleared, one in a person's hands: they stay open", async () => {
  const [never, half, taken] = [await newFloor(), await newFloor(), await newFloor()]
  await hasRules([never.tenant.id], { resolvePolicy: "never" })
  await come(never, [0, fire("a")], [1, clear("a")])
  await come(half, [0, fire("a")], [0, fire("b")], [1, clear("a")])
  await come(taken, [0, fire("a")])
  const { id } = (await found(taken))[0]!
  await inTenant(taken.tenant.scope("incidents.work"), (t) => acknowledgeIncident(t, id as IncidentId))
  await come(taken, [1, clear("a")])
  for (const floor of [never, half, taken]) {
    await sweepAt(floor.tenant.id, noon + 600 * minute)
    expect((await found(floor))[0]?.stage).not.toBe("resolved")
  }
  expect((await never.alerts())[0]).toMatchObject({ state: "new", condition: "cleared" })
})

test("2.4.3 resolve policy: back before the delay is over, it stays open", async () => {
  const floor = await newFloor()
  await come(floor, [0, fire("a")], [1, clear("a")])
  await sweepAt(floor.tenant.id, noon + 2 * minute)
  await come(floor, [3, fire("a")])
  await sweepAt(floor.tenant.id, noon + 20 * minute)
  expect(await found(floor)).toMatchObject([{ stage: "new" }])
})

test("2.4.1 inactivity_close: after so long without a sighting, cleared or not", async () => {
  const floor = await newFloor()
  await hasRules([floor.tenant.id], { inactivityCloseMinutes: 60 })
  await come(floor, [0, fire("a")], [50, fire("a")])
  await sweepAt(floor.tenant.id, noon + 109 * minute)
  expect(await found(floor)).toMatchObject([{ stage: "new" }])
  await sweepAt(floor.tenant.id, noon + 110 * minute)
  expect(await found(floor)).toMatchObject([{ stage: "resolved" }])
})

test("2.4.4 caps: the excess goes to siblings linked to the first", async () => {
  const floor = await newFloor()
  await hasRules([floor.tenant.id], { maxAlerts: 3 })
  await floor.send(
    Array.from({ length: 5 }, (_, i) => fire(`h${i}`)),
    noon,
  )
  await floor.drain()
  await come(floor, [1, fire("h5")], [2, fire("h6")])
  const [first, second, third] = await found(floor)
  expect([first, second, third].map((i) => i?.members.length)).toEqual([3, 3, 1])
  expect([second?.sibling_of, third?.sibling_of]).toEqual([first?.id, first?.id])
})

test("2.4.6 candidate: no clocks, to be judged within 30 minutes, never resolved by itself", async () => {
  const floor = await newFloor()
  await hasRules([floor.tenant.id], { create: "candidate" })
  await come(
    floor,
    [0, fire("a")],
    [1, fire("b", { severity: "critical" })],
    [2, clear("a")],
    [2, clear("b")],
  )
  await sweepAt(floor.tenant.id, noon + 600 * minute)
  const [candidate] = await found(floor)
  expect(candidate).toMatchObject({ is_candidate: true, stage: "new", severity: 1, members: ["a", "b"] })
  expect(Date.parse(candidate!.due_at)).toBe(noon + 30 * minute)
  expect(candidate?.shared_at).toBeNull()
  await inTenant(floor.tenant.scope("incidents.read"), async (t) => {
    expect(await readIncidentClocks(t, candidate?.id as IncidentId)).toEqual([])
  })
})

test("2.4.7 titles: values in the order they came, wherever a batch ends; a person's title stays", async () => {
  const floor = await newFloor()
  await come(floor, [0, fire("host2")], [1, fire("host1")])
  for (let i = 3; i < 10; i++) await come(floor, [i, fire(`host${i}`)])
  const [incident] = await found(floor)
  expect(incident?.title).toBe("trouble on host2, host1 +7")
  await inTenant(floor.tenant.scope("incidents.read"), async (t) => {
    const [opened] = await readTimeline(t, incident?.id as IncidentId)
    const supplier = (await floor.alerts()).find((alert) => alert.asset === "host2")
    expect(opened?.data).toMatchObject({ valuesFrom: supplier?.id })
  })
  await tamper(floor.tenant, sql`update incidents set title = 'Rack 4 lost power'`)
  await come(floor, [20, fire("host20")])
  expect((await found(floor))[0]).toMatchObject({ title: "Rack 4 lost power", alert_count: 10 })
})

test("2.4.3 what was merged or dismissed does not come back: alerts go to the survivor, or open anew", async () => {
  const floor = await newFloor()
  await come(floor, [0, fire("a")], [0, fire("z", { rule: "other" })])
  const [from, into] = await found(floor)
  await tamper(
    floor.tenant,
    sql`update incidents set stage = 'closed', merged_into = ${into!.id} where id = ${from!.id}`,
  )
  await come(floor, [1, fire("b")])
  expect((await found(floor)).map((i) => [i.stage, i.members])).toEqual([
    ["closed", ["a"]],
    ["new", ["b", "z"]],
  ])
  await tamper(
    floor.tenant,
    sql`update incidents set stage = 'resolved', resolved_at = now(), dismissed_at = now()`,
  )
  await come(floor, [2, fire("c", { rule: "other" })])
  expect((await found(floor)).at(-1)).toMatchObject({ members: ["c"], recurrence_of: null })
})

test("2.4.11 parent-child: alerts on what depends on an outage join it, raise nothing and open nothing", async () => {
  const floor = await newFloor()
  const [router, network, shop] = [newId<"service">(), newId<"service">(), newId<"service">()]
  await inTenant(floor.tenant.scope("services.manage"), async (t) => {
    const base = { tenantId: floor.tenant.id, criticality: "medium" as const, createdAt: t.now }
    await t.sql.insert(services).values([router, network, shop].map((id) => ({ ...base, id, name: id })))
    await t.sql.insert(serviceDependencies).values([
      { tenantId: floor.tenant.id, serviceId: shop, dependsOnId: network },
      { tenantId: floor.tenant.id, serviceId: network, dependsOnId: router },
      { tenantId: floor.tenant.id, serviceId: router, dependsOnId: shop },
    ])
  })
  await come(floor, [0, fire("router")])
  await tamper(floor.tenant, sql`update incidents set service_id = ${router}`)
  // A first, low sighting; then it is known to be the shop's, and gets worse.
  await come(floor, [1, fire("web", { severity: "low", rule: "web" })])
  await tamper(floor.tenant, sql`update alerts set service_id = ${shop} where asset = 'web'`)
  await come(floor, [2, fire("web", { severity: "critical", rule: "web" })])
  const [outage, ...others] = await found(floor)
  expect(others).toEqual([])
  expect(outage).toMatchObject({ severity: 2, priority: 2, children: ["web"], members: ["router", "web"] })
  expect(outage?.title).toBe("Trouble on router")
})

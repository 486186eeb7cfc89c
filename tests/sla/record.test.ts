import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { and, eq } from "drizzle-orm"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { openIncident } from "#app/domain/incidents/open.server.ts"
import type { Happening } from "#app/domain/sla/clock/record-event.ts"
import { happened, retract } from "#app/domain/sla/record/happen.server.ts"
import { listClocks } from "#app/domain/sla/record/read.server.ts"
import { rebuildClocks } from "#app/domain/sla/record/rebuild.server.ts"
import { bindPolicy } from "#app/domain/sla/policies/bind.server.ts"
import type { StoredPolicy } from "#app/domain/sla/policies/policy-draft.ts"
import { type IncidentId, newId } from "#app/kernel/ids.ts"
import { type Instant, instant, plusSeconds } from "#app/kernel/time.ts"
import { slaClockEvents, slaClocks } from "#db/schema/sla.ts"
import { inTenant, inTenantAt, type TenantTx } from "#db/tenant.ts"
import { Sweep } from "#workers/sla/sweep.ts"
import { testDatabase } from "../support/database.ts"
import { happening, wide } from "../support/random-history.ts"
import { ana, newTenant, type TestTenant } from "../support/tenants.ts"

await testDatabase()
type Work = "incidents.work" | "incidents.read"
const start = instant("2026-03-02T09:00:00Z")
const hour = 3600

async function at<T>(tenant: TestTenant, when: Instant, work: (t: TenantTx<Work>) => Promise<T>): Promise<T> {
  return inTenantAt(mintScope<Work>(tenant.id, ana), when, work)
}

async function newIncident(
  severity = 2,
  terms?: StoredPolicy,
): Promise<{ tenant: TestTenant; incident: IncidentId }> {
  const tenant = await newTenant()
  if (terms)
    await inTenant(tenant.scope("sla.manage"), (t) =>
      bindPolicy(t, {
        policyId: newId(),
        version: 1,
        name: "Wide",
        terms,
        effectiveFrom: instant("2026-01-01T00:00:00Z"),
      }),
    )
  const incident = await at(tenant, start, (t) =>
    openIncident(t, { title: "Slow", severity, discipline: "noc", acknowledged: false }),
  )
  return { tenant, incident }
}

const stored = (tenant: TestTenant) =>
  inTenant(tenant.scope("incidents.read"), (t) =>
    t.sql.select().from(slaClocks).where(eq(slaClocks.tenantId, tenant.id)).orderBy(slaClocks.metric),
  )

describe("what happened moves the clocks in the same transaction", () => {
  test("opened, acknowledged, resolved", async () => {
    const { tenant, incident } = await newIncident()
    const step = (seconds: number, what: Happening) =>
      at(tenant, plusSeconds(start, seconds), (t) => happened(t, { incident }, [what]))
    const acknowledged = await step(600, { kind: "acknowledged", by: "provider_human" })
    expect(acknowledged.dueAt?.toString()).toBe("2026-03-02T17:00:00Z")
    const resolved = await step(9 * hour, { kind: "resolved" })
    expect(resolved.dueAt).toBeNull()
    expect((await stored(tenant)).map((c) => [c.metric, c.state, c.elapsedSeconds, c.breachCause])).toEqual([
      ["acknowledge", "met", 600, null],
      ["resolve", "missed", 9 * hour, "due_passed"],
    ])
  })

  test("what fails takes its clock events with it", async () => {
    const { tenant, incident } = await newIncident()
    const fails = at(tenant, plusSeconds(start, 60), async (t) => {
      await happened(t, { incident }, [{ kind: "acknowledged", by: "provider_human" }])
      throw new Error("no")
    })
    await expect(fails).rejects.toThrow("no")
    expect((await stored(tenant)).map((c) => c.state)).toEqual(["running", "running"])
  })

  test("a retraction leaves the clocks as if it had not happened, and both on record", async () => {
    const { tenant, incident } = await newIncident()
    const before = await stored(tenant)
    const { events } = await at(tenant, plusSeconds(start, 60), (t) =>
      happened(t, { incident }, [{ kind: "acknowledged", by: "provider_human" }]),
    )
    await at(tenant, plusSeconds(start, 90), (t) => retract(t, { incident }, events))
    expect(JSON.stringify(await stored(tenant))).toBe(JSON.stringify(before))
  })
})

/** What the trail says came about by time, without the rest. */
const trailOf = async (tenant: TestTenant) => {
  const rows = await inTenant(tenant.scope("incidents.read"), (t) =>
    t.sql
      .select({ metric: slaClocks.metric, kind: slaClockEvents.kind, at: slaClockEvents.at })
      .from(slaClockEvents)
      .innerJoin(slaClocks, eq(slaClocks.id, slaClockEvents.clockId))
      .where(eq(slaClockEvents.tenantId, tenant.id)),
  )
  return rows
    .filter((row) => row.kind === "at_risk" || row.kind === "breached")
    .map((row) => `${row.metric} ${row.kind} ${row.at.toString()}`)
    .sort()
}

describe("the sweep", () => {
  test("notes a breach once, when it came about, whenever it looks", async () => {
    const { tenant } = await newIncident()
    const sweep = new Sweep()
    await sweep.run(plusSeconds(start, 1800))
    expect(await trailOf(tenant)).toEqual(["acknowledge at_risk 2026-03-02T09:24:00Z"])
    await sweep.run(plusSeconds(start, 2500))
    await sweep.run(plusSeconds(start, 2501))
    await new Sweep().run(plusSeconds(start, 2700))
    expect(await trailOf(tenant)).toEqual([
      "acknowledge at_risk 2026-03-02T09:24:00Z",
      "acknowledge breached 2026-03-02T09:30:00Z",
    ])
  })

  test("an act in time is met, however late the sweep", async () => {
    const { tenant, incident } = await newIncident()
    await at(tenant, plusSeconds(start, 1800), (t) =>
      happened(t, { incident }, [{ kind: "acknowledged", by: "provider_human" }]),
    )
    await new Sweep().run(plusSeconds(start, 4000))
    expect((await stored(tenant)).find((c) => c.metric === "acknowledge")).toMatchObject({ state: "met" })
    expect(await trailOf(tenant)).toEqual(["acknowledge at_risk 2026-03-02T09:24:00Z"])
  })

  test("a breach that an event found first is not noted again", async () => {
    const { tenant, incident } = await newIncident()
    await at(tenant, plusSeconds(start, 2000), (t) =>
      happened(t, { incident }, [{ kind: "priority_set", priority: 3 }]),
    )
    const found = await trailOf(tenant)
    expect(found.filter((line) => line.includes("acknowledge breached"))).toHaveLength(1)
    await new Sweep().run(plusSeconds(start, 2100))
    expect(await trailOf(tenant)).toEqual(found)
  })

  test("what is dealt with late is noted though the sweep has gone past it", async () => {
    const { tenant, incident } = await newIncident(4)
    const sweep = new Sweep()
    const late = plusSeconds(start, 20_000)
    await sweep.run(late)
    // Received long ago, dealt with only now: the new target's deadline lies far behind the sweep.
    await at(tenant, late, (t) =>
      happened(t, { incident }, [{ kind: "priority_set", priority: 2 }], plusSeconds(start, 60)),
    )
    await sweep.run(plusSeconds(late, 1))
    expect(await trailOf(tenant)).toContain("acknowledge breached 2026-03-02T09:30:00Z")
  })
})

describe("random histories", () => {
  test("a thousand events, with sweeps in between: what is stored is what a replay gives", async () => {
    const { tenant, incident } = await newIncident(2, wide)
    const steps = fc.sample(fc.record({ what: happening, wait: fc.integer({ min: 0, max: 4500 }) }), {
      numRuns: 1000,
      seed: 20_260_302,
    })
    const sweep = new Sweep()
    let now = start
    for (let i = 0; i < steps.length; i += 5) {
      const together = steps.slice(i, i + 5)
      now = plusSeconds(now, together[0]?.wait ?? 0)
      const happenings = together.map(({ what }) => what)
      await at(tenant, now, (t) => happened(t, { incident }, happenings))
      if (i % 50 === 0) await sweep.run(now)
    }
    const end = plusSeconds(now, 10 * hour)
    await new Sweep().run(end)
    const rebuilt = await at(tenant, end, (t) => rebuildClocks(t, { limit: 10, repair: false }))
    expect(rebuilt.differences).toEqual([])
    expect(rebuilt.clocks).toBeGreaterThan(20)
  }, 120_000)

  test("a stored clock that never began is found, and ended by the repair", async () => {
    const { tenant } = await newIncident()
    const acknowledge = and(eq(slaClocks.tenantId, tenant.id), eq(slaClocks.metric, "acknowledge"))
    await inTenant(tenant.scope("incidents.work"), (t) =>
      t.sql.update(slaClocks).set({ cycle: 7 }).where(acknowledge),
    )
    const at10 = plusSeconds(start, 10)
    const found = await at(tenant, at10, (t) => rebuildClocks(t, { limit: 10, repair: true }))
    expect(found.differences.map((d) => `${d.cycle} ${String(d.stored)} ${String(d.rebuilt)}`)).toEqual([
      "1 null running",
      "7 running null",
    ])
    const after = await at(tenant, at10, (t) => rebuildClocks(t, { limit: 10, repair: false }))
    expect(after.differences).toEqual([])
  })

  test("a damaged cache is found, repaired and then right", async () => {
    const { tenant, incident } = await newIncident()
    await inTenant(tenant.scope("incidents.work"), (t) =>
      t.sql
        .update(slaClocks)
        .set({ dueAt: plusSeconds(start, 5), state: "paused", elapsedSeconds: 9 })
        .where(eq(slaClocks.tenantId, tenant.id)),
    )
    const at10 = plusSeconds(start, 10)
    const found = await at(tenant, at10, (t) => rebuildClocks(t, { limit: 10, repair: true }))
    expect(new Set(found.differences.map((d) => d.column))).toEqual(
      new Set(["dueAt", "state", "elapsedSeconds"]),
    )
    const after = await at(tenant, at10, (t) => rebuildClocks(t, { limit: 10, repair: false }))
    expect(after.differences).toEqual([])
    const clocks = await at(tenant, at10, (t) => listClocks(t, tenant.id, { incident }))
    expect(clocks.map((c) => c.state.kind)).toEqual(["running", "running"])
  })
})

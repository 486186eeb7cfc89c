import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { mintPortfolio, mintScope } from "#app/auth/mint-scope.server.ts"
import { acknowledgeIncident } from "#app/domain/incidents/acknowledge.server.ts"
import { together } from "#app/domain/sla/attainment/counts.ts"
import {
  measureAttainment,
  measureOwnAttainment,
  monthOfEach,
} from "#app/domain/sla/attainment/measure.server.ts"
import { countMisses, listJudged, readMiss } from "#app/domain/sla/attainment/misses.server.ts"
import { type Month, parseMonth, periodOf } from "#app/domain/sla/attainment/month.ts"
import { listOwnClocks, listOwnMisses } from "#app/domain/sla/attainment/own.server.ts"
import { bindPolicy } from "#app/domain/sla/policies/bind.server.ts"
import { storedPolicy } from "#app/domain/sla/policies/policy-draft.ts"
import { happened } from "#app/domain/sla/record/happen.server.ts"
import { rebuildClocks } from "#app/domain/sla/record/rebuild.server.ts"
import type { Happening } from "#app/domain/sla/clock/record-event.ts"
import { type IncidentId, newId } from "#app/kernel/ids.ts"
import { type Instant, instant } from "#app/kernel/time.ts"
import { slaClocks } from "#db/schema/sla.ts"
import { inPortfolio, inTenant, inTenantAt } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { clockOfMetric, grantedExclusion, neglectedIncident, share } from "../support/missed-clocks.ts"
import { ana, newTenant, type TestTenant, twoTenants } from "../support/tenants.ts"

await testDatabase()

/*
 * Tenants live in Europe/Sofia. An incident of P2 is to be acknowledged in 30 minutes and resolved in 8 hours, round the
 * clock: the default promise.
 */
const march = parseMonth("2026-03") as Month
const start = instant("2026-03-02T09:00:00Z")

const happens = (tenant: TestTenant, incident: IncidentId, at: Instant, what: Happening) =>
  inTenantAt(mintScope<"incidents.work">(tenant.id, ana), at, (t) => happened(t, { incident }, [what]))

const acknowledged: Happening = { kind: "acknowledged", by: "provider_human" }

const periods = (month: Month, ...tenants: readonly TestTenant[]) =>
  monthOfEach(
    month,
    tenants.map(({ id }) => ({ id, timeZone: "Europe/Sofia" })),
  )

async function attained(month: Month, tenant: TestTenant) {
  return inPortfolio(mintPortfolio<"sla.read">([tenant.id], ana), (t) =>
    measureAttainment(t, periods(month, tenant)),
  )
}

const own = (tenant: TestTenant) =>
  mintPortfolio<"own.read">([tenant.id], { kind: "client-user", id: newId(), name: "Greta" })
const ownPeriod = (tenant: TestTenant) => ({ tenantId: tenant.id, ...periodOf(march, "Europe/Sofia") })

describe("2.9.12 attainment", () => {
  test("is met of met and missed, by metric and priority", async () => {
    const tenant = await newTenant()
    const [kept, late] = [await neglectedIncident(tenant, start), await neglectedIncident(tenant, start)]
    await happens(tenant, kept, start.add({ minutes: 30 }), acknowledged)
    await happens(tenant, late, start.add({ minutes: 31 }), acknowledged)
    await happens(tenant, kept, start.add({ hours: 1 }), { kind: "resolved" })
    const counts = await attained(march, tenant)
    expect(counts.map(({ metric, priority, met, missed }) => [metric, priority, met, missed]).sort()).toEqual(
      [
        ["acknowledge", 2, 1, 1],
        ["resolve", 2, 1, 1],
      ],
    )
    expect(together(counts)).toMatchObject({ raw: 0.5, adjusted: 0.5 })
  })

  test("raw and adjusted stand side by side; the clock itself stays as it ended", async () => {
    const tenant = await newTenant()
    const late = await neglectedIncident(tenant, start)
    await happens(tenant, late, start.add({ minutes: 40 }), acknowledged)
    await happens(tenant, late, start.add({ hours: 1 }), { kind: "resolved" })
    const row = () =>
      inTenant(tenant.scope("sla.read"), (t) =>
        t.sql.select().from(slaClocks).where(eq(slaClocks.tenantId, tenant.id)).orderBy(slaClocks.metric),
      )
    const before = JSON.stringify(await row())
    const clock = await clockOfMetric(tenant, late, "acknowledge")
    await grantedExclusion(tenant, clock, { minutes: 9 })
    expect(together(await attained(march, tenant))).toMatchObject({ excluded: 0, raw: 0.5, adjusted: 0.5 })
    await grantedExclusion(tenant, clock, { minutes: 1 })
    expect(together(await attained(march, tenant))).toEqual({
      ...{ met: 1, missed: 1, excluded: 1, raw: 0.5, adjusted: 1 },
    })
    expect(JSON.stringify(await row())).toBe(before)
  })

  test("minutes excuse no clock that still runs; the whole of it does", async () => {
    const tenant = await newTenant()
    const clock = await clockOfMetric(tenant, await neglectedIncident(tenant, start), "acknowledge")
    await grantedExclusion(tenant, clock, { minutes: 10_000 })
    expect(together(await attained(march, tenant))).toMatchObject({ missed: 2, excluded: 0 })
    await grantedExclusion(tenant, clock)
    expect(together(await attained(march, tenant))).toMatchObject({ missed: 2, excluded: 1 })
  })

  test("closed clocks never recompute: not by a stricter promise, not by its being applied, not by a rebuild", async () => {
    const tenant = await newTenant()
    const kept = await neglectedIncident(tenant, start)
    await happens(tenant, kept, start.add({ minutes: 20 }), acknowledged)
    await happens(tenant, kept, start.add({ hours: 2 }), { kind: "resolved" })
    const before = await attained(march, tenant)
    const targets = (["acknowledge", "resolve"] as const).map((metric) => ({
      ...{ metric, priority: 2, seconds: 60, calendar: "always" },
    }))
    await inTenant(tenant.scope("sla.manage"), (t) =>
      bindPolicy(t, {
        ...{ policyId: newId(), version: 1, name: "Strict", effectiveFrom: instant("2026-03-03T00:00:00Z") },
        terms: storedPolicy.parse({ draft: { targets }, calendars: {} }),
      }),
    )
    await inTenant(tenant.scope("sla.manage"), (t) => rebuildClocks(t, { limit: 100, repair: true }))
    expect(before.map(({ met, missed }) => [met, missed])).toEqual([
      [1, 0],
      [1, 0],
    ])
    expect(await attained(march, tenant)).toEqual(before)
  })
})

describe("a month", () => {
  test("ends by the client's own clock; a miss stays in the month in which it was breached", async () => {
    const tenant = await newTenant()
    // Due at 23:59:59 on 31 March in Sofia, and a second after midnight.
    const last = await neglectedIncident(tenant, instant("2026-03-31T20:29:59Z"))
    const next = await neglectedIncident(tenant, instant("2026-03-31T20:30:01Z"))
    for (const incident of [last, next])
      await happens(tenant, incident, instant("2026-04-02T10:00:00Z"), acknowledged)
    const missedIn = async (month: string) => {
      const counts = await attained(parseMonth(month) as Month, tenant)
      return counts.find(({ metric }) => metric === "acknowledge")?.missed ?? 0
    }
    expect([await missedIn("2026-03"), await missedIn("2026-04")]).toEqual([1, 1])
  })

  test("its misses come in pages, the last first, and narrow to what was asked of them", async () => {
    const tenant = await newTenant()
    const incidents = []
    for (let i = 0; i < 3; i++)
      incidents.push(await neglectedIncident(tenant, start.add({ hours: i }), `No ${i}`))
    await grantedExclusion(tenant, await clockOfMetric(tenant, incidents[1]!, "acknowledge"))
    const titles = await inPortfolio(mintPortfolio<"sla.read">([tenant.id], ana), async (t) => {
      const which = { missedOnly: true, metrics: ["acknowledge"] } as const
      const first = await listJudged(t, periods(march, tenant), which, { limit: 2 })
      const rest = await listJudged(t, periods(march, tenant), which, { limit: 2, after: first.nextCursor! })
      expect(rest.nextCursor).toBeNull()
      expect(await countMisses(t, periods(march, tenant), { ...which, asked: "nothing" })).toBe(2)
      expect(await countMisses(t, periods(march, tenant), { ...which, asked: "granted" })).toBe(1)
      return [...first.items, ...rest.items].map((miss) => miss.title)
    })
    expect(titles).toEqual(["No 2", "No 1", "No 0"])
  })
})

describe("a client", () => {
  test("has the provider's figures, and the names of what it was told of alone", async () => {
    const tenant = await newTenant()
    const told = await neglectedIncident(tenant, start, "Told")
    await neglectedIncident(tenant, start, "Kept inside")
    await share(tenant, told)
    await grantedExclusion(tenant, await clockOfMetric(tenant, told, "acknowledge"))
    await inPortfolio(own(tenant), async (t) => {
      const { misses, unlisted } = await listOwnMisses(t, ownPeriod(tenant))
      expect(misses.map(({ title, metric }) => `${title} ${metric}`).sort()).toEqual([
        "Told acknowledge",
        "Told resolve",
      ])
      expect(unlisted).toBe(2)
      expect(misses.every(({ why }) => why.includes("was due") || why.includes("is due"))).toBe(true)
      expect(misses.flatMap(({ granted }) => granted).map(({ mayContest }) => mayContest)).toEqual([true])
      expect(JSON.stringify(misses)).not.toContain("Ana")
      expect((await listOwnClocks(t, ownPeriod(tenant))).every(({ title }) => title === "Told")).toBe(true)
      expect(await measureOwnAttainment(t, ownPeriod(tenant))).toEqual(await attained(march, tenant))
    })
  })

  test("reads nothing of another one, even by its id", async () => {
    const { acme, globex } = await twoTenants()
    const incident = await neglectedIncident(acme, start)
    await share(acme, incident)
    const clock = await clockOfMetric(acme, incident, "resolve")
    await inPortfolio(own(globex), async (t) => {
      expect(await measureOwnAttainment(t, ownPeriod(acme))).toEqual([])
      expect(await listOwnMisses(t, ownPeriod(acme))).toEqual({ misses: [], unlisted: 0 })
      expect(await listOwnClocks(t, ownPeriod(acme))).toEqual([])
    })
    await inPortfolio(mintPortfolio<"sla.read">([globex.id], ana), async (t) => {
      expect(await measureAttainment(t, periods(march, acme, globex))).toEqual([])
      await expect(readMiss(t, clock)).rejects.toMatchObject({ code: "not_found" })
    })
    expect((await attained(march, acme)).length).toBeGreaterThan(0)
  })
})

test("what was kept is no miss to be read", async () => {
  const tenant = await newTenant()
  const incident = await neglectedIncident(tenant, start)
  await inTenantAt(mintScope<"incidents.work">(tenant.id, ana), start.add({ minutes: 5 }), (t) =>
    acknowledgeIncident(t, incident),
  )
  const clock = await clockOfMetric(tenant, incident, "acknowledge")
  await inPortfolio(mintPortfolio<"sla.read">([tenant.id], ana), (t) =>
    expect(readMiss(t, clock)).rejects.toMatchObject({ code: "not_found" }),
  )
})

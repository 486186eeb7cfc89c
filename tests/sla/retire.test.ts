import { and, desc, eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { saveCalendar } from "#app/domain/sla/catalogue/save-calendar.server.ts"
import { savePolicy } from "#app/domain/sla/catalogue/save-policy.server.ts"
import { standingOf } from "#app/domain/sla/policies/binding.ts"
import { listBindings } from "#app/domain/sla/policies/list-bindings.server.ts"
import { policyDraft } from "#app/domain/sla/policies/policy-draft.ts"
import { happened } from "#app/domain/sla/record/happen.server.ts"
import { rebuildClocks } from "#app/domain/sla/record/rebuild.server.ts"
import { bindClients } from "#app/http/bind-sla.server.ts"
import { previewRetiring, reactivate, retire } from "#app/http/retire-sla.server.ts"
import type { SlaPolicyId, TenantId } from "#app/kernel/ids.ts"
import { instantNow, plusSeconds } from "#app/kernel/time.ts"
import { inProvider, type ProviderTx } from "#db/provider-door.ts"
import { auditEntries, providerAuditEntries } from "#db/schema/audit.ts"
import { clientSlaPolicies, slaClockEvents, slaClocks } from "#db/schema/sla.ts"
import { inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { staffOf } from "../support/staff-of.ts"
import { neglectedIncident, resolveClocks } from "../support/missed-clocks.ts"
import { ana, newTenant, type TestTenant, twoTenants } from "../support/tenants.ts"

await testDatabase()
type Manage = "sla.manage" | "sla.read"
const manage = <T>(work: (tx: ProviderTx<Manage>) => Promise<T>) => inProvider<Manage, T>(ana, work)
const lead = staffOf("all", "lead")

const newPolicy = (name: string, seconds: number, calendar = "always") =>
  manage((tx) => {
    const targets = [1, 2, 3, 4].map((priority) => ({ metric: "resolve", priority, seconds, calendar }))
    return savePolicy(tx, { name, draft: policyDraft.parse({ targets }), effectiveFrom: tx.now })
  })
const bind = (policyId: SlaPolicyId, clients: readonly TenantId[], applyToRunning = false) =>
  bindClients(lead, { policyId, clients, applyToRunning, effectiveFrom: null })
const open = (tenant: TestTenant, secondsAgo = 0) =>
  neglectedIncident(tenant, plusSeconds(instantNow(), -secondsAgo))
const states = async (tenant: TestTenant) => (await resolveClocks(tenant)).map((c) => [c.policyId, c.state])
const trailOf = (tenant: TestTenant, clock: (typeof slaClocks.$inferSelect)["id"]) =>
  inTenant(tenant.scope("incidents.read"), (t) =>
    t.sql
      .select()
      .from(slaClockEvents)
      .where(and(eq(slaClockEvents.tenantId, tenant.id), eq(slaClockEvents.clockId, clock)))
      .orderBy(slaClockEvents.at),
  )
const differences = (tenant: TestTenant) =>
  inTenant(tenant.scope("incidents.work"), (t) => rebuildClocks(t, { limit: 20, repair: false }))
const because = (policyId: SlaPolicyId) => ({ policyId, reason: "No longer sold" })

describe("2.9.11 deactivating a policy", () => {
  test("cancels its running clocks at every client, keeps misses and what ended, and a rebuild gives the same", async () => {
    const { acme, globex } = await twoTenants()
    const { id } = await newPolicy("Gold", 3600)
    await bind(id, [acme.id, globex.id])
    const done = await open(acme)
    await inTenant(acme.scope("incidents.work"), (t) =>
      happened(t, { incident: done }, [{ kind: "resolved" }]),
    )
    const [ended] = await resolveClocks(acme)
    await open(acme)
    await open(globex)
    const before = await previewRetiring(lead, id)
    expect(before.map(({ client, clocks, fallback }) => [client, clocks, fallback.kind])).toEqual(
      expect.arrayContaining([
        [acme.id, 1, "nothing"],
        [globex.id, 1, "nothing"],
      ]),
    )
    expect(await states(globex)).toEqual([[id, "running"]])

    expect(await retire(lead, because(id))).toEqual({ clients: 2, records: 2 })
    expect((await resolveClocks(acme)).map((c) => c.state)).toEqual(["met", "cancelled"])
    expect(JSON.stringify((await resolveClocks(acme))[0])).toBe(JSON.stringify(ended))
    const [cancelled] = await resolveClocks(globex)
    expect(cancelled).toMatchObject({ state: "cancelled", breachedAt: null })
    const [last] = (await trailOf(globex, cancelled!.id)).slice(-1)
    expect(last).toMatchObject({ kind: "cancelled", cause: "policy_deactivated" })
    for (const tenant of [acme, globex]) expect((await differences(tenant)).differences).toEqual([])
    await open(globex)
    expect(await resolveClocks(globex)).toHaveLength(1)
    expect(await previewRetiring(lead, id)).toEqual([])
  })

  test("what was late stays a miss", async () => {
    const tenant = await newTenant()
    const { id } = await newPolicy("Quick", 60)
    await open(tenant, 600)
    await bind(id, [tenant.id], true)
    expect(await previewRetiring(lead, id)).toMatchObject([{ clocks: 1, breached: 1 }])
    await retire(lead, because(id))
    const [clock] = await resolveClocks(tenant)
    expect(clock).toMatchObject({ state: "cancelled", breachCause: "policy_applied" })
    expect(clock?.breachedAt).not.toBe(null)
    expect((await differences(tenant)).differences).toEqual([])
  })

  test("where another policy holds by now, its old clocks end and what that one promises counts from then", async () => {
    const tenant = await newTenant()
    const [gold, silver] = [await newPolicy("Old gold", 3600), await newPolicy("Silver", 60)]
    await bind(gold.id, [tenant.id])
    await open(tenant)
    await bind(silver.id, [tenant.id])
    const [preview] = await previewRetiring(lead, gold.id)
    expect(preview).toMatchObject({ clocks: 1, fallback: { kind: "policy", name: "Silver", version: 1 } })
    await retire(lead, because(gold.id))
    const [old, next] = await resolveClocks(tenant)
    expect([old?.policyId, old?.state]).toEqual([gold.id, "cancelled"])
    expect([next?.policyId, next?.state, next?.breachedAt]).toEqual([silver.id, "running", null])
    expect(next?.startedAt).toEqual(old?.endedAt)
    await open(tenant)
    expect((await states(tenant)).at(-1)).toEqual([silver.id, "running"])
    expect((await differences(tenant)).differences).toEqual([])
  })

  test("it is neither bound, changed nor renewed after; it says so, and it is in both audits with its reason", async () => {
    const tenant = await newTenant()
    const calendar = await manage((tx) =>
      saveCalendar(tx, {
        name: "Office",
        draft: { zone: "UTC", weekly: "always", holidays: [], overrides: {}, closures: {} },
        effectiveFrom: tx.now,
      }),
    )
    const { id } = await newPolicy("Bronze", 3600, calendar.id)
    await bind(id, [tenant.id])
    await expect(retire(lead, { policyId: id, reason: " " })).rejects.toMatchObject({ code: "invalid" })
    await expect(previewRetiring(staffOf([tenant.id], "lead"), id)).rejects.toMatchObject({
      code: "forbidden",
    })
    await expect(retire(staffOf([tenant.id], "lead"), because(id))).rejects.toMatchObject({
      code: "forbidden",
    })
    await retire(lead, because(id))
    await expect(bind(id, [tenant.id])).rejects.toThrow(/Bronze is retired/)
    const again = manage((tx) =>
      savePolicy(tx, {
        id,
        name: "Bronze",
        draft: policyDraft.parse({ targets: [] }),
        effectiveFrom: tx.now,
      }),
    )
    await expect(again).rejects.toMatchObject({ code: "conflict" })
    const saved = await manage((tx) =>
      saveCalendar(tx, {
        ...{ id: calendar.id, name: "Office", effectiveFrom: tx.now },
        draft: { zone: "UTC", weekly: "always", holidays: [], overrides: {}, closures: {} },
      }),
    )
    expect(saved.policies).toBe(0)
    const [entry] = await manage((tx) =>
      tx.sql
        .select()
        .from(providerAuditEntries)
        .where(eq(providerAuditEntries.targetId, id))
        .orderBy(desc(providerAuditEntries.id))
        .limit(1),
    )
    expect(entry).toMatchObject({ action: "sla.retire-policy", reason: "No longer sold" })
    const [own] = await inTenant(tenant.scope("audit.read"), (t) =>
      t.sql
        .select()
        .from(auditEntries)
        .where(and(eq(auditEntries.tenantId, tenant.id), eq(auditEntries.action, "client.sla-retire"))),
    )
    expect(own).toMatchObject({ reason: "No longer sold", after: { policyId: id, records: 0 } })
  })

  test("taken back into use it holds for new clocks only, also on records it had ended at", async () => {
    const tenant = await newTenant()
    const { id } = await newPolicy("Copper", 3600)
    await bind(id, [tenant.id])
    const incident = await open(tenant)
    await retire(lead, because(id))
    expect(await reactivate(lead, { policyId: id, reason: "Retired by mistake" })).toBe(1)
    expect(await states(tenant)).toEqual([[id, "cancelled"]])
    await open(tenant)
    expect(await states(tenant)).toEqual([
      [id, "cancelled"],
      [id, "running"],
    ])
    await inTenant(tenant.scope("incidents.work"), (t) =>
      happened(t, { incident }, [{ kind: "priority_set", priority: 1 }]),
    )
    expect((await states(tenant))[0]).toEqual([id, "cancelled"])
    expect((await differences(tenant)).differences).toEqual([])
    await expect(reactivate(lead, { policyId: id, reason: "Again" })).rejects.toMatchObject({
      code: "conflict",
    })
  })

  test("taken back into use, what was to hold later does so, and until then what holds stays", async () => {
    const tenant = await newTenant()
    const [gold, silver] = [await newPolicy("Coming gold", 3600), await newPolicy("Silver now", 7200)]
    await bind(silver.id, [tenant.id])
    const begins = plusSeconds(instantNow(), 3600)
    await bindClients(lead, {
      ...{ policyId: gold.id, clients: [tenant.id], applyToRunning: false, effectiveFrom: begins },
    })
    await retire(lead, because(gold.id))
    const standing = () =>
      inTenant(tenant.scope("sla.read"), async (t) => {
        const { now, next } = standingOf(await listBindings(t, tenant.id), t.now)
        return [now?.policyId ?? null, next?.policyId ?? null, next?.effectiveFrom.toString() ?? null]
      })
    expect(await standing()).toEqual([silver.id, null, null])
    expect(await reactivate(lead, { policyId: gold.id, reason: "Sold again" })).toBe(1)
    expect(await standing()).toEqual([silver.id, gold.id, begins.toString()])
    const opened = async (at: typeof begins) => {
      await neglectedIncident(tenant, at)
      return (await states(tenant)).at(-1)
    }
    expect(await opened(plusSeconds(begins, -1))).toEqual([silver.id, "running"])
    expect(await opened(plusSeconds(begins, 1))).toEqual([gold.id, "running"])
    expect((await differences(tenant)).differences).toEqual([])
  })

  test("a retirement that was interrupted is finished by doing it again", async () => {
    const { acme, globex } = await twoTenants()
    const { id } = await newPolicy("Tin", 3600)
    await bind(id, [acme.id, globex.id])
    await open(acme)
    await retire(lead, because(id))
    await inTenant(globex.scope("sla.manage"), (t) =>
      t.sql.update(clientSlaPolicies).set({ endedAt: null }).where(eq(clientSlaPolicies.tenantId, globex.id)),
    )
    expect((await previewRetiring(lead, id)).map(({ client }) => client)).toEqual([globex.id])
    expect(await retire(lead, because(id))).toEqual({ clients: 1, records: 0 })
    expect(await previewRetiring(lead, id)).toEqual([])
  })
})

import { desc, eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { mintPortfolio } from "#app/auth/mint-scope.server.ts"
import { listCalendars, readPolicy } from "#app/domain/sla/catalogue/list.server.ts"
import { readTerms } from "#app/domain/sla/catalogue/read-terms.server.ts"
import { saveCalendar } from "#app/domain/sla/catalogue/save-calendar.server.ts"
import { savePolicy } from "#app/domain/sla/catalogue/save-policy.server.ts"
import { compilePolicy } from "#app/domain/sla/policies/compile.ts"
import { listBindings } from "#app/domain/sla/policies/list-bindings.server.ts"
import { calendarDraft, policyDraft } from "#app/domain/sla/policies/policy-draft.ts"
import { previewTerms } from "#app/domain/sla/policies/preview.server.ts"
import { endPolicy } from "#app/domain/sla/policies/running.server.ts"
import { standingOf } from "#app/domain/sla/policies/binding.ts"
import { happened } from "#app/domain/sla/record/happen.server.ts"
import { rebuildClocks } from "#app/domain/sla/record/rebuild.server.ts"
import { bindClients } from "#app/http/bind-sla.server.ts"
import type { SlaPolicyId, TenantId } from "#app/kernel/ids.ts"
import { instantNow, plusSeconds } from "#app/kernel/time.ts"
import { providerAuditEntries } from "#db/schema/audit.ts"
import { inProvider, type ProviderTx } from "#db/provider-door.ts"
import { inPortfolio, inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { staffOf } from "../support/staff-of.ts"
import { neglectedIncident, resolveClocks } from "../support/missed-clocks.ts"
import { ana, newTenant, type TestTenant, twoTenants } from "../support/tenants.ts"

await testDatabase()
type Manage = "sla.manage" | "sla.read"
const manage = <T>(work: (tx: ProviderTx<Manage>) => Promise<T>) => inProvider<Manage, T>(ana, work)
const lead = staffOf("all", "lead")
const read = <T>(tenant: TestTenant, work: Parameters<typeof inPortfolio<"sla.read", T>>[1]) =>
  inPortfolio(mintPortfolio<"sla.read">([tenant.id], ana), work)

/** Seconds to resolve at P1 to P4, round the clock or in a calendar. */
const resolving = (seconds: number, calendar = "always") =>
  policyDraft.parse({
    targets: [1, 2, 3, 4].map((priority) => ({ metric: "resolve", priority, seconds, calendar })),
  })
const newPolicy = (name: string, seconds: number, calendar?: string) =>
  manage((tx) => savePolicy(tx, { name, draft: resolving(seconds, calendar), effectiveFrom: tx.now }))
const bind = (
  policyId: SlaPolicyId,
  clients: readonly TenantId[],
  more: { apply?: boolean; effectiveFrom?: ReturnType<typeof instantNow> } = {},
) =>
  bindClients(lead, {
    ...{ policyId, clients, applyToRunning: more.apply ?? false },
    effectiveFrom: more.effectiveFrom ?? null,
  })

/** An incident opened some seconds ago. */
const open = (tenant: TestTenant, secondsAgo: number) =>
  neglectedIncident(tenant, plusSeconds(instantNow(), -secondsAgo))

describe("2.9.5 calendars", () => {
  const office = calendarDraft.parse({ zone: "UTC", weekly: { mon: [["09:00", "17:00"]] } })

  test("each save is a version; policies that name it get one too, what a client was promised does not", async () => {
    const tenant = await newTenant()
    const calendar = await manage((tx) =>
      saveCalendar(tx, { name: "Office", draft: office, effectiveFrom: tx.now }),
    )
    const policy = await newPolicy("Office hours", 3600, calendar.id)
    await bind(policy.id, [tenant.id])
    const longer = { ...office, weekly: { mon: [["08:00", "18:00"]] as [string, string][] } }
    const saved = await manage((tx) =>
      saveCalendar(tx, { id: calendar.id, name: "Office", draft: longer, effectiveFrom: tx.now }),
    )
    expect(saved).toEqual({ id: calendar.id, version: 2, policies: 1 })
    const versions = await manage((tx) => readPolicy(tx, policy.id))
    expect(versions.map((v) => v.version)).toEqual([2, 1])
    const [bound] = await read(tenant, (t) => listBindings(t))
    expect(bound).toMatchObject({ version: 1, name: "Office hours", endedAt: null })
    const terms = await manage((tx) => readTerms(tx, policy.id))
    expect(terms.terms.calendars[calendar.id]).toMatchObject({ version: 2, draft: longer })
  })

  test("a calendar that a target can no longer be kept in is refused, and nothing of it stays", async () => {
    const calendar = await manage((tx) =>
      saveCalendar(tx, { name: "Mondays", draft: office, effectiveFrom: tx.now }),
    )
    await newPolicy("On Mondays", 3600, calendar.id)
    const shut = { ...office, weekly: {} }
    const saving = manage((tx) =>
      saveCalendar(tx, { id: calendar.id, name: "Mondays", draft: shut, effectiveFrom: tx.now }),
    )
    await expect(saving).rejects.toThrow(/never opens long enough/)
    const kept = (await manage(listCalendars)).find(({ id }) => id === calendar.id)
    expect(kept).toMatchObject({ version: 1, draft: office })
  })

  test("a calendar that is renamed is still one, in its newest version", async () => {
    const first = await manage((tx) =>
      saveCalendar(tx, { name: "Zulu", draft: office, effectiveFrom: tx.now }),
    )
    await manage((tx) =>
      saveCalendar(tx, { id: first.id, name: "Alpha", draft: office, effectiveFrom: tx.now }),
    )
    const found = (await manage(listCalendars)).filter(({ id }) => id === first.id)
    expect(found.map(({ name, version }) => `${name} ${version}`)).toEqual(["Alpha 2"])
    const [entry] = await manage((tx) =>
      tx.sql
        .select()
        .from(providerAuditEntries)
        .where(eq(providerAuditEntries.targetId, first.id))
        .orderBy(desc(providerAuditEntries.id))
        .limit(1),
    )
    expect(entry).toMatchObject({
      action: "sla.save-calendar",
      before: { version: 1 },
      after: { version: 2 },
    })
  })
})

describe("2.9.11 changing definitions", () => {
  test("a policy that is bound moves running clocks only where that is ticked", async () => {
    const tenant = await newTenant()
    await open(tenant, 600)
    const policy = await newPolicy("Quick", 1800)
    await bind(policy.id, [tenant.id])
    expect((await resolveClocks(tenant)).map((c) => [c.policyId, c.targetSeconds])).toEqual([
      ["default", 28_800],
    ])

    const next = await manage((tx) =>
      savePolicy(tx, { id: policy.id, name: "Quick", draft: resolving(900), effectiveFrom: tx.now }),
    )
    expect((await resolveClocks(tenant))[0]?.policyId).toBe("default")
    expect(await bind(policy.id, [tenant.id], { apply: true })).toEqual({ clients: 1, version: 2, moved: 1 })
    const [clock] = await resolveClocks(tenant)
    expect(clock).toMatchObject({ policyId: next.id, policyVersion: 2, targetSeconds: 900 })
    expect(clock?.dueAt?.epochMilliseconds).toBe((clock?.startedAt.epochMilliseconds ?? 0) + 900_000)
    const { differences } = await inTenant(tenant.scope("incidents.work"), (t) =>
      rebuildClocks(t, { limit: 10, repair: false }),
    )
    expect(differences).toEqual([])
  })

  test("a preview says how many clocks would move and which would be late or at risk, and changes nothing", async () => {
    const { acme, globex } = await twoTenants()
    for (const secondsAgo of [7200, 3000, 60]) await open(acme, secondsAgo)
    await open(globex, 7200)
    const { id } = await newPolicy("An hour", 3600)
    const before = JSON.stringify(await resolveClocks(acme))
    const kept = await manage((tx) => readTerms(tx, id))
    const policy = compilePolicy({ id, version: 1, effectiveFrom: instantNow() }, kept.terms)
    const found = await read(acme, (t) => previewTerms(t, [acme.id, globex.id], policy))
    // Two more have no target under it, but are late already: that they stay.
    expect(found).toMatchObject({ moving: 6, losing: 1, breaching: 1, atRisk: 1, records: 3 })
    expect(found.worse.map((r) => [r.client === acme.id, r.breaching, r.atRisk])).toEqual([
      [true, ["resolve"], []],
      [true, [], ["resolve"]],
    ])
    expect(JSON.stringify(await resolveClocks(acme))).toBe(before)
    await bind(id, [acme.id], { apply: true })
    const breached = (await resolveClocks(acme)).filter((clock) => clock.breachedAt)
    expect(breached.map((clock) => clock.breachCause)).toEqual(["policy_applied"])
  })

  test("clocks that ended never recompute: not by another policy, nor by one that would begin in the past", async () => {
    const tenant = await newTenant()
    const incident = await open(tenant, 7200)
    await inTenant(tenant.scope("incidents.work"), (t) => happened(t, { incident }, [{ kind: "resolved" }]))
    const closed = JSON.stringify(await resolveClocks(tenant))
    const { id } = await newPolicy("A minute", 60)
    const past = bind(id, [tenant.id], { effectiveFrom: plusSeconds(instantNow(), -86_400) })
    await expect(past).rejects.toThrow(/never worked out anew/)
    await bind(id, [tenant.id], { apply: true })
    expect(JSON.stringify(await resolveClocks(tenant))).toBe(closed)
    const { differences } = await inTenant(tenant.scope("incidents.work"), (t) =>
      rebuildClocks(t, { limit: 10, repair: false }),
    )
    expect(differences).toEqual([])
  })

  test("what is to hold later holds later, and cannot be applied now", async () => {
    const tenant = await newTenant()
    const { id } = await newPolicy("Next year", 3600)
    const later = plusSeconds(instantNow(), 86_400)
    await expect(bind(id, [tenant.id], { effectiveFrom: later, apply: true })).rejects.toThrow(/holds now/)
    await bind(id, [tenant.id], { effectiveFrom: later })
    await open(tenant, 0)
    expect((await resolveClocks(tenant)).map((c) => c.policyId)).toEqual(["default"])
    const bound = await read(tenant, (t) => listBindings(t))
    const { now, next } = standingOf(bound, instantNow())
    expect([now, next?.policyId]).toEqual([null, id])

    await inTenant(tenant.scope("sla.manage"), (t) => endPolicy(t, id))
    const ended = standingOf(await read(tenant, (t) => listBindings(t)), plusSeconds(later, 60))
    expect([ended.now, ended.next, ended.wasEnded]).toEqual([null, null, false])
    await open(tenant, 0)
    expect((await resolveClocks(tenant)).map((c) => c.policyId)).toEqual(["default", "default"])
  })

  test("deactivating cancels its running clocks and promises nothing after, once", async () => {
    const tenant = await newTenant()
    const { id } = await newPolicy("Ended", 3600)
    await bind(id, [tenant.id])
    await open(tenant, 0)
    expect((await resolveClocks(tenant)).map((c) => [c.policyId, c.state])).toEqual([[id, "running"]])
    const end = () => inTenant(tenant.scope("sla.manage"), (t) => endPolicy(t, id))
    await end()
    expect((await resolveClocks(tenant)).map((c) => c.state)).toEqual(["cancelled"])
    await expect(end()).rejects.toMatchObject({ code: "conflict" })
    await open(tenant, 0)
    expect(await resolveClocks(tenant)).toHaveLength(1)
  })

  test("a policy another has taken the place of cannot be ended: its end would end the other's", async () => {
    const tenant = await newTenant()
    const [old, current] = [await newPolicy("Old", 3600), await newPolicy("Current", 3600)]
    await bind(old.id, [tenant.id])
    await bind(current.id, [tenant.id])
    const ending = inTenant(tenant.scope("sla.manage"), (t) => endPolicy(t, old.id))
    await expect(ending).rejects.toMatchObject({ code: "conflict" })
    await open(tenant, 0)
    expect((await resolveClocks(tenant)).map((c) => c.policyId)).toEqual([current.id])
  })

  test("who may not over all clients binds nothing, and a stranger's client is not found", async () => {
    const { acme, globex } = await twoTenants()
    const { id } = await newPolicy("Gold", 3600)
    const wanted = { policyId: id, clients: [globex.id], effectiveFrom: null, applyToRunning: false }
    await expect(bindClients(staffOf([acme.id], "lead"), wanted)).rejects.toMatchObject({ code: "forbidden" })
    await expect(bindClients(staffOf("all", "analyst"), wanted)).rejects.toMatchObject({ code: "forbidden" })
    expect(await read(globex, (t) => listBindings(t))).toEqual([])
  })
})

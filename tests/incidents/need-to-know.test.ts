import { describe, expect, test } from "vitest"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { listAlerts } from "#app/domain/alerts/read.server.ts"
import { listClientEntries } from "#app/domain/audit/read.server.ts"
import { requireWhole } from "#app/domain/audit/whole.server.ts"
import { answerHandoff } from "#app/domain/handoffs/answer.server.ts"
import { listAwaited, listHandoffs } from "#app/domain/handoffs/read.server.ts"
import { requestHandoff } from "#app/domain/handoffs/request.server.ts"
import { acknowledgeIncident } from "#app/domain/incidents/acknowledge.server.ts"
import { changeFlavour } from "#app/domain/incidents/change-flavour.server.ts"
import { confirmIncident } from "#app/domain/incidents/confirm.server.ts"
import { mergeIncidents } from "#app/domain/incidents/merge.server.ts"
import { standInTitle } from "#app/domain/incidents/need-to-know.ts"
import { openIncident } from "#app/domain/incidents/open.server.ts"
import { listIncidents, readIncident, readTimeline } from "#app/domain/incidents/read.server.ts"
import { releaseAlerts } from "#app/domain/incidents/release-alerts.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { liftRestriction, restrictIncident } from "#app/domain/incidents/restrict.server.ts"
import { splitIncident } from "#app/domain/incidents/split.server.ts"
import type { AlertId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { fullSight, type Sight } from "#app/kernel/scope.ts"
import { inTenant, type TenantTx } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { ana } from "../support/tenants.ts"

await testDatabase()
const none: Sight = { restricted: [], asked: [] }
const noc: Sight = { restricted: [], asked: "all" }
const secret = "Payroll-clerk"

/** An attack of two alerts, marked need to know. */
async function restricted() {
  const floor = await newFloor()
  const alert = (key: string) => ({ key, title: `${secret} ${key}`, severity: "high", discipline: "soc", asset: "hr-7", rule: "R-1" })
  await floor.send([alert("a"), alert("b")])
  await floor.drain()
  const members = await floor.alerts()
  const id = members[0]!.incident!.id
  const as =
    (sight: Sight) =>
    <P extends Permission, T>(work: (t: TenantTx<P>) => Promise<T>) =>
      inTenant(mintScope<P>(floor.tenant.id, ana, sight), work)
  const soc = as(fullSight)
  await soc((t: TenantTx<"incidents.work">) => acknowledgeIncident(t, id))
  await soc((t: TenantTx<"incidents.work">) => confirmIncident(t, id, { verdict: "malicious", reason: secret }))
  const before = await soc((t: TenantTx<"incidents.read">) => readIncident(t, id))
  const mark = () =>
    soc((t: TenantTx<"incidents.work" | "incidents.restricted">) =>
      restrictIncident(t, id, { reason: `${secret} is suspected` }),
    )
  const lift = () =>
    soc((t: TenantTx<"incidents.work" | "incidents.restricted">) => liftRestriction(t, id, { reason: "Over" }))
  await mark()
  return { floor, id, as, soc, mark, lift, before, alerts: members.map((member) => member.id) }
}
type Case = Awaited<ReturnType<typeof restricted>>
type Work = TenantTx<"incidents.work" | "alerts.triage">

/** Everything this sight reads of the incident, as text. */
async function readAll({ as, id, floor }: Case, sight: Sight): Promise<string> {
  const all = await as(sight)(async (t: TenantTx<"incidents.read" | "alerts.read" | "audit.read">) => [
    await readIncident(t, id),
    (await listIncidents(t, {}, { order: "queue", limit: 50 })).items,
    await readTimeline(t, id),
    (await listAlerts(t, {}, { order: "newest", limit: 50 })).items,
    await listClientEntries(t, {}, { limit: 200 }),
    await t.sql.execute(`select title, event::text from signals where tenant_id = '${floor.tenant.id}'`),
    await t.sql.execute(`select body from deliveries where tenant_id = '${floor.tenant.id}'`),
    await t.sql.execute(`select value from incident_entities where tenant_id = '${floor.tenant.id}'`),
    await t.sql.execute(`select title, group_key from incidents where tenant_id = '${floor.tenant.id}'`),
  ])
  return JSON.stringify(all)
}

describe("2.12.5 an incident that is need to know", () => {
  test("2.12.5 is read whole by the SOC, its title and why included", async () => {
    const one = await restricted()
    const read = await one.soc((t: TenantTx<"incidents.read">) => readIncident(t, one.id))
    expect(read).toMatchObject({ title: one.before.title, isWithheld: false, restriction: { byName: ana.name } })
    expect(await readAll(one, fullSight)).toContain(secret)
    const at: Sight = { restricted: [one.floor.tenant.id], asked: [] }
    expect(await readAll(one, at)).toContain(secret)
  })

  test.each([
    { who: "the NOC", sight: noc },
    { who: "nobody's team", sight: none },
    { who: "the SOC of another client", sight: { restricted: [crypto.randomUUID()], asked: [] } as unknown as Sight },
  ])("2.12.5 to $who it is a number, a client, a priority, a stage and clocks", async ({ sight }) => {
    const one = await restricted()
    const read = await one.as(sight)((t: TenantTx<"incidents.read">) => readIncident(t, one.id))
    const { reference, priority, stage, discipline, openedAt } = one.before
    expect(read).toMatchObject({ reference, priority, stage, discipline, openedAt })
    expect(read).toMatchObject({
      ...{ title: standInTitle, owner: null, openedBy: "", alertCount: 0, confirmedAt: null, restriction: null },
      isWithheld: true,
    })
    const text = await readAll(one, sight)
    expect(text).not.toContain(secret)
    expect(text).not.toContain("hr-7")
  })

  test("2.12.5 a transaction that says nothing of its sight sees nothing of it", async () => {
    const one = await restricted()
    const seen = await one.soc(async (t: TenantTx) => {
      await t.sql.execute("select set_config('app.sight', '', true)")
      return t.sql.execute("select title from alerts")
    })
    expect(seen).toHaveLength(0)
  })

  test("2.12.5 its title is searched by who knows it alone", async () => {
    const one = await restricted()
    const found = (sight: Sight) =>
      one.as(sight)(
        async (t: TenantTx<"incidents.read">) =>
          (await listIncidents(t, { search: one.before.title }, { order: "newest", limit: 9 })).items.length,
      )
    expect([await found(fullSight), await found(noc), await found(none)]).toEqual([1, 0, 0])
  })

  test("2.12.5 alerts that join it later are withheld too", async () => {
    const one = await restricted()
    const later = { key: "c", title: `${secret} later`, severity: "critical", discipline: "soc", asset: "hr-7", rule: "R-1" }
    await one.floor.send([later])
    await one.floor.drain()
    const joined = (await one.floor.alerts()).find(({ title }) => title.includes("later"))
    expect(joined?.incident?.id).toBe(one.id)
    expect(await readAll(one, noc)).not.toContain("later")
    await one.soc(async (t: TenantTx<"alerts.triage" | "incidents.work" | "incidents.read">) => {
      expect((await readIncident(t, one.id)).title).toBe(one.before.title)
    })
  })

  test("2.12.5 lifted, everybody reads it again; marking and lifting are written down, and not done twice", async () => {
    const one = await restricted()
    await expect(one.mark()).rejects.toMatchObject({ code: "conflict" })
    await one.lift()
    await expect(one.lift()).rejects.toMatchObject({ code: "conflict" })
    const read = await one.as(none)((t: TenantTx<"incidents.read">) => readIncident(t, one.id))
    expect(read).toMatchObject({ title: one.before.title, isWithheld: false, restrictedAt: null })
    expect(await readAll(one, none)).toContain(secret)
    const entries = await one.soc((t: TenantTx<"audit.read">) => listClientEntries(t, {}, { limit: 200 }))
    const actions = entries.map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(["incident.restrict", "incident.lift-restriction"]))
  })

  test("2.12.5 only a security incident of the SOC is marked, with a reason; once over it can still be lifted", async () => {
    const one = await restricted()
    await one.soc((t: TenantTx<"incidents.work">) => resolveIncident(t, one.id, { resolution: secret }))
    expect(await readAll(one, noc)).not.toContain(secret)
    await one.lift()
    const mark = (id: typeof one.id, reason: string) =>
      one.soc((t: TenantTx<"incidents.work" | "incidents.restricted">) => restrictIncident(t, id, { reason }))
    const outage = await one.soc((t: TenantTx<"incidents.work">) =>
      openIncident(t, { title: "Slow", severity: 2, discipline: "noc", acknowledged: true }),
    )
    await expect(mark(outage, "x")).rejects.toMatchObject({ code: "conflict" })
    await expect(mark(outage, " ")).rejects.toMatchObject({ code: "invalid" })
    await expect(mark(one.id, "x")).rejects.toMatchObject({ code: "conflict" })
  })

  test("2.12.5 what would carry it elsewhere is refused", async () => {
    const one = await restricted()
    const other = await one.soc((t: TenantTx<"incidents.work">) =>
      openIncident(t, { title: "Other", severity: 2, discipline: "soc", acknowledged: true }),
    )
    const [first] = one.alerts as readonly [AlertId, ...AlertId[]]
    const tries: ((t: Work) => Promise<unknown>)[] = [
      (t) => mergeIncidents(t, other, [one.id]),
      (t) => mergeIncidents(t, one.id, [other]),
      (t) => splitIncident(t, one.id, { alerts: [first], backdate: false }),
      (t) => releaseAlerts(t, [first]),
      (t) => changeFlavour(t, one.id, { flavour: "availability", reason: "x" }),
      (t) => requestHandoff(t, one.id, { to: "noc", type: "transfer", reasonCode: "patch_now", ask: "x" }),
    ]
    for (const attempt of tries) await expect(one.soc(attempt)).rejects.toMatchObject({ code: "conflict" })
  })

  test("2.12.5 a client's audit is exported whole or not at all", async () => {
    const one = await restricted()
    const asked = (sight: Sight) => one.as(sight)((t: TenantTx<"audit.read">) => requireWhole(t))
    await expect(asked(noc)).rejects.toMatchObject({ code: "forbidden" })
    await asked(fullSight)
    await one.lift()
    await asked(noc)
  })
})

describe("2.12.5 the NOC works on the ask and its targets alone", () => {
  const wanted = {
    ...{ to: "noc", type: "joint", reasonCode: "isolate_segment", ask: "Cut it off" } as const,
    ...{ targets: ["10.9.8.7"], approval: "pre_approved", agreement: "Clause 7" } as const,
  }

  test("2.12.5 it reads what it is asked, accepts and completes it, and the attack is contained", async () => {
    const one = await restricted()
    const asNoc = one.as(noc)
    const id = await one.soc((t: TenantTx<"incidents.work">) => requestHandoff(t, one.id, wanted))
    const lists = (sight: Sight) =>
      one.as(sight)(async (t: TenantTx<"incidents.read">) => [
        ...(await listAwaited(t)).map((handoff) => handoff.ask),
        ...(await listHandoffs(t, one.id)).map((handoff) => handoff.targets.join()),
      ])
    expect(await lists(noc)).toEqual(["Cut it off", "10.9.8.7"])
    expect(await lists(none)).toEqual([])
    expect(await readAll(one, noc)).not.toContain(secret)
    await asNoc((t: TenantTx<"incidents.work">) => answerHandoff(t, id, { act: "accept" }))
    const done = { act: "complete", reason: "No answer from it", containmentVerified: true } as const
    await asNoc((t: TenantTx<"incidents.work">) => answerHandoff(t, id, done))
    expect(await readAll(one, noc)).not.toContain(secret)
    const read = await one.soc((t: TenantTx<"incidents.read">) => readIncident(t, one.id))
    expect(read.containedAt).not.toBeNull()
    const members = await one.floor.alerts()
    expect(new Set(members.map(({ dueAt }) => dueAt?.toString()))).toEqual(new Set([read.dueAt?.toString()]))
  })

  test("2.12.5 its sight is as before after it answered, also after an answer that was refused", async () => {
    const one = await restricted()
    const id = await one.soc((t: TenantTx<"incidents.work">) => requestHandoff(t, one.id, wanted))
    await one.as(noc)(async (t: TenantTx<"incidents.work" | "alerts.read">) => {
      await expect(answerHandoff(t, id, { act: "complete" })).rejects.toMatchObject({ code: "conflict" })
      expect((await listAlerts(t, {}, { order: "newest", limit: 9 })).items).toEqual([])
      await answerHandoff(t, id, { act: "accept" })
      expect((await listAlerts(t, {}, { order: "newest", limit: 9 })).items).toEqual([])
    })
  })

  test("2.12.5 what the NOC asked of the SOC before is not shown to it again", async () => {
    const one = await restricted()
    const asked = await one.as(noc)((t: TenantTx<"incidents.read">) => listHandoffs(t, one.id))
    expect(asked).toEqual([])
  })
})

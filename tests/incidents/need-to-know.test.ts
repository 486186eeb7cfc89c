import { describe, expect, test } from "vitest"
import { listClientEntries } from "#app/domain/audit/read.server.ts"
import { requireWhole } from "#app/domain/audit/whole.server.ts"
import { requestHandoff } from "#app/domain/handoffs/request.server.ts"
import { changeFlavour } from "#app/domain/incidents/change-flavour.server.ts"
import { mergeIncidents } from "#app/domain/incidents/merge.server.ts"
import { standInTitle } from "#app/domain/incidents/need-to-know.ts"
import { openIncident } from "#app/domain/incidents/open.server.ts"
import { listIncidents, readIncident } from "#app/domain/incidents/read.server.ts"
import { releaseAlerts } from "#app/domain/incidents/release-alerts.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { restrictIncident } from "#app/domain/incidents/restrict.server.ts"
import { splitIncident } from "#app/domain/incidents/split.server.ts"
import { fullSight, type Sight } from "#app/kernel/sight.ts"
import type { TenantTx } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { ana } from "../support/tenants.ts"
import { none, noc, readAll, restricted, secret } from "../support/restricted.ts"

await testDatabase()
type Work = TenantTx<"incidents.work" | "alerts.triage">

describe("2.12.5 an incident that is need to know", () => {
  test("2.12.5 is read whole by the SOC, its title and why included", async () => {
    const one = await restricted()
    const read = await one.soc((t: TenantTx<"incidents.read">) => readIncident(t, one.id))
    expect(read).toMatchObject({
      title: one.before.title,
      isWithheld: false,
      restriction: { byName: ana.name },
    })
    expect(await readAll(one, fullSight)).toContain(secret)
    const at: Sight = { restricted: [one.floor.tenant.id], asked: [] }
    expect(await readAll(one, at)).toContain(secret)
  })

  test.each([
    { who: "the NOC", sight: noc },
    { who: "nobody's team", sight: none },
    {
      who: "the SOC of another client",
      sight: { restricted: [crypto.randomUUID()], asked: [] } as unknown as Sight,
    },
  ])("2.12.5 to $who it is a number, a client, a priority, a stage and clocks", async ({ sight }) => {
    const one = await restricted()
    const read = await one.as(sight)((t: TenantTx<"incidents.read">) => readIncident(t, one.id))
    const { reference, priority, stage, discipline, openedAt } = one.before
    expect(read).toMatchObject({ reference, priority, stage, discipline, openedAt })
    expect(read).toMatchObject({
      ...{
        title: standInTitle,
        owner: null,
        openedBy: "",
        alertCount: 0,
        confirmedAt: null,
        restriction: null,
      },
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
    const later = {
      key: "c",
      title: `${secret} later`,
      severity: "critical",
      discipline: "soc",
      asset: "hr-7",
      rule: "R-1",
    }
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
    const first = one.alerts[0]!
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

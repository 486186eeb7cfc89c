import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { mintPortfolio, mintScope } from "#app/auth/mint-scope.server.ts"
import { takeAlert } from "#app/domain/alerts/take.server.ts"
import { acknowledgeIncident } from "#app/domain/incidents/acknowledge.server.ts"
import { contestExclusion, settleContest } from "#app/domain/sla/exclusions/contest.server.ts"
import { decideExclusion } from "#app/domain/sla/exclusions/decide.server.ts"
import type { NewExclusion } from "#app/domain/sla/exclusions/new-exclusion.ts"
import { listExclusions, readExclusion } from "#app/domain/sla/exclusions/read.server.ts"
import { requestExclusion } from "#app/domain/sla/exclusions/request.server.ts"
import { type ClockId, newId, type SlaExclusionId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { type Instant, instantNow } from "#app/kernel/time.ts"
import { slaClocks } from "#db/schema/sla.ts"
import { inPortfolio, inTenant, inTenantAt } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { incidentDesk } from "../support/incident-desk.ts"
import { clockOfMetric, grantedExclusion, lena, neglectedIncident, share } from "../support/missed-clocks.ts"
import { ana, newTenant, type TestTenant, twoTenants } from "../support/tenants.ts"

await testDatabase()
const greta: Actor = { kind: "client-user", id: newId(), name: "Greta" }
const otto: Actor = { kind: "user", id: newId(), name: "Otto Owner" }
const wanted: NewExclusion = { kind: "client_caused", reason: "Their firewall", evidence: "Ticket 12" }
const longAgo = () => instantNow().subtract({ hours: 24 * 7 })

async function missed(tenant: TestTenant, isShared = true): Promise<ClockId> {
  const incident = await neglectedIncident(tenant, longAgo())
  if (isShared) await share(tenant, incident)
  return clockOfMetric(tenant, incident, "resolve")
}

const ask = (tenant: TestTenant, clock: ClockId, who: Actor = ana) =>
  inTenant(mintScope<"sla.exclude">(tenant.id, who), (t) => requestExclusion(t, clock, wanted))
const decide = (tenant: TestTenant, id: SlaExclusionId, who: Actor, approve = true, comment = "") =>
  inTenant(mintScope<"sla.approve">(tenant.id, who), (t) => decideExclusion(t, id, { approve, comment }))
const settle = (tenant: TestTenant, id: SlaExclusionId, who: Actor, outcome: "upheld" | "rejected") =>
  inTenant(mintScope<"sla.approve">(tenant.id, who), (t) => settleContest(t, id, outcome))
const contest = (tenant: TestTenant, id: SlaExclusionId, reason = "We were up", at: Instant = instantNow()) =>
  inTenantAt(mintScope<"own.reply">(tenant.id, greta), at, (t) => contestExclusion(t, id, { reason }))
const read = (tenant: TestTenant, id: SlaExclusionId) =>
  inPortfolio(mintPortfolio<"sla.read">([tenant.id], ana), (t) => readExclusion(t, id))

describe("2.9.12 an exclusion", () => {
  test("is asked for with its reason and evidence, and changes nothing by itself", async () => {
    const tenant = await newTenant()
    const id = await ask(tenant, await missed(tenant))
    expect(await read(tenant, id)).toMatchObject({
      ...{ state: "requested", requestedByName: ana.name, seconds: null, kind: "client_caused" },
      reason: "Their firewall\n\nEvidence: Ticket 12",
    })
  })

  test("is decided by neither who asked nor who owns the incident, nor a machine", async () => {
    const tenant = await newTenant()
    const incident = await neglectedIncident(tenant, longAgo())
    await inTenant(mintScope<"incidents.work">(tenant.id, otto), (t) => acknowledgeIncident(t, incident))
    const id = await ask(tenant, await clockOfMetric(tenant, incident, "resolve"))
    const machine: Actor = { kind: "token", id: newId(), name: "Script" }
    for (const who of [ana, otto, machine])
      await expect(decide(tenant, id, who)).rejects.toMatchObject({ code: "forbidden" })
    expect((await read(tenant, id)).state).toBe("requested")
    await decide(tenant, id, lena)
    expect(await read(tenant, id)).toMatchObject({ state: "approved", decidedByName: lena.name })
    await expect(decide(tenant, id, lena, false, "no")).rejects.toMatchObject({ code: "conflict" })
  })

  test("of an alert is not decided by who has the alert in hand", async () => {
    const desk = await incidentDesk()
    await desk.hasProblems([{ key: "lone", severity: "low" }], -600)
    const { tenant } = desk.floor
    const alert = await desk.alertId("lone")
    await inTenant(mintScope<"alerts.triage" | "incidents.work">(tenant.id, otto), (t) => takeAlert(t, alert))
    const [clock] = await desk.act((t) => t.sql.select().from(slaClocks).where(eq(slaClocks.alertId, alert)))
    const id = await ask(tenant, clock!.id)
    await expect(decide(tenant, id, otto)).rejects.toMatchObject({ code: "forbidden" })
    await decide(tenant, id, lena)
  })

  test("is refused with a reason, and may then be asked for again", async () => {
    const tenant = await newTenant()
    const clock = await missed(tenant)
    const id = await ask(tenant, clock)
    await expect(decide(tenant, id, lena, false, " ")).rejects.toMatchObject({ code: "invalid" })
    await expect(ask(tenant, clock)).rejects.toMatchObject({ code: "conflict" })
    await decide(tenant, id, lena, false, "It was ours")
    expect(await read(tenant, id)).toMatchObject({ state: "refused", decision: "It was ours" })
    await ask(tenant, clock)
  })

  test("of two who ask at once one is heard", async () => {
    const tenant = await newTenant()
    const clock = await missed(tenant)
    const answers = await Promise.allSettled([ask(tenant, clock), ask(tenant, clock, otto)])
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  })

  test("is for what was missed: a clock in time has nothing to leave out", async () => {
    const tenant = await newTenant()
    const clock = await clockOfMetric(tenant, await neglectedIncident(tenant, instantNow()), "resolve")
    await expect(ask(tenant, clock)).rejects.toMatchObject({ code: "conflict" })
  })
})

describe("2.9.12 the client", () => {
  test("contests what was approved, once; upheld it counts again", async () => {
    const tenant = await newTenant()
    const id = await grantedExclusion(tenant, await missed(tenant))
    await expect(contest(tenant, id, "  ")).rejects.toMatchObject({ code: "invalid" })
    await contest(tenant, id)
    expect(await read(tenant, id)).toMatchObject({ contest: "open", contestedByName: "Greta" })
    await expect(contest(tenant, id)).rejects.toMatchObject({ code: "conflict" })
    await expect(settle(tenant, id, ana, "rejected")).rejects.toMatchObject({ code: "forbidden" })
    await settle(tenant, id, lena, "upheld")
    expect(await read(tenant, id)).toMatchObject({
      ...{ contest: "upheld", contestDecidedByName: lena.name, state: "approved" },
    })
    await expect(settle(tenant, id, lena, "rejected")).rejects.toMatchObject({ code: "conflict" })
  })

  test("has 30 days for it", async () => {
    const tenant = await newTenant()
    const id = await grantedExclusion(tenant, await missed(tenant))
    const late = instantNow().add({ hours: 30 * 24, seconds: 5 })
    await expect(contest(tenant, id, "late", late)).rejects.toMatchObject({ code: "conflict" })
    await contest(tenant, id, "in time", late.subtract({ seconds: 60 }))
  })

  test("knows nothing of what is undecided, refused, or of an incident it was not told of", async () => {
    const tenant = await newTenant()
    const asked = await ask(tenant, await missed(tenant))
    const refused = await ask(tenant, await missed(tenant))
    await decide(tenant, refused, lena, false, "no")
    const inside = await grantedExclusion(tenant, await missed(tenant, false))
    for (const id of [asked, refused, inside, newId<"sla-exclusion">()])
      await expect(contest(tenant, id)).rejects.toMatchObject({ code: "not_found" })
  })

  test("and a lead of another client reach nothing of it", async () => {
    const { acme, globex } = await twoTenants()
    const clock = await missed(acme)
    const id = await grantedExclusion(acme, clock)
    await expect(contest(globex, id)).rejects.toMatchObject({ code: "not_found" })
    await expect(decide(globex, id, lena)).rejects.toMatchObject({ code: "not_found" })
    await expect(settle(globex, id, lena, "upheld")).rejects.toMatchObject({ code: "not_found" })
    await expect(ask(globex, clock)).rejects.toMatchObject({ code: "not_found" })
    await expect(read(globex, id)).rejects.toMatchObject({ code: "not_found" })
    await inPortfolio(mintPortfolio<"sla.read">([globex.id], ana), async (t) =>
      expect((await listExclusions(t, acme.id, {}, { limit: 10 })).items).toEqual([]),
    )
  })
})

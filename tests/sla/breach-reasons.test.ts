import { expect, test } from "vitest"
import { mintPortfolio, mintScope } from "#app/auth/mint-scope.server.ts"
import { listJudged, readMiss } from "#app/domain/sla/attainment/misses.server.ts"
import { monthAt, periodOf } from "#app/domain/sla/attainment/month.ts"
import { listOwnClocks } from "#app/domain/sla/attainment/own.server.ts"
import type { NewBreachReason } from "#app/domain/sla/exclusions/new-breach-reason.ts"
import { noteBreachReason } from "#app/domain/sla/exclusions/note-reason.server.ts"
import type { ClockId } from "#app/kernel/ids.ts"
import { ownClockLines } from "#app/routes/client/performance/own-clock-lines.ts"
import { clockLines } from "#app/routes/ops/sla/export-lines.server.ts"
import { reasonColumns } from "#app/routes/ops/sla/reason-columns.ts"
import { clocksCsv } from "#app/routes/shared/sla/clock-csv.ts"
import { instantNow } from "#app/kernel/time.ts"
import { inPortfolio, inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { clockOfMetric, lena, neglectedIncident, share } from "../support/missed-clocks.ts"
import { ana, newTenant, type TestTenant, twoTenants } from "../support/tenants.ts"

await testDatabase()
const ours: NewBreachReason = { cause: "own_fault", text: "The shift was one short" }
const longAgo = () => instantNow().subtract({ hours: 24 * 7 })

const note = (tenant: TestTenant, clock: ClockId, reason = ours, who = ana) =>
  inTenant(mintScope<"sla.exclude">(tenant.id, who), (t) => noteBreachReason(t, clock, reason))
const read = (tenant: TestTenant, clock: ClockId) =>
  inPortfolio(mintPortfolio<"sla.read">([tenant.id], ana), (t) => readMiss(t, clock))
const unexplained = (tenant: TestTenant) =>
  inPortfolio(mintPortfolio<"sla.read">([tenant.id], ana), async (t) => {
    const period = { tenantId: tenant.id, from: longAgo().subtract({ hours: 24 }), to: instantNow() }
    const { items } = await listJudged(t, [period], { missedOnly: true, asked: "nothing" }, { limit: 50 })
    return items.map(({ id }) => id)
  })

test("a miss says why it was missed; what is noted anew takes its place, and it is explained", async () => {
  const tenant = await newTenant()
  const clock = await clockOfMetric(tenant, await neglectedIncident(tenant, longAgo()), "resolve")
  expect((await read(tenant, clock)).reason).toBeNull()
  expect(await unexplained(tenant)).toContain(clock)
  await note(tenant, clock)
  expect((await read(tenant, clock)).reason).toMatchObject({ ...ours, notedByName: ana.name })
  expect(await unexplained(tenant)).not.toContain(clock)
  await note(tenant, clock, { cause: "third_party", text: "Their line" }, lena)
  expect((await read(tenant, clock)).reason).toMatchObject({ cause: "third_party", notedByName: lena.name })
})

test("a kept promise has nothing to explain, and nobody explains another client's", async () => {
  const { acme, globex: bolt } = await twoTenants()
  const recent = await neglectedIncident(acme, instantNow())
  await expect(note(acme, await clockOfMetric(acme, recent, "resolve"))).rejects.toThrow(/missed nothing/)
  const missed = await clockOfMetric(acme, await neglectedIncident(acme, longAgo()), "resolve")
  await expect(note(bolt, missed)).rejects.toMatchObject({ code: "not_found" })
  await note(acme, missed)
  await expect(read(bolt, missed)).rejects.toMatchObject({ code: "not_found" })
})

test("10 the provider's file of clocks says why they were missed, and the client's own file does not", async () => {
  const tenant = await newTenant()
  const at = longAgo()
  const incident = await neglectedIncident(tenant, at)
  await share(tenant, incident)
  await note(tenant, await clockOfMetric(tenant, incident, "resolve"))
  const month = monthAt(at.add({ hours: 8 }), "Europe/Sofia")
  const [head, ...lines] = await inPortfolio(
    mintPortfolio<"sla.read" | "clients.read">([tenant.id], ana),
    async (t) => clocksCsv((await clockLines(t, { month, show: "all" })).lines, reasonColumns),
  )
  expect(head).toMatch(/"Breach cause","Breach reason","Noted by","Noted at"\r\n$/)
  expect(lines.filter((line) => line.includes(`"own_fault","${ours.text}","Ana`))).toHaveLength(1)
  const own = await inPortfolio(mintPortfolio<"own.read">([tenant.id], ana), async (t) => {
    const period = { tenantId: tenant.id, ...periodOf(month, "Europe/Sofia") }
    return clocksCsv(ownClockLines(await listOwnClocks(t, period), { name: "Acme", code: "ACME" })).join("")
  })
  expect(own).toContain('"resolve"')
  for (const secret of ["own_fault", ours.text, "Breach cause", "Ana"]) expect(own).not.toContain(secret)
})

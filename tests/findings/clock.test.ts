import { describe, expect, test } from "vitest"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { decideAcceptance } from "#app/domain/findings/decide-acceptance.server.ts"
import { expireFindings } from "#app/domain/findings/expire.server.ts"
import { dropPlan, planChange } from "#app/domain/findings/plan-change.server.ts"
import { reopenFinding } from "#app/domain/findings/reopen.server.ts"
import { requestAcceptance } from "#app/domain/findings/request-acceptance.server.ts"
import { settleFinding } from "#app/domain/findings/settle.server.ts"
import { decideCorrection } from "#app/domain/sla/corrections/decide.server.ts"
import { requestCorrection } from "#app/domain/sla/corrections/request.server.ts"
import { previewTerms } from "#app/domain/sla/policies/preview.server.ts"
import { listClocks } from "#app/domain/sla/record/read.server.ts"
import { rebuildClocks } from "#app/domain/sla/record/rebuild.server.ts"
import { inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { ana } from "../support/tenants.ts"
import { findingDesk, gone, lead, promiseFixes, weakness } from "./desk.ts"

await testDatabase()

/** A client that was promised fixes within ten hours, and a finding of minute 0. */
async function promised(hours = 10) {
  const desk = await findingDesk()
  await promiseFixes(desk.floor, hours)
  await desk.report([0, weakness()])
  const { id } = await desk.only()
  const clocks = () => desk.act(1100, (t) => listClocks(t, desk.floor.tenant.id, { finding: id }))
  return { ...desk, id, clocks }
}
const due = async (desk: { readonly only: () => Promise<{ readonly dueAt: unknown }> }) =>
  String((await desk.only()).dueAt)

describe("2.9.2 vuln_fix", () => {
  test("no target: no clock and no breach, however old it is", async () => {
    const desk = await findingDesk()
    await desk.report([0, weakness({ severity: "critical" })])
    const { id, dueAt } = await desk.only()
    expect(dueAt).toBeNull()
    expect(await desk.act(1100, (t) => listClocks(t, desk.floor.tenant.id, { finding: id }))).toEqual([])
    expect(await desk.list({ overdue: true })).toEqual([])
  })

  test("starts when the finding opens and is met by the fix, whoever says so", async () => {
    const desk = await promised()
    expect(await due(desk)).toBe(desk.at(600).toString())
    await desk.report([300, gone()])
    expect(await desk.clocks()).toMatchObject([{ metric: "vuln_fix", state: { kind: "met" } }])
    expect((await desk.only()).dueAt).toBeNull()
  })

  test("an accepted risk stops it; refused, it runs on", async () => {
    const desk = await promised()
    const until = desk.at(5000).toString()
    const ask = (minute: number) =>
      desk.act(minute, (t) => requestAcceptance(t, desk.id, { reason: "Old", until }))
    await ask(10)
    await desk.act(20, (t) => decideAcceptance(t, desk.id, { approve: false, comment: "No." }), lead)
    expect(await desk.clocks()).toMatchObject([{ state: { kind: "running" } }])
    await ask(30)
    await desk.act(40, (t) => decideAcceptance(t, desk.id, { approve: true, comment: "" }), lead)
    expect(await desk.clocks()).toMatchObject([{ state: { kind: "met" } }])
  })

  test("what only mitigates it does not stop it; a false positive ends it without an outcome", async () => {
    const desk = await promised()
    await desk.act(10, (t) => settleFinding(t, desk.id, { as: "mitigated", note: "Behind a filter" }))
    expect(await desk.clocks()).toMatchObject([{ state: { kind: "running" } }])
    await desk.act(20, (t) => settleFinding(t, desk.id, { as: "false_positive", note: "Other library" }))
    expect(await desk.clocks()).toMatchObject([{ state: { kind: "cancelled" } }])
    await desk.act(30, (t) => reopenFinding(t, desk.id, { note: "It is that one" }))
    expect(await due(desk)).toBe(desk.at(630).toString())
  })

  test("information is nothing to be fixed", async () => {
    const desk = await findingDesk()
    await promiseFixes(desk.floor, 10)
    await desk.report([0, weakness({ severity: "info" })])
    expect((await desk.only()).dueAt).toBeNull()
    await desk.report([60, weakness({ severity: "high" })])
    expect(await due(desk)).toBe(desk.at(660).toString())
  })
})

test("2.9.9 one that comes back goes on with what had elapsed; the time it was believed fixed is a pause", async () => {
  const desk = await promised()
  await desk.report([100, gone()], [160, weakness()])
  expect(await due(desk)).toBe(desk.at(660).toString())
  expect(await desk.clocks()).toMatchObject([{ cycle: 1, state: { kind: "running" } }])
})

test("2.9.6 a change planned with the client pauses it until its day, or until the plan is dropped", async () => {
  const desk = await promised()
  const plan = (minute: number, until: number) =>
    desk.act(minute, (t) =>
      planChange(t, desk.id, { note: "CHG-7, Greta", until: desk.at(until).toString() }),
    )
  await plan(60, 360)
  expect(await desk.clocks()).toMatchObject([{ state: { kind: "paused" } }])
  await desk.act(360, expireFindings)
  expect(await due(desk)).toBe(desk.at(900).toString())
  await plan(400, 800)
  await desk.act(410, (t) => dropPlan(t, desk.id))
  expect(await due(desk)).toBe(desk.at(910).toString())
})

test("overdue: past its deadline and still there", async () => {
  const desk = await promised(1)
  expect(await desk.list({ overdue: true })).toHaveLength(1)
  await desk.report([90, gone()])
  expect(await desk.list({ overdue: true })).toEqual([])
  expect(await desk.clocks()).toMatchObject([{ state: { kind: "missed" } }])
})

test("2.9.12 a fix that the scanner saw late is put where it belongs", async () => {
  const desk = await promised(1)
  await desk.report([90, gone()])
  const [clock] = await desk.clocks()
  expect(clock).toMatchObject({ state: { kind: "missed" } })
  const words = { stoppedAt: desk.at(50), reason: "Patched before the next scan", evidence: "CHG-9" }
  const asked = await inTenant(mintScope<"sla.exclude">(desk.floor.tenant.id, ana), (t) =>
    requestCorrection(t, clock!.id, words),
  )
  await inTenant(mintScope<"sla.approve">(desk.floor.tenant.id, lead), (t) =>
    decideCorrection(t, asked, { approve: true, comment: "" }),
  )
  expect(await desk.clocks()).toMatchObject([{ state: { kind: "met" } }])
  expect(await desk.only()).toMatchObject({ state: "fixed", dueAt: null })
})

test("2.9.11 clocks of findings are in the preview of new terms", async () => {
  const desk = await promised()
  const { tenant } = desk.floor
  const [clock] = await desk.clocks()
  const preview = await inTenant(tenant.scope("sla.read"), (t) => previewTerms(t, [tenant.id], clock!.policy))
  expect(preview.records).toBe(1)
})

test("2.9.1 working all clocks of findings out again changes nothing", async () => {
  const desk = await promised()
  await desk.report([10, gone()], [20, weakness({ severity: "critical" })], [30, weakness()])
  await desk.act(40, (t) => planChange(t, desk.id, { note: "CHG-7", until: desk.at(200).toString() }))
  const done = await inTenant(desk.floor.tenant.scope("sla.manage"), (t) =>
    rebuildClocks(t, { repair: false, limit: 100 }),
  )
  expect(done).toMatchObject({ records: 1, differences: [] })
})

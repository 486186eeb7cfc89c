import { expect, test } from "vitest"
import { mintPortfolio } from "#app/auth/mint-scope.server.ts"
import { closeAlert } from "#app/domain/alerts/close.server.ts"
import { raiseAlert } from "#app/domain/alerts/raise.server.ts"
import { moveAlerts } from "#app/domain/incidents/move-alerts.server.ts"
import { measureAttainment } from "#app/domain/sla/attainment/measure.server.ts"
import type { Happening } from "#app/domain/sla/clock/record-event.ts"
import { happened, retract } from "#app/domain/sla/record/happen.server.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { type Instant, instant, Temporal } from "#app/kernel/time.ts"
import { inPortfolio } from "#db/tenant.ts"
import { clockDesk } from "../support/clock-desk.ts"
import { testDatabase } from "../support/database.ts"
import { incidentDesk } from "../support/incident-desk.ts"
import { clockOfMetric, grantedExclusion } from "../support/missed-clocks.ts"
import { ana, type TestTenant } from "../support/tenants.ts"

await testDatabase()
const start = instant("2026-03-02T09:00:00Z")
const hour = 3600
const priority = (p: 2 | 3 | 4): Happening => ({ kind: "priority_set", priority: p })
const waiting: Happening = { kind: "hold_entered", hold: "waiting_client", basis: "question" }

/** What the days around a moment came to: `resolve P2 met 0 missed 1 excluded 0`. */
async function attained({ id }: Pick<TestTenant, "id">, around: Instant): Promise<string[]> {
  const period = { tenantId: id, from: around.subtract({ hours: 72 }), to: around.add({ hours: 72 }) }
  const counts = await inPortfolio(mintPortfolio<"sla.read">([id], ana), (t) =>
    measureAttainment(t, [period]),
  )
  return counts
    .map((c) => `${c.metric} P${c.priority} met ${c.met} missed ${c.missed} excluded ${c.excluded}`)
    .sort()
}

test("2.9.7 a breach stays a miss when the priority falls to one without a target", async () => {
  const desk = await clockDesk(start)
  await desk.promises([["resolve", 2, hour]])
  const incident = await desk.opens(2)
  await desk.happens(incident, 2 * hour, priority(4))
  const missed = ["resolve P2 met 0 missed 1 excluded 0"]
  expect(await attained(desk.client, start)).toEqual(missed)
  await desk.happens(incident, 3 * hour, { kind: "resolved" })
  expect(await desk.clocks()).toMatchObject([
    { state: "missed", targetSeconds: hour, elapsedSeconds: 3 * hour },
  ])
  expect(await attained(desk.client, start)).toEqual(missed)
})

test("2.9.12 minutes excuse no clock that is late and paused: how late it will be, nobody knows", async () => {
  const desk = await clockDesk(start)
  await desk.promises([["resolve", 2, hour]])
  const incident = await desk.opens(2)
  await desk.happens(incident, 1.5 * hour, waiting)
  await grantedExclusion(desk.client, await clockOfMetric(desk.client, incident, "resolve"), { minutes: 40 })
  expect(await attained(desk.client, start)).toEqual(["resolve P2 met 0 missed 1 excluded 0"])
  await desk.happens(incident, 2 * hour, { kind: "resolved" })
  expect(await attained(desk.client, start)).toEqual(["resolve P2 met 0 missed 1 excluded 1"])
})

test("2.9.12 a minute does not excuse a miss because its priority was lowered afterwards", async () => {
  const desk = await clockDesk(start)
  await desk.promises([
    ["resolve", 2, hour],
    ["resolve", 3, 24 * hour],
  ])
  const incident = await desk.opens(2)
  await desk.happens(incident, 5 * hour, priority(3))
  await desk.happens(incident, 6 * hour, { kind: "resolved" })
  const clock = await clockOfMetric(desk.client, incident, "resolve")
  await grantedExclusion(desk.client, clock, { minutes: 1 })
  expect(await attained(desk.client, start)).toEqual(["resolve P3 met 0 missed 1 excluded 0"])
  await grantedExclusion(desk.client, clock)
  expect(await attained(desk.client, start)).toEqual(["resolve P3 met 0 missed 1 excluded 1"])
})

test("what was taken back never began, late or not, so it is no miss", async () => {
  const desk = await clockDesk(start)
  await desk.promises([["contain", 2, hour]])
  const incident = await desk.opens(2)
  const { events } = await desk.act(desk.at(60), (t) =>
    happened(t, { incident }, [
      { kind: "flavour_changed", flavour: "security" },
      { kind: "confirmed", verdict: "malicious" },
    ]),
  )
  await desk.happens(incident, 2 * hour, priority(2))
  expect(await attained(desk.client, start)).toEqual(["contain P2 met 0 missed 1 excluded 0"])
  await desk.act(desk.at(3 * hour), (t) => retract(t, { incident }, events))
  expect(await desk.clocks()).toMatchObject([{ state: "cancelled", breachedAt: null }])
  expect(await attained(desk.client, start)).toEqual([])
})

/** A lone alert of P4, to be acknowledged in eight hours, that nobody has looked at for ten. */
async function lateAlert() {
  const desk = await incidentDesk()
  await desk.hasProblems([{ key: "lone", severity: "low" }], -600)
  const tenant: { readonly id: TenantId } = desk.floor.tenant
  const acknowledged = async () =>
    (await attained(tenant, Temporal.Now.instant())).filter((line) => line.startsWith("acknowledge P4"))
  return { desk, alert: await desk.alertId("lone"), acknowledged }
}
const once = ["acknowledge P4 met 0 missed 1 excluded 0"]

test("a late alert put into a younger incident stays a miss", async () => {
  const { desk, alert, acknowledged } = await lateAlert()
  expect(await acknowledged()).toEqual(once)
  await desk.hasProblems([{ key: "b", severity: "medium" }])
  const incident = await desk.incidentOf("b")
  await desk.act((t) => moveAlerts(t, [alert], incident))
  expect(await acknowledged()).toEqual(once)
})

test("a late alert an incident is made of is a miss once, as the incident's", async () => {
  const { desk, alert, acknowledged } = await lateAlert()
  await desk.act((t) => raiseAlert(t, alert))
  expect(await acknowledged()).toEqual(once)
})

test("a late alert that is closed is a miss", async () => {
  const { desk, alert, acknowledged } = await lateAlert()
  await desk.act((t) => closeAlert(t, alert, { disposition: "false_positive.rule" }))
  expect(await acknowledged()).toEqual(once)
})

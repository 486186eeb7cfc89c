import { and, eq, inArray } from "drizzle-orm"
import { expect, test } from "vitest"
import { mintPortfolio } from "#app/auth/mint-scope.server.ts"
import { listAlerts } from "#app/domain/alerts/read.server.ts"
import { takeAlert } from "#app/domain/alerts/take.server.ts"
import { acknowledgeIncident } from "#app/domain/incidents/acknowledge.server.ts"
import { addNote } from "#app/domain/incidents/add-note.server.ts"
import { approveCandidate } from "#app/domain/incidents/approve.server.ts"
import { reviewSeconds } from "#app/domain/incidents/candidate.ts"
import { dismissCandidate } from "#app/domain/incidents/dismiss.server.ts"
import { mergeIncidents } from "#app/domain/incidents/merge.server.ts"
import { moveAlerts } from "#app/domain/incidents/move-alerts.server.ts"
import { listSharedIncidents, readSharedIncident } from "#app/domain/incidents/read-shared.server.ts"
import { listIncidents } from "#app/domain/incidents/read.server.ts"
import { reopenIncident } from "#app/domain/incidents/reopen.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { retract } from "#app/domain/sla/record/happen.server.ts"
import { listClocks } from "#app/domain/sla/record/read.server.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import { plusSeconds, secondsBetween } from "#app/kernel/time.ts"
import { incidents } from "#db/schema/incidents.ts"
import { slaEvents } from "#db/schema/sla.ts"
import { inPortfolio } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { incidentDesk } from "../support/incident-desk.ts"
import { ana } from "../support/tenants.ts"

await testDatabase()
type Desk = Awaited<ReturnType<typeof incidentDesk>>

/** Makes a candidate of an open incident, as a rule that creates candidates would have left it. */
async function makeCandidate(desk: Desk, id: IncidentId): Promise<void> {
  await desk.act(async (t) => {
    const begun = await t.sql
      .select({ id: slaEvents.id })
      .from(slaEvents)
      .where(and(eq(slaEvents.incidentId, id), inArray(slaEvents.kind, ["actionable", "shown_to_client"])))
    await retract(
      t,
      { incident: id },
      begun.map((event) => event.id),
    )
    await t.sql
      .update(incidents)
      .set({ isCandidate: true, dueAt: plusSeconds(t.now, reviewSeconds) })
      .where(and(eq(incidents.tenantId, desk.floor.tenant.id), eq(incidents.id, id)))
  })
}

async function candidate() {
  const desk = await incidentDesk()
  await desk.hasProblems([{ key: "first", rule: "a" }], -45)
  await desk.hasProblems([{ key: "second", rule: "a" }], -20)
  const id = await desk.incidentOf("first")
  await makeCandidate(desk, id)
  return { desk, id }
}

test("2.4.6 approval back-dates the clocks to the first alert's receipt", async () => {
  const { desk, id } = await candidate()
  expect(await desk.clocks(id)).toEqual([])
  await desk.act((t) => approveCandidate(t, id))
  const first = (await desk.alertOf("first")).firstSeenAt
  for (const metric of ["acknowledge", "resolve"] as const) {
    const clock = await desk.clock(id, metric)
    expect(clock.startedAt.equals(first)).toBe(true)
    expect(clock.state.kind).toBe("running")
  }
  const incident = await desk.read(id)
  expect(incident).toMatchObject({ isCandidate: false, stage: "new" })
  expect(incident.dueAt?.equals((await desk.clock(id, "acknowledge")).dueAt!)).toBe(true)
  expect((await desk.alertOf("second")).dueAt?.equals(incident.dueAt!)).toBe(true)
  await expect(desk.act((t) => approveCandidate(t, id))).rejects.toMatchObject({ code: "conflict" })
  await expect(
    desk.act((t) => dismissCandidate(t, id, { reason: "late", alerts: "release" })),
  ).rejects.toMatchObject({ code: "conflict" })
})

test("2.4.6 of two who decide at once one wins", async () => {
  const { desk, id } = await candidate()
  const both = await Promise.allSettled([
    desk.act((t) => approveCandidate(t, id)),
    desk.act((t) => dismissCandidate(t, id, { reason: "noise", alerts: { close: "informational" } })),
  ])
  expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"])
})

test("2.4.6 dismissal closes it without outcome and its alerts with a disposition", async () => {
  const { desk, id } = await candidate()
  const dismiss = (reason: string) =>
    desk.act((t) => dismissCandidate(t, id, { reason, alerts: { close: "false_positive.rule" } }))
  await expect(dismiss("  ")).rejects.toMatchObject({ code: "invalid" })
  await dismiss("The scanner of the client")
  expect(await desk.read(id)).toMatchObject({
    ...{ stage: "closed", isCandidate: true, resolvedAt: null, dueAt: null },
    resolution: "The scanner of the client",
  })
  expect((await desk.read(id)).dismissedAt).not.toBeNull()
  expect(await desk.clocks(id)).toEqual([])
  expect(await desk.alertOf("first")).toMatchObject({ state: "closed", disposition: "false_positive.rule" })
  await expect(desk.act((t) => reopenIncident(t, id, { reason: "x" }))).rejects.toMatchObject({
    code: "conflict",
  })
})

test("2.4.6 dismissal can give the alerts back to the queue, each under its own clock", async () => {
  const { desk, id } = await candidate()
  await desk.act((t) => dismissCandidate(t, id, { reason: "two matters", alerts: "release" }))
  for (const key of ["first", "second"]) {
    const alert = await desk.alertOf(key)
    expect(alert).toMatchObject({ state: "new", incident: null })
    const clocks = await desk.act((t) => listClocks(t, t.scope.tenantId, { alert: alert.id }))
    expect(clocks.map((c) => [c.metric, c.state.kind])).toEqual([["acknowledge", "running"]])
    expect(alert.dueAt?.equals(clocks[0]!.dueAt!)).toBe(true)
  }
})

test("2.4.6 its review has 30 minutes; until then nobody works on it and no client sees it", async () => {
  const { desk, id } = await candidate()
  const { dueAt, lastActivityAt } = await desk.read(id)
  expect(secondsBetween(lastActivityAt, dueAt!)).toBeGreaterThan(0)
  await expect(desk.act((t) => acknowledgeIncident(t, id))).rejects.toMatchObject({ code: "conflict" })
  await expect(desk.act((t) => resolveIncident(t, id, { resolution: "x" }))).rejects.toMatchObject({
    code: "conflict",
  })
  await expect(desk.act((t) => addNote(t, id, { text: "hello", lane: "client" }))).rejects.toMatchObject({
    code: "conflict",
  })
  await desk.act((t) => addNote(t, id, { text: "looking", lane: "internal" }))
  const alert = await desk.alertId("first")
  await desk.act((t) => takeAlert(t, alert))
  expect(await desk.read(id)).toMatchObject({ stage: "new", isCandidate: true })

  // Even one that was somehow marked as shared stays hidden.
  await desk.act((t) => t.sql.update(incidents).set({ sharedAt: t.now }).where(eq(incidents.id, id)))
  await expect(inPortfolio(desk.own, (t) => readSharedIncident(t, id))).rejects.toMatchObject({
    code: "not_found",
  })
  const listed = await inPortfolio(desk.own, (t) => listSharedIncidents(t, { limit: 10 }))
  expect(listed.items).toEqual([])
})

test("2.4.6 candidates are a view of the list, and marked in it", async () => {
  const { desk, id } = await candidate()
  await desk.hasProblems([{ key: "other" }])
  const list = (view: "candidates" | "open") =>
    desk.act((t) => listIncidents(t, { view }, { order: "queue", limit: 10 }))
  expect((await list("candidates")).items.map((i) => [i.id, i.isCandidate])).toEqual([[id, true]])
  expect((await list("open")).items).toHaveLength(2)
})

test("2.4.6 merging a candidate into an incident approves it, with its start; not the other way round", async () => {
  const { desk, id } = await candidate()
  await desk.hasProblems([{ key: "other" }])
  const other = await desk.incidentOf("other")
  await expect(desk.act((t) => mergeIncidents(t, id, [other]))).rejects.toMatchObject({ code: "conflict" })
  await desk.act((t) => mergeIncidents(t, other, [id]))
  expect(await desk.read(other)).toMatchObject({ alertCount: 3, isCandidate: false })
  const first = (await desk.alertOf("first")).firstSeenAt
  expect((await desk.clock(other, "resolve")).startedAt.equals(first)).toBe(true)
})

test("2.4.6 alerts moved to a candidate keep its review target", async () => {
  const { desk, id } = await candidate()
  await desk.hasProblems([{ key: "other", severity: "critical" }])
  const alert = await desk.alertId("other")
  const { dueAt } = await desk.read(id)
  await desk.act((t) => moveAlerts(t, [alert], id))
  const after = await desk.read(id)
  expect(after.dueAt?.equals(dueAt!)).toBe(true)
  expect(after).toMatchObject({ isCandidate: true, priority: 1, alertCount: 3 })
  expect(await desk.clocks(id)).toEqual([])
})

test("2.4.6 the queue can be narrowed to what waits in candidates, and marks it", async () => {
  const { desk, id } = await candidate()
  await desk.hasProblems([{ key: "other", rule: "b" }], -5)
  const waiting = () =>
    inPortfolio(mintPortfolio<"alerts.read">([desk.floor.tenant.id], ana), (t) =>
      listAlerts(t, { isCandidate: true }, { order: "newest", limit: 10 }),
    )
  const { items } = await waiting()
  expect(items.map((alert) => alert.externalId).sort()).toEqual(["first", "second"])
  for (const alert of items) expect(alert.incident).toMatchObject({ id, isCandidate: true })
  await desk.act((t) => approveCandidate(t, id))
  expect((await waiting()).items).toEqual([])
})

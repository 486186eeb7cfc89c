import { expect, test } from "vitest"
import { takeAlert } from "#app/domain/alerts/take.server.ts"
import { listHistory } from "#app/domain/audit/read.server.ts"
import { moveAlerts } from "#app/domain/incidents/move-alerts.server.ts"
import { releaseAlerts } from "#app/domain/incidents/release-alerts.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { splitIncident } from "#app/domain/incidents/split.server.ts"
import { listClocks } from "#app/domain/sla/record/read.server.ts"
import { newId } from "#app/kernel/ids.ts"
import { secondsBetween } from "#app/kernel/time.ts"
import { testDatabase } from "../support/database.ts"
import { incidentDesk } from "../support/incident-desk.ts"

await testDatabase()
const kindsOf = (entries: readonly { kind: string }[]) => entries.map((entry) => entry.kind)

test("2.4.5 a moved alert is in one incident; both recompute severity, priority, targets and counts", async () => {
  const desk = await incidentDesk()
  await desk.hasProblems([
    { key: "a1", rule: "a", severity: "critical", asset: "db-1" },
    { key: "a2", rule: "a", severity: "medium", asset: "db-2" },
    { key: "b1", rule: "b", severity: "medium", asset: "fw-1" },
  ])
  const [a, b] = [await desk.incidentOf("a1"), await desk.incidentOf("b1")]
  expect(await desk.read(a)).toMatchObject({ priority: 1, severity: "critical", alertCount: 2 })
  const started = (await desk.clock(b, "resolve")).startedAt
  const id = await desk.alertId("a1")
  await desk.act((t) => moveAlerts(t, [id], b))

  expect(await desk.read(a)).toMatchObject({ priority: 3, severity: "medium", alertCount: 1 })
  expect(await desk.read(b)).toMatchObject({ priority: 1, severity: "critical", alertCount: 2 })
  expect(await desk.clock(a, "resolve")).toMatchObject({ target: { seconds: 24 * 3600, priority: 3 } })
  const resolve = await desk.clock(b, "resolve")
  expect(resolve).toMatchObject({ target: { seconds: 4 * 3600, priority: 1 } })
  expect(resolve.startedAt.equals(started)).toBe(true)
  const moved = await desk.alertOf("a1")
  expect(moved).toMatchObject({ incident: { id: b }, state: "linked" })
  expect(moved.dueAt?.equals((await desk.read(b)).dueAt!)).toBe(true)
  expect((await desk.alertOf("b1")).dueAt?.equals((await desk.read(b)).dueAt!)).toBe(true)
  expect(kindsOf(await desk.timeline(a))).toEqual(
    expect.arrayContaining(["alerts-moved-out", "priority-changed"]),
  )
  expect(kindsOf(await desk.timeline(b))).toEqual(
    expect.arrayContaining(["alerts-moved-in", "priority-changed"]),
  )
  const history = await desk.act((t) => listHistory(t, id))
  expect(history.map((entry) => entry.action)).toContain("alert.move")
  expect(await desk.entities()).toEqual([
    { incident: b, value: "db-1" },
    { incident: a, value: "db-2" },
    { incident: b, value: "fw-1" },
  ])
})

test("2.4.5 moving where it is already changes nothing; a second move follows the first", async () => {
  const desk = await incidentDesk()
  await desk.hasProblems([{ key: "a" }, { key: "b" }])
  const [a, b] = [await desk.incidentOf("a"), await desk.incidentOf("b")]
  const id = await desk.alertId("a")
  const { version } = await desk.read(a)
  await desk.act((t) => moveAlerts(t, [id], a))
  expect((await desk.read(a)).version).toBe(version)
  await Promise.all([1, 2, 3].map(() => desk.act((t) => moveAlerts(t, [id], b)).catch(() => null)))
  expect(await desk.read(a)).toMatchObject({ alertCount: 0 })
  expect(await desk.read(b)).toMatchObject({ alertCount: 2 })
})

test("2.4.5 alerts of different clients never share an incident", async () => {
  const [desk, other] = [await incidentDesk(), await incidentDesk()]
  await desk.hasProblems([{ key: "a" }])
  await other.hasProblems([{ key: "b" }])
  const [id, foreign] = [await desk.alertId("a"), await other.incidentOf("b")]
  await expect(desk.act((t) => moveAlerts(t, [id], foreign))).rejects.toMatchObject({ code: "not_found" })
  const own = await desk.incidentOf("a")
  const theirs = await other.alertId("b")
  await expect(desk.act((t) => moveAlerts(t, [theirs], own))).rejects.toMatchObject({ code: "not_found" })
  await expect(desk.act((t) => moveAlerts(t, [newId()], own))).rejects.toMatchObject({ code: "not_found" })
})

test("2.4.5 an alert of the queue is added to an incident, and its own clock gives way", async () => {
  const desk = await incidentDesk()
  await desk.hasProblems([{ key: "lone", severity: "low" }, { key: "b" }])
  const [id, b] = [await desk.alertId("lone"), await desk.incidentOf("b")]
  expect((await desk.alertOf("lone")).incident).toBeNull()
  await desk.act((t) => moveAlerts(t, [id], b))
  expect(await desk.alertOf("lone")).toMatchObject({ incident: { id: b }, state: "linked" })
  const own = await desk.act((t) => listClocks(t, t.scope.tenantId, { alert: id }))
  expect(own.every((clock) => clock.state.kind === "cancelled")).toBe(true)
  await desk.act((t) => resolveIncident(t, b, { resolution: "done" }))
  await expect(desk.act((t) => moveAlerts(t, [id], b))).rejects.toMatchObject({ code: "conflict" })
})

test("2.4.5 taken out, an alert is back in the queue under an acknowledge clock of its own", async () => {
  const desk = await incidentDesk()
  await desk.hasProblems(
    [
      { key: "a1", rule: "a", severity: "critical" },
      { key: "a2", rule: "a", severity: "medium" },
    ],
    -60,
  )
  const [incident, id] = [await desk.incidentOf("a1"), await desk.alertId("a1")]
  await desk.act((t) => releaseAlerts(t, [id]))
  const alert = await desk.alertOf("a1")
  expect(alert).toMatchObject({ incident: null, state: "new" })
  const [clock] = await desk.act((t) => listClocks(t, t.scope.tenantId, { alert: id }))
  expect(clock).toMatchObject({ metric: "acknowledge", target: { priority: 1 } })
  expect(alert.dueAt?.equals(clock!.dueAt!)).toBe(true)
  expect(secondsBetween(clock!.startedAt, (await desk.read(incident)).lastActivityAt)).toBe(0)
  expect(await desk.read(incident)).toMatchObject({ alertCount: 1, severity: "medium", priority: 3 })
  await expect(desk.act((t) => releaseAlerts(t, [id]))).rejects.toMatchObject({ code: "conflict" })
})

test("2.4.5 taken out while somebody has it in hand, it stays in their hands without a clock", async () => {
  const desk = await incidentDesk()
  await desk.hasProblems([{ key: "a" }])
  const id = await desk.alertId("a")
  await desk.act((t) => takeAlert(t, id))
  await desk.act((t) => releaseAlerts(t, [id]))
  expect(await desk.alertOf("a")).toMatchObject({
    state: "acknowledged",
    incident: null,
    dueAt: null,
    assignee: { name: "Ana Analyst" },
  })
})

test("2.4.9 split: a new incident, linked to the first, whose clocks start at the split", async () => {
  const desk = await incidentDesk()
  await desk.hasProblems(
    [
      { key: "a1", rule: "a", severity: "critical", asset: "db-1" },
      { key: "a2", rule: "a", severity: "medium", asset: "db-2" },
    ],
    -90,
  )
  const source = await desk.incidentOf("a1")
  const id = await desk.alertId("a2")
  const made = await desk.act((t) => splitIncident(t, source, { alerts: [id], backdate: false }))
  expect(await desk.read(made)).toMatchObject({
    ...{ stage: "new", severity: "medium", priority: 3, alertCount: 1, sharedAt: null },
    title: "Problem a2 on db-2",
  })
  expect(await desk.read(source)).toMatchObject({ alertCount: 1, severity: "critical", priority: 1 })
  for (const metric of ["acknowledge", "resolve"] as const)
    expect(
      secondsBetween((await desk.clock(made, metric)).startedAt, (await desk.read(made)).updatedAt),
    ).toBe(0)
  const [out, into] = [await desk.timeline(source), await desk.timeline(made)]
  expect(out.find((e) => e.kind === "split-off")?.data).toMatchObject({ incident: made, count: 1 })
  expect(into.find((e) => e.kind === "split-from")?.data).toMatchObject({ incident: source })
  expect(await desk.alertOf("a2")).toMatchObject({ incident: { id: made } })

  // The group stays with the first: a further alert of it goes there.
  await desk.hasProblems([{ key: "a3", rule: "a" }])
  expect(await desk.incidentOf("a3")).toBe(source)
})

test("2.4.9 split back-dated: the clocks start with the receipt of its first alert", async () => {
  const desk = await incidentDesk()
  await desk.hasProblems([{ key: "a1", rule: "a" }], -90)
  await desk.hasProblems([{ key: "a2", rule: "a" }], -60)
  await desk.hasProblems([{ key: "a3", rule: "a" }], -30)
  const source = await desk.incidentOf("a1")
  const alerts = [await desk.alertId("a3"), await desk.alertId("a2")]
  const made = await desk.act((t) =>
    splitIncident(t, source, { alerts, backdate: true, title: "Of its own" }),
  )
  const first = (await desk.alertOf("a2")).firstSeenAt
  expect((await desk.clock(made, "resolve")).startedAt.equals(first)).toBe(true)
  expect(await desk.read(made)).toMatchObject({ title: "Of its own", alertCount: 2 })
})

test("2.4.9 a split needs alerts of this incident, and leaves one", async () => {
  const desk = await incidentDesk()
  await desk.hasProblems([{ key: "a" }, { key: "b" }])
  const [a, b] = [await desk.incidentOf("a"), await desk.incidentOf("b")]
  const [inA, inB] = [await desk.alertId("a"), await desk.alertId("b")]
  const split = (alerts: (typeof inA)[]) => desk.act((t) => splitIncident(t, a, { alerts, backdate: false }))
  await expect(split([])).rejects.toMatchObject({ code: "invalid" })
  await expect(split([inB])).rejects.toMatchObject({ code: "conflict" })
  await expect(split([inA])).rejects.toMatchObject({ code: "conflict" })
  expect([(await desk.read(a)).alertCount, (await desk.read(b)).alertCount]).toEqual([1, 1])
})

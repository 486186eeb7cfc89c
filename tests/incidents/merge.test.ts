import { expect, test } from "vitest"
import { withTenantOfAll } from "#app/auth/guards.server.ts"
import { acknowledgeIncident } from "#app/domain/incidents/acknowledge.server.ts"
import { addNote } from "#app/domain/incidents/add-note.server.ts"
import { linkIncidents } from "#app/domain/incidents/link.server.ts"
import { mergeIncidents } from "#app/domain/incidents/merge.server.ts"
import { moveAlerts } from "#app/domain/incidents/move-alerts.server.ts"
import { reopenIncident } from "#app/domain/incidents/reopen.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { splitIncident } from "#app/domain/incidents/split.server.ts"
import { listRelated } from "#app/domain/incidents/suggestions.server.ts"
import { type IncidentId, newId } from "#app/kernel/ids.ts"
import { testDatabase } from "../support/database.ts"
import { incidentDesk } from "../support/incident-desk.ts"
import { staffOf } from "../support/staff-of.ts"

await testDatabase()

/** Three open incidents of one client, opened an hour, half an hour and a moment ago. */
async function threeIncidents() {
  const desk = await incidentDesk()
  await desk.hasProblems([{ key: "old", severity: "medium", asset: "db-1" }], -60)
  await desk.hasProblems([{ key: "mid", severity: "critical", asset: "db-2" }], -30)
  await desk.hasProblems([{ key: "new", severity: "high", asset: "db-3" }])
  const [old, mid, fresh] = [
    await desk.incidentOf("old"),
    await desk.incidentOf("mid"),
    await desk.incidentOf("new"),
  ]
  return { desk, old, mid, fresh }
}

test("2.4.8 merge: the survivor takes the alerts, the worst priority and the earliest start", async () => {
  const { desk, old, mid, fresh } = await threeIncidents()
  await desk.act((t) => addNote(t, old, { text: "found a loose cable", lane: "internal" }))
  const before = await desk.clock(old, "resolve")
  const number = (await desk.read(old)).reference
  await desk.act((t) => mergeIncidents(t, fresh, [old, mid]))

  expect(await desk.read(fresh)).toMatchObject({
    alertCount: 3,
    priority: 1,
    severity: "critical",
    stage: "new",
  })
  for (const key of ["old", "mid", "new"]) expect(await desk.incidentOf(key)).toBe(fresh)
  for (const metric of ["acknowledge", "resolve"] as const) {
    const clock = await desk.clock(fresh, metric)
    expect(clock.startedAt.equals(before.startedAt)).toBe(true)
    expect(clock).toMatchObject({ target: { priority: 1 }, state: { kind: "running" } })
  }
  const due = (await desk.read(fresh)).dueAt!
  for (const key of ["old", "mid", "new"]) expect((await desk.alertOf(key)).dueAt?.equals(due)).toBe(true)

  const merged = await desk.read(old)
  expect(merged).toMatchObject({
    stage: "closed",
    mergedInto: fresh,
    reference: number,
    alertCount: 0,
    dueAt: null,
  })
  const lines = await desk.timeline(old)
  expect(lines.map((e) => e.kind)).toEqual(["opened", "alerts-added", "note", "merged-into"])
  expect(lines.at(-1)?.data).toMatchObject({ incident: fresh })
  const history = await desk.clock(old, "resolve")
  expect(history.startedAt.equals(before.startedAt)).toBe(true)
  expect(history.state.kind).toBe("cancelled")
  expect((await desk.timeline(fresh)).find((e) => e.kind === "merged")?.data).toMatchObject({ alerts: 2 })
  const related = await desk.act((t) => desk.read(fresh).then((view) => listRelated(t, view)))
  expect(related.map((r) => [r.id, r.relation]).sort()).toEqual(
    [
      [mid, "merged"],
      [old, "merged"],
    ].sort(),
  )
  expect((await desk.entities()).map((entity) => entity.incident)).toEqual([fresh, fresh, fresh])
})

test("2.4.8 first response is met if any member was answered", async () => {
  const { desk, old, mid, fresh } = await threeIncidents()
  await desk.act((t) => acknowledgeIncident(t, old))
  const answered = (await desk.read(old)).acknowledgedAt!
  await desk.act((t) => mergeIncidents(t, fresh, [old, mid]))
  const clock = await desk.clock(fresh, "acknowledge")
  expect(clock.state.kind === "met" && clock.state.at.equals(answered)).toBe(true)
  expect(clock.target.seconds).toBe(2 * 3600)
  expect(await desk.read(fresh)).toMatchObject({ stage: "acknowledged", owner: { name: "Ana Analyst" } })
  expect((await desk.read(fresh)).acknowledgedAt?.equals(answered)).toBe(true)
})

test("2.4.8 a merged incident is read only: every work verb refuses and names the survivor", async () => {
  const { desk, old, mid, fresh } = await threeIncidents()
  await desk.act((t) => mergeIncidents(t, fresh, [old]))
  const { reference } = await desk.read(fresh)
  const alert = await desk.alertId("old")
  const refused: readonly Parameters<typeof desk.act>[0][] = [
    (t) => acknowledgeIncident(t, old),
    (t) => addNote(t, old, { text: "x", lane: "internal" }),
    (t) => addNote(t, old, { text: "x", lane: "client" }),
    (t) => resolveIncident(t, old, { resolution: "x" }),
    (t) => reopenIncident(t, old, { reason: "x" }),
    (t) => moveAlerts(t, [alert], old),
    (t) => splitIncident(t, old, { alerts: [alert], backdate: false }),
    (t) => linkIncidents(t, old, mid),
    (t) => mergeIncidents(t, old, [mid]),
    (t) => mergeIncidents(t, mid, [old]),
  ]
  for (const verb of refused) {
    await expect(desk.act(verb)).rejects.toMatchObject({
      code: "conflict",
      message: `This incident was merged into ${reference} and is read only. Work on that one.`,
    })
  }
})

test("2.4.8 merging the same again is no change; merging on takes the earlier ones along", async () => {
  const { desk, old, mid, fresh } = await threeIncidents()
  await desk.act((t) => mergeIncidents(t, mid, [old]))
  const { version } = await desk.read(mid)
  await desk.act((t) => mergeIncidents(t, mid, [old, old, mid]))
  expect((await desk.read(mid)).version).toBe(version)
  await desk.act((t) => mergeIncidents(t, fresh, [mid]))
  expect((await desk.read(old)).mergedInto).toBe(fresh)
  expect(await desk.read(fresh)).toMatchObject({ alertCount: 3 })
  await expect(desk.act((t) => mergeIncidents(t, fresh, [fresh]))).rejects.toMatchObject({ code: "invalid" })
  await expect(desk.act((t) => mergeIncidents(t, fresh, [newId()]))).rejects.toMatchObject({
    code: "not_found",
  })
})

test("2.4.8 only open incidents of one client are merged", async () => {
  const { desk, old, fresh } = await threeIncidents()
  const other = await threeIncidents()
  await expect(desk.act((t) => mergeIncidents(t, fresh, [other.old]))).rejects.toMatchObject({
    code: "not_found",
  })
  await desk.act((t) => resolveIncident(t, old, { resolution: "gone" }))
  await expect(desk.act((t) => mergeIncidents(t, fresh, [old]))).rejects.toMatchObject({ code: "conflict" })
})

test("2.4.8 two merges at once that want each other: one wins, the other is told", async () => {
  for (let round = 0; round < 5; round++) {
    const { desk, old, mid, fresh } = await threeIncidents()
    const merges = await Promise.allSettled([
      desk.act((t) => mergeIncidents(t, old, [mid, fresh])),
      desk.act((t) => mergeIncidents(t, mid, [fresh, old])),
      desk.act((t) => mergeIncidents(t, fresh, [old, mid])),
    ])
    expect(merges.filter((m) => m.status === "fulfilled")).toHaveLength(1)
    for (const merge of merges)
      if (merge.status === "rejected") expect(merge.reason).toMatchObject({ code: "conflict" })
    const homes = new Set([
      await desk.incidentOf("old"),
      await desk.incidentOf("mid"),
      await desk.incidentOf("new"),
    ])
    expect(homes.size).toBe(1)
    const [survivor] = homes
    expect(await desk.read(survivor!)).toMatchObject({ alertCount: 3, mergedInto: null })
  }
})

test("2.4.8 the same merge twice at once happens once", async () => {
  const { desk, old, fresh } = await threeIncidents()
  await Promise.all([1, 2, 3, 4].map(() => desk.act((t) => mergeIncidents(t, fresh, [old]))))
  const lines = await desk.timeline(fresh)
  expect(lines.filter((e) => e.kind === "merged")).toHaveLength(1)
  expect(await desk.clocks(fresh)).toHaveLength(2)
})

test("2.4.8 later alerts of a merged incident's group land in the survivor, also while it is being merged", async () => {
  const { desk, old, mid, fresh } = await threeIncidents()
  await desk.act((t) => mergeIncidents(t, mid, [old]))
  await desk.hasProblems([{ key: "old-2", rule: "old" }])
  expect(await desk.incidentOf("old-2")).toBe(mid)
  await desk.act((t) => mergeIncidents(t, fresh, [mid]))
  await desk.hasProblems([
    { key: "old-3", rule: "old" },
    { key: "mid-2", rule: "mid" },
  ])
  expect(await desk.incidentOf("old-3")).toBe(fresh)
  expect(await desk.incidentOf("mid-2")).toBe(fresh)
  expect(await desk.read(fresh)).toMatchObject({ alertCount: 6 })
  // Once it is resolved its own rule decides: no merged incident comes back by itself.
  await desk.act((t) => resolveIncident(t, fresh, { resolution: "done" }))
  await desk.hasProblems([{ key: "old-4", rule: "old" }])
  expect((await desk.read(old)).stage).toBe("closed")
  expect(await desk.incidentOf("old-4")).not.toBe(old)
})

test("2.4.8 merging while the pipeline adds alerts loses none and opens no second incident of the group", async () => {
  for (let round = 0; round < 4; round++) {
    const { desk, old, fresh } = await threeIncidents()
    await desk.floor.send(
      Array.from({ length: 30 }, (_, i) => ({
        ...{ key: `storm-${i}`, rule: "old", severity: "high", title: `Storm ${i}`, status: "firing" },
      })),
    )
    const drained = (async () => {
      for (let tries = 0; tries < 50; tries++) {
        const again = await desk.floor.drain().then(
          () => false,
          () => true,
        )
        if (!again) return
      }
    })()
    // Through the guard, as a person would: two that wait for each other are done over.
    const records = [fresh, old].map((id) => ({ kind: "incident", id }) as const)
    const merged = withTenantOfAll(staffOf("all"), records, ["incidents.work"], (t) =>
      mergeIncidents(t, fresh, [old]),
    )
    await Promise.all([drained, merged])
    const homes = new Map<IncidentId | undefined, number>()
    for (const { incident } of await desk.floor.alerts())
      homes.set(incident?.id, (homes.get(incident?.id) ?? 0) + 1)
    const mid = await desk.incidentOf("mid")
    expect(homes).toEqual(
      new Map([
        [fresh, 32],
        [mid, 1],
      ]),
    )
    expect(await desk.read(fresh)).toMatchObject({ alertCount: 32 })
    expect(await desk.read(old)).toMatchObject({ alertCount: 0, mergedInto: fresh })
  }
})

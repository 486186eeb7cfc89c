import { expect, test } from "vitest"
import { closeAlert } from "#app/domain/alerts/close.server.ts"
import { raiseAlert } from "#app/domain/alerts/raise.server.ts"
import { takeAlert } from "#app/domain/alerts/take.server.ts"
import { undoVerdict } from "#app/domain/alerts/undo.server.ts"
import { acknowledgeIncident } from "#app/domain/incidents/acknowledge.server.ts"
import { addNote } from "#app/domain/incidents/add-note.server.ts"
import { listSharedIncidents, readSharedIncident } from "#app/domain/incidents/read-shared.server.ts"
import { readIncident, readIncidentClocks, readTimeline } from "#app/domain/incidents/read.server.ts"
import { reopenIncident } from "#app/domain/incidents/reopen.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { mintPortfolio, mintScope } from "#app/auth/mint-scope.server.ts"
import { newId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { Temporal } from "#app/kernel/time.ts"
import { inPortfolio, inTenant, inTenantAt } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { ana } from "../support/tenants.ts"

await testDatabase()
const ivo: Actor = { kind: "user", id: newId(), name: "Ivo" }
type Work = "alerts.triage" | "incidents.work" | "incidents.read"
const as = (floor: Floor, actor: Actor) => mintScope<Work>(floor.tenant.id, actor)

async function floorWith(severity: string) {
  const floor = await newFloor()
  await floor.send([{ key: "disk", title: "Disk full", severity, asset: "db-1" }])
  await floor.drain()
  const alert = (await floor.alerts())[0]!
  const now = async () => (await floor.alerts())[0]!
  const incident = () => inTenant(as(floor, ana), (t) => readIncident(t, alert.incident!.id))
  const clock = (metric: string) =>
    inTenant(as(floor, ana), async (t) =>
      (await readIncidentClocks(t, (await now()).incident!.id)).find((c) => c.metric === metric)!,
    )
  return {
    floor,
    alert,
    now,
    incident,
    clock,
    do: <T>(actor: Actor, work: Parameters<typeof inTenant<Work, T>>[1]) => inTenant(as(floor, actor), work),
  }
}

test("of fifty who take at once exactly one wins, and the others read who", async () => {
  const { floor, alert, now } = await floorWith("low")
  const people = Array.from({ length: 50 }, (_, i): Actor => ({
    kind: "user",
    id: newId(),
    name: `Person ${i}`,
  }))
  const results = await Promise.allSettled(
    people.map((person) => inTenant(as(floor, person), (t) => takeAlert(t, alert.id))),
  )
  const won = results.filter((r) => r.status === "fulfilled")
  expect(won).toHaveLength(1)
  const winner = (await now()).assignee!.name
  for (const result of results)
    if (result.status === "rejected") expect(String(result.reason.message)).toBe(`Taken by ${winner}.`)
})

test("taking acknowledges the incident; undoing it puts every clock back", async () => {
  const { alert, now, incident, clock, do: as } = await floorWith("high")
  const before = await now()
  const { undo } = await as(ana, (t) => takeAlert(t, alert.id))
  expect(await now()).toMatchObject({ assignee: { name: "Ana Analyst" }, state: "acknowledged" })
  expect(await incident()).toMatchObject({ stage: "acknowledged", owner: { name: "Ana Analyst" } })
  expect((await clock("acknowledge")).state.kind).toBe("met")
  await as(ana, (t) => undoVerdict(t, undo))
  expect(await now()).toMatchObject({ assignee: null, state: "new" })
  expect((await now()).dueAt?.equals(before.dueAt!)).toBe(true)
  expect(await incident()).toMatchObject({ stage: "new", owner: null, acknowledgedAt: null })
  expect((await clock("acknowledge")).state.kind).toBe("running")
})

test("an undo is one's own, of the last verdict, and not for ever", async () => {
  const { floor, alert, do: as } = await floorWith("low")
  const { undo } = await as(ana, (t) => takeAlert(t, alert.id))
  await expect(as(ivo, (t) => undoVerdict(t, undo))).rejects.toMatchObject({ code: "not_found" })
  await expect(
    inTenantAt(mintScope<Work>(floor.tenant.id, ana), Temporal.Now.instant().add({ minutes: 11 }), (t) =>
      undoVerdict(t, undo),
    ),
  ).rejects.toMatchObject({ code: "conflict" })
  await as(ana, (t) => closeAlert(t, alert.id, { disposition: "informational" }))
  await expect(as(ana, (t) => undoVerdict(t, undo))).rejects.toMatchObject({ code: "conflict" })
})

test("closing and raising are undone as well", async () => {
  const { alert, now, do: as } = await floorWith("low")
  const closed = await as(ana, (t) =>
    closeAlert(t, alert.id, { disposition: "false_positive.rule", comment: "noise" }),
  )
  expect(await now()).toMatchObject({
    state: "closed",
    disposition: "false_positive.rule",
    closeComment: "noise",
    dueAt: null,
  })
  await as(ana, (t) => undoVerdict(t, closed.undo))
  expect(await now()).toMatchObject({ state: "new", disposition: null, closedAt: null })
  expect((await now()).dueAt?.equals(alert.dueAt!)).toBe(true)

  const raised = await as(ana, (t) => raiseAlert(t, alert.id))
  expect(await now()).toMatchObject({ state: "linked", incident: { id: raised.incidentId } })
  await expect(as(ivo, (t) => raiseAlert(t, alert.id))).rejects.toMatchObject({ code: "conflict" })
  await as(ana, (t) => undoVerdict(t, raised.undo))
  expect(await now()).toMatchObject({ state: "new", incident: null })
  expect(await as(ana, (t) => readIncident(t, raised.incidentId))).toMatchObject({ stage: "closed" })
})

test("a raised incident's clocks start with the alert, and the raiser has acknowledged it", async () => {
  const { alert, clock, do: as } = await floorWith("low")
  await as(ana, (t) => raiseAlert(t, alert.id))
  const acknowledge = await clock("acknowledge")
  expect(acknowledge.startedAt.equals(alert.firstSeenAt)).toBe(true)
  expect(acknowledge.state.kind).toBe("met")
})

test("acknowledge, note, resolve, reopen: each once, each on the timeline", async () => {
  const { alert, now, incident, clock, do: as } = await floorWith("high")
  const id = alert.incident!.id
  await as(ana, (t) => acknowledgeIncident(t, id))
  await expect(as(ivo, (t) => acknowledgeIncident(t, id))).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Ana"),
  })
  await as(ivo, (t) => addNote(t, id, { text: "looking", lane: "internal" }))
  await expect(as(ivo, (t) => addNote(t, id, { text: "  ", lane: "internal" }))).rejects.toMatchObject({
    code: "invalid",
  })
  await as(ana, (t) => resolveIncident(t, id, { resolution: "cleaned" }))
  expect(await now()).toMatchObject({ state: "closed", disposition: "resolved_by_provider" })
  await expect(as(ana, (t) => resolveIncident(t, id, { resolution: "again" }))).rejects.toMatchObject({
    code: "conflict",
  })
  await expect(as(ana, (t) => reopenIncident(t, id, { reason: "" }))).rejects.toMatchObject({
    code: "invalid",
  })
  await as(ana, (t) => reopenIncident(t, id, { reason: "back again" }))
  expect(await incident()).toMatchObject({ stage: "investigating", resolvedAt: null })
  expect((await clock("resolve")).state.kind).toBe("running")
  expect((await clock("acknowledge")).state.kind).toBe("met")
  const kinds = await as(ana, async (t) => (await readTimeline(t, id)).map((e) => e.kind))
  expect(kinds).toEqual(["opened", "alerts-added", "acknowledged", "note", "resolved", "reopened"])
})

test("the client reads what was shared, and nothing else exists for it", async () => {
  const { floor, alert, do: as } = await floorWith("high")
  const id = alert.incident!.id
  const own = mintPortfolio<"own.read">([floor.tenant.id], {
    kind: "client-user",
    id: newId(),
    name: "Greta",
  })
  const read = () => inPortfolio(own, (t) => readSharedIncident(t, id))
  await as(ana, (t) => addNote(t, id, { text: "SECRET-INTERNAL", lane: "internal" }))
  await expect(read()).rejects.toMatchObject({ code: "not_found" })
  expect((await inPortfolio(own, (t) => listSharedIncidents(t, { limit: 10 }))).items).toEqual([])
  await as(ana, (t) => addNote(t, id, { text: "We are on it.", lane: "client" }))
  const shared = await read()
  expect(shared.updates.map((u) => [u.author, u.text])).toEqual([["Your operations team", "We are on it."]])
  expect(JSON.stringify(shared)).not.toMatch(/SECRET|Ana|rule|groupKey|alertCount/)
  const stranger = mintPortfolio<"own.read">([(await newFloor()).tenant.id], {
    kind: "client-user",
    id: newId(),
    name: "Luis",
  })
  await expect(inPortfolio(stranger, (t) => readSharedIncident(t, id))).rejects.toMatchObject({
    code: "not_found",
  })
})

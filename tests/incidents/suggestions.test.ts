import { expect, test } from "vitest"
import { linkIncidents } from "#app/domain/incidents/link.server.ts"
import { mergeIncidents } from "#app/domain/incidents/merge.server.ts"
import { moveAlerts } from "#app/domain/incidents/move-alerts.server.ts"
import { reasonOf } from "#app/domain/incidents/similarity.ts"
import { listRelated, suggestSimilar } from "#app/domain/incidents/suggestions.server.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import { testDatabase } from "../support/database.ts"
import { incidentDesk, type Problem } from "../support/incident-desk.ts"

await testDatabase()
type Desk = Awaited<ReturnType<typeof incidentDesk>>

const ip = { type: "ip", value: "203.0.113.7" }
const user = { type: "user", value: "ana" }
const problem = (key: string, observables: Problem["observables"] = []): Problem => ({ key, observables })

const suggested = async (desk: Desk, id: IncidentId) => {
  const view = await desk.read(id)
  return desk.act((t) => suggestSimilar(t, view))
}

test("2.4.10 the pipeline keeps what an incident's alerts name, and suggests by it, with score and reason", async () => {
  const desk = await incidentDesk()
  await desk.hasProblems([
    problem("self", [ip, user]),
    problem("both", [ip, user]),
    problem("one", [user]),
    problem("none", [{ type: "ip", value: "198.51.100.1" }]),
  ])
  const [self, both, one] = [
    await desk.incidentOf("self"),
    await desk.incidentOf("both"),
    await desk.incidentOf("one"),
  ]
  const found = await suggested(desk, self)
  expect(found.map((s) => s.incident.id)).toEqual([both, one])
  expect(reasonOf(found[0]!.shares)).toBe("shares ip 203.0.113.7 and user ana")
  expect(found[0]!.score).toBeGreaterThan(found[1]!.score)
})

test("2.4.10 same client only, seven days back, and not what is merged or tied already", async () => {
  const [desk, other] = [await incidentDesk(), await incidentDesk()]
  const day = 24 * 60
  await other.hasProblems([problem("self", [ip])])
  await desk.hasProblems([problem("old", [ip])], -8 * day)
  await desk.hasProblems([problem("recent", [ip])], -6 * day)
  await desk.hasProblems([problem("self", [ip]), problem("a", [ip]), problem("b", [ip])])
  const id = async (key: string) => desk.incidentOf(key)
  const self = await id("self")
  const names = async () => new Set((await suggested(desk, self)).map((s) => s.incident.id))
  expect(await names()).toEqual(new Set([await id("recent"), await id("a"), await id("b")]))

  const [a, b] = [await id("a"), await id("b")]
  await desk.act((t) => linkIncidents(t, self, a))
  await desk.act((t) => linkIncidents(t, self, a))
  expect(await names()).toEqual(new Set([await id("recent"), b]))
  const related = async (of: IncidentId) => {
    const view = await desk.read(of)
    return desk.act((t) => listRelated(t, view))
  }
  expect((await related(self)).map((r) => [r.id, r.relation])).toEqual([[a, "linked"]])
  expect((await related(a)).map((r) => r.id)).toEqual([self])
  expect((await desk.timeline(self)).filter((e) => e.kind === "linked")).toHaveLength(1)

  await desk.act((t) => mergeIncidents(t, self, [b]))
  expect(await names()).toEqual(new Set([await id("recent")]))
})

test("2.4.10 entities go with the alert that names them", async () => {
  const desk = await incidentDesk()
  await desk.hasProblems([problem("x", [ip]), problem("y", [user]), problem("z", [ip])])
  const [x, y, alert] = [await desk.incidentOf("x"), await desk.incidentOf("y"), await desk.alertId("z")]
  expect(await suggested(desk, y)).toEqual([])
  await desk.act((t) => moveAlerts(t, [alert], y))
  expect((await suggested(desk, y)).map((s) => s.incident.id)).toEqual([x])
})

test("2.4.10 a value too long to compare is left out, and the delivery is read all the same", async () => {
  const desk = await incidentDesk()
  const long = { type: "url", value: `https://evil.example/${"a".repeat(4000)}` }
  await desk.hasProblems([problem("long", [long, ip])])
  expect((await desk.entities()).map((entity) => entity.value)).toEqual(["203.0.113.7"])
})

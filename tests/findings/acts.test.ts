import { sql } from "drizzle-orm"
import { expect, test } from "vitest"
import { decideAcceptance } from "#app/domain/findings/decide-acceptance.server.ts"
import { openIncidentOfFinding } from "#app/domain/findings/open-incident.server.ts"
import { planChange } from "#app/domain/findings/plan-change.server.ts"
import {
  listAcceptances,
  listFindingsOfIncident,
  listHistory,
  summariseFindings,
} from "#app/domain/findings/read.server.ts"
import { reopenFinding } from "#app/domain/findings/reopen.server.ts"
import { requestAcceptance } from "#app/domain/findings/request-acceptance.server.ts"
import { settleFinding } from "#app/domain/findings/settle.server.ts"
import { withdrawAcceptance } from "#app/domain/findings/withdraw-acceptance.server.ts"
import { readIncident } from "#app/domain/incidents/read.server.ts"
import { newId, type UserId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { testDatabase } from "../support/database.ts"
import { ana } from "../support/tenants.ts"
import { findingDesk, lead, weakness } from "./desk.ts"

await testDatabase()
const anasId = ana.kind === "user" ? ana.id : newId<"user">()

async function open(more: object = {}) {
  const desk = await findingDesk()
  await desk.report([0, weakness(more)])
  return { ...desk, id: (await desk.only()).id }
}

test("2.8.3 who asks to accept a risk does not approve it, nor does a token of theirs; another's may", async () => {
  const { act, id, at, only } = await open()
  const tokenOf = (madeBy: UserId | null): Actor => ({ kind: "token", id: newId(), name: "CI", madeBy })
  await act(1, (t) => requestAcceptance(t, id, { reason: "Old", until: at(500).toString() }))
  const approve = { approve: true, comment: "" }
  const decided = (minutes: number, by: Actor) => act(minutes, (t) => decideAcceptance(t, id, approve), by)
  for (const own of [ana, tokenOf(anasId)])
    await expect(decided(2, own)).rejects.toMatchObject({ code: "forbidden" })
  await expect(decided(2, { kind: "system", name: "job" })).rejects.toMatchObject({ code: "forbidden" })
  expect(await only()).toMatchObject({ state: "open" })
  await decided(3, tokenOf(newId()))
  expect(await only()).toMatchObject({ state: "accepted", stateBy: "CI" })
  expect((await only()).acceptedUntil?.toString()).toBe(at(500).toString())
  await expect(decided(4, lead)).rejects.toMatchObject({ code: "conflict" })
})

test("2.8.3 what a token asked is decided neither by it nor by who made it", async () => {
  const { act, id, at, only } = await open()
  const own: Actor = { kind: "token", id: newId(), name: "CI", madeBy: anasId }
  const lone: Actor = { kind: "token", id: newId(), name: "Old", madeBy: null }
  for (const [asker, also] of [
    [own, ana],
    [lone, lone],
  ] as const) {
    await act(1, (t) => requestAcceptance(t, id, { reason: "Old", until: at(500).toString() }), asker)
    const refuse = { approve: false, comment: "No" }
    for (const by of [asker, also])
      await expect(act(2, (t) => decideAcceptance(t, id, refuse), by)).rejects.toMatchObject({
        code: "forbidden",
      })
    await act(3, (t) => decideAcceptance(t, id, refuse), lead)
  }
  expect(await only()).toMatchObject({ state: "open" })
})

test("2.8.3 who asked takes it back while nobody has decided, and may ask again", async () => {
  const { act, id, at, only, floor } = await open()
  const ask = (minutes: number) =>
    act(minutes, (t) => requestAcceptance(t, id, { reason: "Old", until: at(500).toString() }))
  const withdraw = (minutes: number, by: Actor) => act(minutes, (t) => withdrawAcceptance(t, id), by)
  await expect(withdraw(1, ana)).rejects.toMatchObject({ code: "conflict" })
  await ask(2)
  await expect(withdraw(3, lead)).rejects.toMatchObject({ code: "forbidden" })
  await withdraw(4, ana)
  await expect(
    act(5, (t) => decideAcceptance(t, id, { approve: true, comment: "" }), lead),
  ).rejects.toMatchObject({ code: "conflict" })
  await ask(6)
  expect(await act(7, (t) => listAcceptances(t, id))).toMatchObject([
    { state: "requested", decidedByName: null },
    { state: "withdrawn", decidedByName: "Ana Analyst" },
  ])
  expect(await only()).toMatchObject({ state: "open" })
  expect((await act(8, (t) => listHistory(t, id))).map(({ kind }) => kind)).toContain("acceptance-withdrawn")
  const [audited] = await act(9, (t) =>
    t.sql.execute(
      sql`select count(*)::int as n from audit_entries where tenant_id = ${floor.tenant.id} and target_id = ${id} and action = 'finding.accept-withdraw'`,
    ),
  )
  expect(audited).toEqual({ n: 1 })
})

test("2.8.3 an acceptance has an end to come; it is asked once at a time, and lapses when the finding is over", async () => {
  const { act, id, at } = await open()
  const ask = (until: number) =>
    act(10, (t) => requestAcceptance(t, id, { reason: "Old", until: at(until).toString() }))
  await expect(ask(9)).rejects.toMatchObject({ code: "invalid" })
  await expect(ask(60 * 24 * 366 * 3)).rejects.toMatchObject({ code: "invalid" })
  await ask(60)
  await expect(ask(70)).rejects.toMatchObject({ code: "conflict" })
  await act(20, (t) => settleFinding(t, id, { as: "fixed", note: "" }))
  expect(await act(21, (t) => listAcceptances(t, id))).toMatchObject([{ state: "lapsed" }])
})

test("2.8.3 what its state does not allow is refused, and every act is in the audit", async () => {
  const { act, id, at, floor } = await open()
  await act(1, (t) => settleFinding(t, id, { as: "fixed", note: "" }))
  await expect(act(2, (t) => settleFinding(t, id, { as: "fixed", note: "" }))).rejects.toMatchObject({
    code: "conflict",
  })
  await expect(
    act(2, (t) => planChange(t, id, { note: "CHG-7", until: at(60).toString() })),
  ).rejects.toMatchObject({ code: "conflict" })
  await act(3, (t) => reopenFinding(t, id, { note: "Rolled back" }))
  await act(4, (t) => planChange(t, id, { note: "CHG-7, Greta", until: at(60).toString() }))
  const audited = await act(5, (t) =>
    t.sql.execute<{ action: string; reason: string | null }>(
      sql`select action, reason from audit_entries where tenant_id = ${floor.tenant.id} and target_id = ${id} order by at, id`,
    ),
  )
  expect(audited.map(({ action, reason }) => [action, reason])).toEqual([
    ["finding.settle", null],
    ["finding.reopen", "Rolled back"],
    ["finding.plan", "CHG-7, Greta"],
  ])
})

test("2.8.3 an incident is opened because of a finding, once, and each leads to the other", async () => {
  const { act, id, only, floor } = await open()
  const incidentId = await act(5, (t) => openIncidentOfFinding(t, id, { isExploited: true }))
  expect(await only()).toMatchObject({ incidentId, exploitKnown: true })
  expect(await act(6, (t) => listFindingsOfIncident(t, incidentId))).toMatchObject([{ id }])
  const incident = await act(6, (t) => readIncident(t, incidentId))
  expect(incident).toMatchObject({ title: `Exploited: ${weakness().title}`, severity: "critical" })
  await expect(act(7, (t) => openIncidentOfFinding(t, id, { isExploited: false }))).rejects.toMatchObject({
    code: "conflict",
  })
  const [count] = await act(8, (t) =>
    t.sql.execute(sql`select count(*)::int as n from incidents where tenant_id = ${floor.tenant.id}`),
  )
  expect(count).toEqual({ n: 1 })
  expect((await act(9, (t) => listHistory(t, id)))[0]).toMatchObject({
    kind: "exploited",
    byName: "Ana Analyst",
  })
})

test("2.7.4 those that are still there are counted by how long they are known", async () => {
  const desk = await findingDesk()
  const day = 1440
  const known = (key: string) => weakness({ key, title: key })
  await desk.report([-100 * day, known("a")], [-20 * day, known("b")], [-1 * day, [known("c"), known("d")]])
  const { ages, matching } = await desk.act(0, (t) => summariseFindings(t, {}, 100))
  expect(matching).toBe(4)
  expect([...ages].sort()).toEqual([
    ["0-7", 2],
    ["8-30", 1],
    ["90+", 1],
  ])
})

test("the register is filtered by severity, state, exploit and words; a CVE is found whole", async () => {
  const desk = await findingDesk()
  await desk.report([
    0,
    [
      weakness({ key: "a", severity: "critical", labels: { kev: "true" } }),
      weakness({ key: "b", severity: "low", title: "50% off", asset: "till-1", rule: "X", description: "" }),
    ],
  ])
  const titles = async (filter: Parameters<typeof desk.list>[0]) =>
    (await desk.list(filter)).map(({ severity }) => severity)
  expect(await titles({})).toEqual(["critical", "low"])
  expect(await titles({ severities: ["low"] })).toEqual(["low"])
  expect(await titles({ exploitKnown: true })).toEqual(["critical"])
  expect(await titles({ states: ["fixed"] })).toEqual([])
  expect(await titles({ text: "TILL" })).toEqual(["low"])
  expect(await titles({ text: "0%" })).toEqual(["low"])
  expect(await titles({ text: "_" })).toEqual([])
  expect(await titles({ text: "cve-2026-1001" })).toEqual(["critical"])
})

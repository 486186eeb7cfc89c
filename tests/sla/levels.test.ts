import { and, eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { rebuildClocks } from "#app/domain/sla/record/rebuild.server.ts"
import { endPolicy } from "#app/domain/sla/policies/running.server.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import { incidentTimeline } from "#db/schema/incidents.ts"
import { slaClockLevels } from "#db/schema/sla-levels.ts"
import { inTenant } from "#db/tenant.ts"
import { Sweep } from "#workers/sla/sweep.ts"
import { Telling } from "#workers/sla/telling.ts"
import { clockDesk } from "../support/clock-desk.ts"
import { testDatabase } from "../support/database.ts"
import { listener, monday } from "../support/notices.ts"
import { openOutbox } from "../support/outbox.ts"

const database = await testDatabase()
const outbox = openOutbox(database)
const admin = await listener(outbox, { role: "admin" })

const levels = [
  { id: "half", share: 0.5, tell: "owner" },
  { id: "most", share: 0.7, tell: "lead" },
]
const waiting = { kind: "hold_entered", hold: "waiting_client", basis: "question" } as const

/** A client whose P2 is resolved in an hour with two levels, with an owner and a lead. */
async function levelledDesk() {
  const desk = await clockDesk(monday)
  const policyId = await desk.promises([
    ["resolve", 2, 3600, "always", levels],
    ["resolve", 3, 36_000, "always", [{ id: "slow", share: 0.5, tell: "lead" }]],
    ["resolve", 4, 36_000, "office", levels],
  ])
  const lead = await listener(outbox, { role: "lead", discipline: "noc", clientId: desk.client.id })
  const owner = await listener(outbox, { role: "analyst", discipline: "noc", clientId: desk.client.id })
  const sweepAt = async (seconds: number) => {
    await new Sweep().run(desk.at(seconds))
    return new Telling().run(desk.at(seconds))
  }
  const ahead = async () => {
    const rows = await inTenant(desk.client.scope("incidents.read"), (t) =>
      t.sql.select().from(slaClockLevels).where(eq(slaClockLevels.tenantId, desk.client.id)),
    )
    return rows.map(({ level, at }) => `${level} ${at.toString().slice(11, 19)}`).sort()
  }
  const rebuilt = async () => {
    const found = await inTenant(desk.client.scope("incidents.work"), (t) =>
      rebuildClocks(t, { limit: 20, repair: false }),
    )
    return found.differences
  }
  const timeline = (incident: IncidentId) =>
    inTenant(desk.client.scope("incidents.read"), (t) =>
      t.sql
        .select()
        .from(incidentTimeline)
        .where(
          and(
            eq(incidentTimeline.tenantId, desk.client.id),
            eq(incidentTimeline.incidentId, incident),
            eq(incidentTimeline.kind, "level-reached"),
          ),
        ),
    )
  return { ...desk, policyId, lead, owner, sweepAt, ahead, rebuilt, timeline }
}

describe("2.9.10 one notice for each clock, level and cycle", () => {
  test("each level tells whom it names, once, however often it is looked at; the timeline says who", async () => {
    const desk = await levelledDesk()
    const incident = await desk.opens(2, { owner: desk.owner.id })
    expect(await desk.ahead()).toEqual(["half 10:30:00", "most 10:42:00"])
    for (const seconds of [1799, 1801, 1900]) await desk.sweepAt(seconds)
    expect(await desk.owner.heard()).toEqual({ mails: 1, said: ["P2 resolution at 50 %"] })
    expect((await desk.lead.heard()).mails).toBe(0)
    for (const seconds of [2521, 2600]) await desk.sweepAt(seconds)
    expect(await desk.lead.heard()).toEqual({ mails: 1, said: ["P2 resolution at 70 %"] })
    expect((await desk.lead.last())["at0"]).toBe("2026-03-02T11:00:00Z")
    const lines = await desk.timeline(incident)
    const [{ id: clockId } = { id: "" }] = await desk.clocks()
    const said = { clockId, clock: "P2 resolution", skipped: [] }
    expect(lines.map(({ lane, data }) => [lane, data])).toEqual([
      ["internal", { ...said, level: "half", share: "50 %", told: [desk.owner.name] }],
      ["internal", { ...said, level: "most", share: "70 %", told: [desk.lead.name] }],
    ])
    expect(await desk.rebuilt()).toEqual([])
  })

  test("a level is noted by the next tick, as a breach is", async () => {
    const desk = await levelledDesk()
    await desk.opens(2, { owner: desk.owner.id })
    const sweep = new Sweep()
    await sweep.run(desk.at(1800))
    expect(await desk.news()).toEqual([])
    await sweep.run(desk.at(1801))
    expect(await desk.news()).toEqual(["resolve escalated 2026-03-02T10:30:00Z"])
  })

  test("two who tell at once tell once", async () => {
    const desk = await levelledDesk()
    await desk.opens(2, { owner: desk.owner.id })
    await new Sweep().run(desk.at(1900))
    await Promise.allSettled([1, 2, 3].map(() => new Telling().run(desk.at(1901))))
    expect((await desk.owner.heard()).mails).toBe(1)
  })

  test("what was reached between an act and its commit is noted by the act, for the sweep may have gone past", async () => {
    const desk = await levelledDesk()
    const incident = await desk.opens(2)
    await desk.happens(incident, 2000, { kind: "message", by: "ai", visibility: "internal", channel: "note" })
    expect(await desk.news()).toEqual(["resolve escalated 2026-03-02T10:30:00Z"])
    expect(await desk.ahead()).toEqual(["most 10:42:00"])
    expect(await desk.rebuilt()).toEqual([])
  })
})

describe("2.10.5 whom a level names is looked up when it fires", () => {
  test("who is nobody is skipped for the next level's, and the timeline says so", async () => {
    const desk = await levelledDesk()
    const incident = await desk.opens(2)
    await desk.sweepAt(1801)
    expect((await desk.lead.heard()).said).toEqual(["P2 resolution at 50 %"])
    expect((await desk.timeline(incident))[0]?.data).toMatchObject({ skipped: ["the owner"] })
  })

  test("with nobody named by any level, whoever hears of a breach", async () => {
    const desk = await clockDesk(monday)
    await desk.promises([["resolve", 2, 3600, "always", levels]])
    const before = (await admin.heard()).mails
    await desk.opens(2)
    await new Sweep().run(desk.at(1801))
    await new Telling().run(desk.at(1801))
    expect((await admin.heard()).mails).toBe(before + 1)
  })
})

describe("2.9.7 levels go with what they are levels of", () => {
  test("a pause and a resume move them; a rebuild gives the same", async () => {
    const desk = await levelledDesk()
    const incident = await desk.opens(2)
    await desk.happens(incident, 600, waiting)
    expect(await desk.ahead()).toEqual([])
    await desk.sweepAt(3000)
    await desk.happens(incident, 3600, { kind: "hold_left", cause: "manual" })
    expect(await desk.ahead()).toEqual(["half 11:20:00", "most 11:32:00"])
    expect(await desk.rebuilt()).toEqual([])
    expect(await desk.news()).toEqual([])
  })

  test("glpi#15415: another priority has its own levels, also of what was reached and not told yet", async () => {
    const desk = await levelledDesk()
    const incident = await desk.opens(2)
    await new Sweep().run(desk.at(1801))
    await desk.happens(incident, 1802, { kind: "priority_set", priority: 3 })
    expect(await desk.ahead()).toEqual(["slow 15:00:00"])
    await desk.sweepAt(2600)
    expect((await desk.lead.heard()).mails).toBe(0)
    expect(await desk.rebuilt()).toEqual([])
  })

  test.each([
    ["a stop", { kind: "resolved" }],
    ["a withdrawal", { kind: "withdrawn", reason: "merged" }],
  ] as const)("%s cancels them, also one reached and not told yet", async (_name, what) => {
    const desk = await levelledDesk()
    const incident = await desk.opens(2, { owner: desk.owner.id })
    await new Sweep().run(desk.at(1801))
    await desk.happens(incident, 1802, what)
    expect(await desk.ahead()).toEqual([])
    await desk.sweepAt(2600)
    expect((await desk.owner.heard()).mails).toBe(0)
  })

  test("zammad#4353: the end of the policy cancels them", async () => {
    const desk = await levelledDesk()
    await desk.opens(2, { owner: desk.owner.id })
    await inTenant(desk.client.scope("sla.manage"), (t) => endPolicy(t, desk.policyId))
    expect(await desk.ahead()).toEqual([])
  })
})

test("a level of what is not urgent waits for the hours of its service", async () => {
  const desk = await levelledDesk()
  await desk.opens(4, { owner: desk.owner.id })
  await desk.sweepAt(5 * 3600 + 1)
  expect((await desk.owner.heard()).said).toEqual(["P4 resolution at 50 %"])
  // 70 % is reached at the closing, 17:00: the leads hear of it on Tuesday at 9.
  await desk.sweepAt(7 * 3600 + 60)
  expect((await desk.lead.heard()).mails).toBe(0)
  await desk.sweepAt(23 * 3600)
  expect((await desk.lead.heard()).said).toEqual(["P4 resolution at 70 %"])
})

import { describe, expect, test } from "vitest"
import { mintPortfolio } from "#app/auth/mint-scope.server.ts"
import { addNote } from "#app/domain/incidents/add-note.server.ts"
import { readIncidentDue } from "#app/domain/incidents/due.read.server.ts"
import { holdIncident } from "#app/domain/incidents/hold.server.ts"
import { releaseHold } from "#app/domain/incidents/release-hold.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { together } from "#app/domain/sla/attainment/counts.ts"
import { measureAttainment } from "#app/domain/sla/attainment/measure.server.ts"
import { listJudged } from "#app/domain/sla/attainment/misses.server.ts"
import type { Happening } from "#app/domain/sla/clock/record-event.ts"
import { endPolicy } from "#app/domain/sla/policies/running.server.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import { inPortfolio, inTenantAt } from "#db/tenant.ts"
import { Sweep } from "#workers/sla/sweep.ts"
import { Telling } from "#workers/sla/telling.ts"
import { type ClockDesk, clockDesk } from "../support/clock-desk.ts"
import { testDatabase } from "../support/database.ts"
import { listener, monday } from "../support/notices.ts"
import { openOutbox } from "../support/outbox.ts"
import { ana } from "../support/tenants.ts"

/*
 * What users of other systems complained of (behaviour 5, lines 7 to 15), through the verbs and in rows; what the engine
 * decides alone is tested beside it. Monday, 2 March 2026, 10:00 is second 0.
 */
const outbox = openOutbox(await testDatabase())
const hour = 3600
const asked: Happening = { kind: "message", by: "client", visibility: "client", channel: "email" }

const answers = (desk: ClockDesk, incident: IncidentId, seconds: number) =>
  desk.act(desk.at(seconds), (t) => addNote(t, incident, { text: "On it.", lane: "client" }))

/** Metric, cycle, state and deadline of each clock. */
const told = async (desk: ClockDesk) =>
  (await desk.clocks()).map((c) => `${c.metric} ${c.cycle} ${c.state} ${c.dueAt?.toString() ?? "-"}`)

test("5.7 an incident and its clocks are due by the contract, without anybody setting a date", async () => {
  const desk = await clockDesk(monday)
  await desk.promises([["resolve", 2, 4 * hour]])
  const incident = await desk.opens(2)
  expect((await desk.act(monday, (t) => readIncidentDue(t, incident)))?.toString()).toBe(
    "2026-03-02T14:00:00Z",
  )
  expect(await told(desk)).toEqual(["resolve 1 running 2026-03-02T14:00:00Z"])
})

test("5.8 a shorter update target neither runs nor breaches before the first response", async () => {
  const desk = await clockDesk(monday)
  await desk.promises([
    ["first_response", 2, 4 * hour],
    ["next_response", 2, 1800],
  ])
  const incident = await desk.opens(2)
  await desk.happens(incident, 300, asked)
  await desk.happens(incident, 600, asked)
  await new Sweep().run(desk.at(3 * hour))
  expect(await told(desk)).toEqual(["first_response 1 running 2026-03-02T14:00:00Z"])
  expect(await desk.news()).toEqual([])
})

test("5.9 no clock runs, warns or breaches while the last word is ours", async () => {
  const desk = await clockDesk(monday)
  await desk.promises([["next_response", 2, 1800]])
  const incident = await desk.opens(2)
  await answers(desk, incident, 60)
  await desk.happens(incident, hour, asked)
  await answers(desk, incident, hour + 600)
  await answers(desk, incident, hour + 700)
  await new Sweep().run(desk.at(100 * hour))
  expect((await desk.clocks()).map((c) => `${c.metric} ${c.cycle} ${c.state} ${c.elapsedSeconds}`)).toEqual([
    "next_response 1 met 600",
  ])
  expect(await desk.news()).toEqual([])
})

describe("5.10 whether a note the client sees is a response is in the contract", () => {
  test.each([
    [true, "first_response 1 met"],
    [false, "first_response 1 running"],
  ])("public notes count: %s", async (publicNoteCounts, expected) => {
    const desk = await clockDesk(monday)
    await desk.promises([["first_response", 2, hour]], { publicNoteCounts })
    const incident = await desk.opens(2)
    await answers(desk, incident, 300)
    expect((await told(desk))[0]).toContain(expected)
  })
  test("a note the client does not see never is", async () => {
    const desk = await clockDesk(monday)
    await desk.promises([["first_response", 2, hour]])
    const incident = await desk.opens(2)
    await desk.act(desk.at(300), (t) => addNote(t, incident, { text: "Hm.", lane: "internal" }))
    expect((await told(desk))[0]).toContain("first_response 1 running")
  })
})

test.each([1800, 2 * hour, 5 * hour])(
  "5.11 a pause stays when the priority changes %s seconds in, before, in or after it",
  async (change) => {
    const desk = await clockDesk(monday)
    await desk.promises([
      ["resolve", 3, 24 * hour],
      ["resolve", 1, 4 * hour],
    ])
    const incident = await desk.opens(3)
    const raised = () => desk.happens(incident, change, { kind: "priority_set", priority: 1 })
    if (change < hour) await raised()
    await desk.act(desk.at(hour), (t) =>
      holdIncident(t, incident, { hold: "waiting_client", question: "Which door?" }),
    )
    if (change > hour && change < 4 * hour) await raised()
    await desk.act(desk.at(4 * hour), (t) => releaseHold(t, incident))
    if (change > 4 * hour) await raised()
    // Four hours from 10:00, and three of waiting.
    expect(await told(desk)).toEqual(["resolve 1 running 2026-03-02T17:00:00Z"])
    await new Sweep().run(desk.at(7 * hour))
    expect((await desk.news()).filter((line) => line.includes("breached"))).toEqual([])
  },
)

describe("5.12 business hours hold for deadlines, warnings and what is told", () => {
  test("nothing comes to be at risk or breached at night or over the weekend", async () => {
    const friday = await clockDesk(instant("2026-03-06T16:30:00Z"))
    await friday.promises([["resolve", 2, 2 * hour, "office"]])
    await friday.opens(2)
    const sweep = new Sweep()
    for (const hours of [1, 12, 30, 60, 64]) await sweep.run(friday.at(hours * hour))
    expect(await friday.news()).toEqual([])
    await sweep.run(friday.at(70 * hour))
    expect(await friday.news()).toEqual([
      "resolve at_risk 2026-03-09T10:06:00Z",
      "resolve breached 2026-03-09T10:30:00Z",
    ])
  })
  test("what a raise at night brings near is at risk when the desk opens", async () => {
    const desk = await clockDesk(instant("2026-03-02T13:10:00Z"))
    await desk.promises([
      ["resolve", 3, 24 * hour, "office"],
      ["resolve", 1, 4 * hour, "office"],
    ])
    const incident = await desk.opens(3)
    await desk.happens(incident, 9 * hour, { kind: "priority_set", priority: 1 })
    const sweep = new Sweep()
    await sweep.run(instant("2026-03-03T08:59:59Z"))
    expect(await desk.news()).toEqual([])
    await sweep.run(instant("2026-03-03T09:00:01Z"))
    expect(await desk.news()).toEqual(["resolve at_risk 2026-03-03T09:00:00Z"])
  })
})

describe("5.13 mails go out in hours, and of nothing that was switched off", () => {
  test("a breach that shows at closing is mailed when the service opens", async () => {
    const desk = await clockDesk(monday)
    await desk.promises([["resolve", 3, 7 * hour, "office"]])
    const lead = await listener(outbox, { role: "lead", clientId: desk.client.id })
    await desk.opens(3)
    await new Sweep().run(desk.at(14 * hour))
    await new Telling().run(desk.at(14 * hour))
    expect((await lead.heard()).mails).toBe(0)
    await new Telling().run(desk.at(23 * hour))
    expect((await lead.heard()).said).toEqual(["P3 resolution breached"])
  })
  test("ending a policy ends its clocks: nothing breaches by it, and nobody hears of it", async () => {
    const desk = await clockDesk(monday)
    const policyId = await desk.promises([["resolve", 2, hour]])
    const lead = await listener(outbox, { role: "lead", clientId: desk.client.id })
    await desk.opens(2)
    await new Sweep().run(desk.at(hour - 60))
    await inTenantAt(desk.client.scope("sla.manage"), desk.at(hour - 30), (t) => endPolicy(t, policyId))
    await new Sweep().run(desk.at(20 * hour))
    await new Telling().run(desk.at(20 * hour))
    expect((await told(desk))[0]).toBe("resolve 1 cancelled -")
    expect((await desk.news()).filter((line) => line.includes("breached"))).toEqual([])
    expect((await lead.heard()).mails).toBe(0)
  })
})

const measured = (desk: ClockDesk) =>
  inPortfolio(mintPortfolio<"sla.read">([desk.client.id], ana), async (t) => {
    const year = [{ tenantId: desk.client.id, from: monday, to: desk.at(365 * 24 * hour) }]
    const clocks = (await listJudged(t, year, {}, { limit: 10 })).items
    return { clocks, all: together(await measureAttainment(t, year)) }
  })

test("5.14 minutes in working hours are measured to the second, and listed clock by clock for export", async () => {
  const desk = await clockDesk(instant("2026-03-06T16:55:00Z"))
  await desk.promises([["acknowledge", 2, 425, "office"]])
  const [late, inTime] = [await desk.opens(2), await desk.opens(2)]
  const opens = 64 * hour + 5 * 60
  await desk.happens(inTime, opens + 125, { kind: "acknowledged", by: "provider_human" })
  await desk.happens(late, opens + 126, { kind: "acknowledged", by: "provider_human" })
  const { clocks, all } = await measured(desk)
  expect(clocks.map((clock) => [clock.state, clock.elapsedSeconds, clock.targetSeconds]).sort()).toEqual([
    ["met", 425, 425],
    ["missed", 426, 425],
  ])
  expect(all).toMatchObject({ met: 1, missed: 1 })
})

test("5.15 what has no target is never due, at risk, breached, told of or counted", async () => {
  const desk = await clockDesk(monday)
  await desk.promises([["resolve", 1, hour]])
  const lead = await listener(outbox, { role: "lead", clientId: desk.client.id })
  const incident = await desk.opens(4)
  await new Sweep().run(desk.at(300 * 24 * hour))
  await new Telling().run(desk.at(300 * 24 * hour))
  await desk.act(desk.at(301 * 24 * hour), (t) => resolveIncident(t, incident, { resolution: "Gone." }))
  expect(await told(desk)).toEqual([])
  expect(await desk.news()).toEqual([])
  expect((await lead.heard()).mails).toBe(0)
  expect((await measured(desk)).clocks).toEqual([])
})

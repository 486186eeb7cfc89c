import { describe, expect, test } from "vitest"
import { Sweep } from "#workers/sla/sweep.ts"
import { Telling } from "#workers/sla/telling.ts"
import { clockDesk } from "../support/clock-desk.ts"
import { testDatabase } from "../support/database.ts"
import { listener, monday } from "../support/notices.ts"
import { openOutbox } from "../support/outbox.ts"

/* Faults at the sweep (reliability 6). A P2 has half an hour to be acknowledged, and is at risk 24 minutes after 10:00. */
const database = await testDatabase()
const outbox = openOutbox(database)
const acknowledged = { kind: "acknowledged", by: "provider_human" } as const
const atRisk = "acknowledge at_risk 2026-03-02T10:24:00Z"
const breached = "acknowledge breached 2026-03-02T10:30:00Z"

const acknowledgeClocks = async (desk: Awaited<ReturnType<typeof clockDesk>>) =>
  (await desk.clocks())
    .filter(({ metric }) => metric === "acknowledge")
    .map((c) => `${c.state} ${c.breachedAt?.toString() ?? "-"} ${c.elapsedSeconds}`)

async function deskWithLead() {
  const desk = await clockDesk(monday)
  const lead = await listener(outbox, { role: "lead", clientId: desk.client.id })
  return { ...desk, lead }
}

describe("two sweeps at once", () => {
  test("note each clock once, and one mail goes out", async () => {
    const desk = await deskWithLead()
    for (let i = 0; i < 5; i++) await desk.opens()
    const sweeps = [new Sweep(), new Sweep(), new Sweep()]
    await Promise.all(sweeps.map((sweep) => sweep.run(desk.at(1801))))
    await Promise.allSettled(sweeps.map(() => new Telling().run(desk.at(1801))))
    const lines = Array.from({ length: 5 })
    expect(await desk.news()).toEqual([...lines.map(() => atRisk), ...lines.map(() => breached)])
    expect((await desk.lead.heard()).mails).toBe(1)
  })

  test("and an act at the same time: whoever commits first, it is in time", async () => {
    const desk = await deskWithLead()
    const incident = await desk.opens()
    await Promise.all([
      new Sweep().run(desk.at(1801)),
      desk.happens(incident, 1800, acknowledged),
      new Sweep().run(desk.at(1801)),
    ])
    expect(await acknowledgeClocks(desk)).toEqual(["met - 1800"])
    await new Telling().run(desk.at(1900))
    expect((await desk.lead.heard()).said).toEqual([])
  })
})

describe("a sweep that was dead for ten minutes", () => {
  test("notes what came about meanwhile at its own moment, and tells of it once, as it then is", async () => {
    const desk = await deskWithLead()
    const sweep = new Sweep()
    await desk.opens()
    await sweep.run(desk.at(1400))
    await sweep.run(desk.at(2000))
    expect(await desk.news()).toEqual([atRisk, breached])
    await new Telling().run(desk.at(2000))
    expect((await desk.lead.heard()).said).toEqual(["P2 acknowledgement breached"])
  })

  test("finds met what was done in time, and missed by its deadline what was done late, without having run between", async () => {
    const desk = await deskWithLead()
    const [inTime, late] = [await desk.opens(), await desk.opens()]
    await desk.happens(inTime, 1800, acknowledged)
    await desk.happens(late, 1801, acknowledged)
    const before = await acknowledgeClocks(desk)
    expect(before).toEqual(expect.arrayContaining(["met - 1800", "missed 2026-03-02T10:30:00Z 1801"]))
    const news = await desk.news()
    expect(news).toEqual([atRisk, atRisk, breached])
    await new Sweep().run(desk.at(2400))
    expect(await acknowledgeClocks(desk)).toEqual(before)
    expect(await desk.news()).toEqual(news)
  })
})

describe("a clock that ended between its deadline and the sweep", () => {
  test("is missed at its deadline, noted once and told of once", async () => {
    const desk = await deskWithLead()
    const incident = await desk.opens()
    await desk.happens(incident, 1805, acknowledged)
    for (const seconds of [1806, 1807]) {
      await new Sweep().run(desk.at(seconds))
      await new Telling().run(desk.at(seconds))
    }
    expect(await acknowledgeClocks(desk)).toEqual(["missed 2026-03-02T10:30:00Z 1805"])
    expect(await desk.news()).toEqual([atRisk, breached])
    expect((await desk.lead.heard()).said).toEqual(["P2 acknowledgement breached"])
  })

  test("withdrawn then, it has no outcome and nobody is told", async () => {
    const desk = await deskWithLead()
    const incident = await desk.opens()
    await desk.happens(incident, 1805, { kind: "withdrawn", reason: "a mistake" })
    await new Sweep().run(desk.at(1806))
    await new Telling().run(desk.at(1806))
    expect((await desk.clocks()).map(({ state }) => state)).toEqual(["cancelled", "cancelled"])
    expect((await desk.lead.heard()).mails).toBe(0)
  })
})

test("a sweep that failed has noted all of a kind or none, and the next finds what is left", async () => {
  const desk = await deskWithLead()
  const sweep = new Sweep()
  await sweep.run(desk.at(-60))
  await desk.opens()
  await database.owner`alter table sla_clock_events add constraint crash check (kind <> 'at_risk') not valid`
  await expect(sweep.run(desk.at(1801))).rejects.toThrow(/sla_clock_events/)
  expect(await desk.news()).toEqual([breached])
  await database.owner`alter table sla_clock_events drop constraint crash`
  await sweep.run(desk.at(3600))
  expect(await desk.news()).toEqual([atRisk, breached])
})

test("a machine's clock that is set back neither repeats nor loses a breach", async () => {
  const desk = await deskWithLead()
  const sweep = new Sweep()
  await desk.opens()
  await desk.opens(2, { after: 600 })
  await sweep.run(desk.at(1801))
  await sweep.run(desk.at(1200))
  await sweep.run(desk.at(2401))
  expect(await desk.news()).toEqual([
    atRisk,
    "acknowledge at_risk 2026-03-02T10:34:00Z",
    breached,
    "acknowledge breached 2026-03-02T10:40:00Z",
  ])
})

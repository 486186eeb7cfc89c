import { eq } from "drizzle-orm"
import postgres from "postgres"
import { describe, expect, test } from "vitest"
import { requestHandoff } from "#app/domain/handoffs/request.server.ts"
import type { Happening } from "#app/domain/sla/clock/record-event.ts"
import { happened } from "#app/domain/sla/record/happen.server.ts"
import { loginUrl } from "#db/config.ts"
import { inIdentity } from "#db/identity.ts"
import { users } from "#db/schema/identity.ts"
import { Sweep } from "#workers/sla/sweep.ts"
import { Telling } from "#workers/sla/telling.ts"
import { clockDesk } from "../support/clock-desk.ts"
import { testDatabase } from "../support/database.ts"
import { listener, monday } from "../support/notices.ts"
import { openOutbox } from "../support/outbox.ts"
import { newPerson } from "../support/people.ts"

const database = await testDatabase()
const outbox = openOutbox(database)
// A desk that nobody leads tells its analysts: this one keeps such notices from the people of other tests.
await listener(outbox, { role: "admin" })

const acknowledged = { kind: "acknowledged", by: "provider_human" } as const

/** A client whose desk has a lead, and an owner of the incident. */
async function staffedDesk() {
  const desk = await clockDesk(monday)
  const lead = await listener(outbox, { role: "lead", discipline: "noc", clientId: desk.client.id })
  const owner = await listener(outbox, { role: "analyst", discipline: "noc", clientId: desk.client.id })
  const sweepAt = async (seconds: number) => {
    await new Sweep().run(desk.at(seconds))
    return new Telling().run(desk.at(seconds))
  }
  return { ...desk, lead, owner, sweepAt }
}

describe("2.9.10 one notification for each clock, kind and cycle", () => {
  test("at risk the owner hears, of a breach the leads too, however often it is looked at", async () => {
    const desk = await staffedDesk()
    const incident = await desk.opens(2, { owner: desk.owner.id })
    for (const seconds of [1441, 1500, 1799]) await desk.sweepAt(seconds)
    expect(await desk.owner.heard()).toEqual({ mails: 1, said: ["P2 acknowledgement at risk"] })
    expect((await desk.lead.heard()).mails).toBe(0)
    for (const seconds of [1801, 1900, 4000]) await desk.sweepAt(seconds)
    expect((await desk.owner.heard()).said).toEqual([
      "P2 acknowledgement at risk",
      "P2 acknowledgement breached",
    ])
    expect(await desk.lead.heard()).toEqual({ mails: 1, said: ["P2 acknowledgement breached"] })
    expect(await desk.lead.last()).toEqual({
      ...{ breached: 1, atRisk: 0, reached: 0, record0: `${desk.client.code}-1001`, client0: "Acme" },
      ...{
        clock0: "P2 acknowledgement",
        state0: "breached",
        at0: "2026-03-02T10:30:00Z",
        zone0: "Europe/Sofia",
      },
      path0: `/ops/incidents/${incident}`,
    })
  })

  test("not for what was acknowledged before anybody was told, nor twice for what is breached by then", async () => {
    const desk = await staffedDesk()
    const [taken] = [await desk.opens(), await desk.opens()]
    await new Sweep().run(desk.at(1500))
    await desk.happens(taken, 1501, acknowledged)
    await desk.sweepAt(1802)
    expect((await desk.lead.heard()).said).toEqual(["P2 acknowledgement breached"])
    expect(await desk.news()).toHaveLength(3)
  })

  test("a cycle of its own for each", async () => {
    const desk = await staffedDesk()
    await desk.promises([["next_response", 2, 1000]])
    const incident = await desk.opens()
    const says = (by: "client" | "provider_human", seconds: number) =>
      desk.happens(incident, seconds, { kind: "message", by, visibility: "client", channel: "email" })
    await says("provider_human", 10)
    for (const [asked, answered] of [
      [100, 1050],
      [3000, 4010],
    ] as const) {
      await says("client", asked)
      await desk.sweepAt(asked + 900)
      await says("provider_human", answered)
      await desk.sweepAt(answered + 60)
    }
    expect((await desk.lead.heard()).said).toEqual([
      "P2 next response at risk",
      "P2 next response at risk",
      "P2 next response breached",
    ])
  })

  test("none again for a clock that comes to be at risk a second time by what was noted late", async () => {
    const desk = await staffedDesk()
    await desk.promises([["resolve", 2, 3600]])
    const incident = await desk.opens()
    await desk.sweepAt(3000)
    const late = (seconds: number, what: Happening) =>
      desk.act(desk.at(3001), (t) => happened(t, { incident }, [what], desk.at(seconds)))
    await late(100, { kind: "hold_entered", hold: "waiting_client", basis: "question" })
    await late(1900, { kind: "hold_left", cause: "manual" })
    await desk.sweepAt(4700)
    expect(await desk.news()).toEqual([
      "resolve at_risk 2026-03-02T10:48:00Z",
      "resolve at_risk 2026-03-02T11:18:00Z",
    ])
    expect((await desk.lead.heard()).said).toEqual(["P2 resolution at risk"])
  })

  test("reprioritised past its target it is told once, with the change as its moment", async () => {
    const desk = await staffedDesk()
    await desk.promises([
      ["resolve", 1, 3600],
      ["resolve", 3, 36_000],
    ])
    const incident = await desk.opens(3)
    await desk.happens(incident, 7200, { kind: "priority_set", priority: 1 })
    for (const seconds of [7201, 7300]) await desk.sweepAt(seconds)
    expect((await desk.lead.heard()).said).toEqual(["P1 resolution breached"])
    expect((await desk.lead.last())["at0"]).toBe("2026-03-02T12:00:00Z")
  })

  test("two who tell at once tell once", async () => {
    const desk = await staffedDesk()
    await desk.opens()
    await new Sweep().run(desk.at(1900))
    await Promise.allSettled([1, 2, 3, 4].map(() => new Telling().run(desk.at(1901))))
    expect((await desk.lead.heard()).mails).toBe(1)
  })

  test("a crash between the mark and the mail loses nothing and doubles nothing", async () => {
    const desk = await staffedDesk()
    await desk.opens()
    await new Sweep().run(desk.at(1900))
    await database.owner`alter table mail_outbox add constraint crash check (template <> 'sla-notice') not valid`
    await expect(new Telling().run(desk.at(1901))).rejects.toThrow(/mail_outbox/)
    expect((await desk.lead.heard()).mails).toBe(0)
    await database.owner`alter table mail_outbox drop constraint crash`
    await new Telling().run(desk.at(1902))
    await new Telling().run(desk.at(1903))
    expect((await desk.lead.heard()).mails).toBe(1)
  })
})

describe("who hears", () => {
  test("nobody of the client, nobody of another, nobody disabled; of a handoff the desk that was asked", async () => {
    const desk = await staffedDesk()
    const soc = await listener(outbox, { role: "lead", discipline: "soc", clientId: desk.client.id })
    const other = await clockDesk(monday)
    const elsewhere = await listener(outbox, { role: "lead", clientId: other.client.id })
    const gone = await listener(outbox, { role: "lead", clientId: desk.client.id })
    await inIdentity((tx) => tx.sql.update(users).set({ disabledAt: tx.now }).where(eq(users.id, gone.id)))
    const name = `Manager ${desk.client.code}`
    await newPerson({ name, client: desk.client.id, role: "manager" })
    const incident = await desk.opens(1)
    await desk.happens(incident, 1, acknowledged)
    await desk.act(desk.at(2), (t) =>
      requestHandoff(t, incident, {
        ...{ to: "soc", type: "consult", reasonCode: "suspicious_login", ask: "Look" },
      }),
    )
    await desk.sweepAt(310)
    expect((await soc.heard()).said).toEqual(["P1 acceptance of the handoff breached"])
    for (const person of [desk.lead, elsewhere, gone]) expect((await person.heard()).mails).toBe(0)
    expect(await outbox`select 1 from mail_outbox where to_name = ${name}`).toHaveLength(0)
  })
})

describe("no storm of mails", () => {
  test("one mail a person for all that came about at all clients; it names ten and counts the rest", async () => {
    const [desk, other] = [await staffedDesk(), await clockDesk(monday)]
    const both = await listener(
      outbox,
      { role: "lead", clientId: desk.client.id },
      { role: "lead", clientId: other.client.id },
    )
    for (let i = 0; i < 8; i++) await Promise.all([desk.opens(), other.opens()])
    await desk.sweepAt(1900)
    expect((await both.heard()).mails).toBe(1)
    expect((await both.heard()).said).toHaveLength(10)
    expect((await both.last())["breached"]).toBe(16)
  })

  test("urgent ones half a minute apart at the least, the others gathered for a quarter of an hour", async () => {
    const desk = await staffedDesk()
    await desk.promises([
      ["acknowledge", 1, 60],
      ["acknowledge", 3, 60],
    ])
    const telling = new Telling()
    const [urgent, slow] = [
      [0, 5, 40],
      [1, 6, 41],
    ]
    for (const after of urgent) await desk.opens(1, { after })
    for (const after of slow) await desk.opens(3, { after })
    const sweep = new Sweep()
    const mailsAt = async (seconds: number) => {
      await sweep.run(desk.at(seconds))
      await telling.run(desk.at(seconds))
      return (await desk.lead.heard()).said.filter((said) => said.endsWith("breached")).length
    }
    await telling.run(desk.at(30))
    const counts = []
    for (const seconds of [60.5, 62, 66, 70, 91, 101, 110, 122, 900, 931]) counts.push(await mailsAt(seconds))
    expect(counts).toEqual([1, 1, 1, 1, 2, 2, 2, 3, 3, 6])
  })
})

test("2.9.10 zammad#4432: what is not urgent is noted at once and told when the service opens, P1 and P2 at once", async () => {
  const desk = await staffedDesk()
  await desk.promises([
    ["acknowledge", 1, 7 * 3600, "office"],
    ["acknowledge", 2, 7 * 3600, "office"],
    ["acknowledge", 3, 7 * 3600, "office"],
  ])
  for (const priority of [3, 2, 1]) await desk.opens(priority)
  await desk.sweepAt(7 * 3600 + 60)
  const urgent = ["P1 acknowledgement breached", "P2 acknowledgement breached"]
  expect((await desk.lead.heard()).said).toEqual(urgent)
  expect((await desk.news()).filter((said) => said.startsWith("acknowledge breached"))).toHaveLength(3)
  await desk.sweepAt(22 * 3600)
  expect((await desk.lead.heard()).mails).toBe(1)
  await desk.sweepAt(23 * 3600)
  expect((await desk.lead.heard()).said).toEqual([...urgent, "P3 acknowledgement breached"])
})

test("what a history was imported with is no news", async () => {
  const desk = await staffedDesk()
  const incident = await desk.opens()
  await desk.happens(incident, 1900, { kind: "priority_set", priority: 3 })
  expect(await desk.news()).toContain("acknowledge breached 2026-03-02T10:30:00Z")
  await new Telling().run(desk.at(1900 + 86_400))
  expect((await desk.lead.heard()).mails).toBe(0)
  await new Telling().run(desk.at(1900 + 86_399))
  expect((await desk.lead.heard()).mails).toBe(1)
})

test("screens that show the record are told with it", async () => {
  const desk = await staffedDesk()
  const incident = await desk.opens()
  await new Sweep().run(desk.at(1900))
  const ear = postgres(loginUrl(database, "portal_web"), { max: 1, onnotice: () => {} })
  const cue = Promise.withResolvers<unknown>()
  await ear.listen("live", (message) => cue.resolve(JSON.parse(message)))
  await new Telling().run(desk.at(1901))
  expect(await cue.promise).toMatchObject({ tenantId: desk.client.id, kind: "incident", ids: [incident] })
  await ear.end({ timeout: 1 })
})

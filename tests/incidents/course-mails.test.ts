import { describe, expect, test } from "vitest"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { answerHandoff } from "#app/domain/handoffs/answer.server.ts"
import { requestHandoff } from "#app/domain/handoffs/request.server.ts"
import { expireHolds } from "#app/domain/incidents/expire-holds.server.ts"
import { holdIncident } from "#app/domain/incidents/hold.server.ts"
import { releaseHold } from "#app/domain/incidents/release-hold.server.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import { inTenantAt } from "#db/tenant.ts"
import { tellOfCourse } from "#workers/notices/telling.ts"
import { testDatabase } from "../support/database.ts"
import { listener } from "../support/notices.ts"
import { openOutbox } from "../support/outbox.ts"
import { newPerson } from "../support/people.ts"
import { promisedIncident, start } from "../support/promised-incident.ts"

const database = await testDatabase()
const outbox = openOutbox(database)
await listener(outbox, { role: "admin" })

type Desk = Awaited<ReturnType<typeof promisedIncident>>
const mailsTo = async (name: string) =>
  outbox<{ template: string; props: Record<string, string>; client_id: string }[]>`
    select template, props, client_id from mail_outbox where to_name = ${name} order by created_at, id`

/** An incident of the NOC whose two desks have a lead each, and who asks. */
async function twoDesks() {
  const one = await promisedIncident()
  const of = { clientId: one.tenant.id }
  const [noc, soc, asker] = [
    await listener(outbox, { role: "lead", discipline: "noc", ...of }),
    await listener(outbox, { role: "lead", discipline: "soc", ...of }),
    await listener(outbox, { role: "analyst", discipline: "noc", ...of }),
  ]
  const asks = () =>
    inTenantAt(
      mintScope<"incidents.work" | "incidents.read">(one.tenant.id, { kind: "user", ...asker }),
      plusSeconds(start, 600),
      (t) =>
        requestHandoff(t, one.id, {
          ...{ to: "soc", type: "transfer", reasonCode: "suspected_ddos", ask: "Confidential words" },
        }),
    )
  return { one, noc, soc, asker, asks }
}

describe("2.12 handoffs are mailed", () => {
  test("2.12.1 one that is asked for goes to the leads of the desk that was asked, once, without its words", async () => {
    const { one, noc, soc, asks } = await twoDesks()
    await asks()
    await Promise.all([tellOfCourse(), tellOfCourse()])
    await tellOfCourse()
    const mails = await mailsTo(soc.name)
    expect(mails.map(({ template }) => template)).toEqual(["handoff-notice"])
    expect(mails[0]).toMatchObject({
      client_id: one.tenant.id,
      props: {
        ...{ event: "requested", from: "NOC", to: "SOC", type: "transfer", reason: "Suspected DDoS" },
        ...{ due: plusSeconds(start, 600 + 4 * 3600).toString(), zone: "Europe/Sofia" },
        path: `/ops/incidents/${one.id}`,
      },
    })
    expect(JSON.stringify(mails)).not.toContain("Confidential words")
    expect(await mailsTo(noc.name)).toHaveLength(0)
  })

  test("2.12.2 its rejection goes to who asked; what was answered before it was mailed is not mailed", async () => {
    const { one, noc, soc, asker, asks } = await twoDesks()
    const id = await asks()
    await one.at(11, (t) => answerHandoff(t, id, { act: "reject", reason: "Not ours" }))
    await tellOfCourse()
    expect(await mailsTo(soc.name)).toHaveLength(0)
    expect((await mailsTo(asker.name)).map(({ props }) => [props["event"], props["by"]])).toEqual([
      ["rejected", "Ana Analyst"],
    ])
    expect(await mailsTo(noc.name)).toHaveLength(0)
  })

  test("2.12.2 where who asked is not here any more, to the leads of that desk; an acceptance to nobody", async () => {
    const { one, noc } = await twoDesks()
    const wanted = { to: "soc", type: "consult", reasonCode: "suspected_ddos", ask: "Look" } as const
    const first = await one.at(10, (t) => requestHandoff(t, one.id, wanted))
    await one.at(11, (t) => answerHandoff(t, first, { act: "reject", reason: "Not ours" }))
    const second = await one.at(12, (t) => requestHandoff(t, one.id, wanted))
    await one.at(13, (t) => answerHandoff(t, second, { act: "accept" }))
    await tellOfCourse()
    expect((await mailsTo(noc.name)).map(({ props }) => props["event"])).toEqual(["rejected"])
  })

  test("what is rolled back is not mailed, and a crash between taking and mailing loses nothing", async () => {
    const { one, soc, asks } = await twoDesks()
    const failing = one.at(10, async (t) => {
      await requestHandoff(t, one.id, {
        ...{ to: "soc", type: "consult", reasonCode: "suspected_ddos", ask: "Look" },
      })
      throw new Error("rolled back")
    })
    await expect(failing).rejects.toThrow("rolled back")
    await asks()
    await database.owner`alter table mail_outbox add constraint crash check (template <> 'handoff-notice') not valid`
    await expect(tellOfCourse()).rejects.toThrow(/mail_outbox/)
    await database.owner`alter table mail_outbox drop constraint crash`
    await tellOfCourse()
    expect(await mailsTo(soc.name)).toHaveLength(1)
  })
})

describe("2.9.6 a client that does not answer is reminded by mail", () => {
  const day = 24 * 60
  const contacts = async (one: Desk) => {
    const name = (role: string) => `${role} ${one.tenant.id}`
    for (const role of ["manager", "responder", "viewer"] as const)
      await newPerson({ name: name(role), client: one.tenant.id, role })
    return name
  }
  const asked = { hold: "waiting_client", question: "Which server is it?" } as const

  test("its managers and responders, with the day on which it is resolved; the client reads the reminder too", async () => {
    const one = await promisedIncident({ calendar: "office" })
    const name = await contacts(one)
    await one.at(60, (t) => holdIncident(t, one.id, asked))
    await one.portal(7 * day + 60, expireHolds)
    await tellOfCourse()
    await tellOfCourse()
    for (const role of ["manager", "responder"])
      expect((await mailsTo(name(role))).map(({ template, props }) => [template, props["until"]])).toEqual([
        ["hold-reminder", "2026-03-11T10:00:00Z"],
      ])
    expect(await mailsTo(name("viewer"))).toHaveLength(0)
    expect((await mailsTo(name("manager")))[0]?.props["path"]).toBe(`/client/incidents/${one.id}`)
    const lines = await one.timeline()
    expect(lines.find(({ kind }) => kind === "hold-reminded")?.lane).toBe("client")
    const mailed = lines.find(({ kind }) => kind === "reminder-mailed")
    expect(mailed).toMatchObject({ lane: "internal", data: { told: [name("manager"), name("responder")] } })
  })

  test("not when it was answered or released before the mail", async () => {
    const one = await promisedIncident()
    const name = await contacts(one)
    await one.at(1, (t) => holdIncident(t, one.id, asked))
    await one.portal(5 * day + 2, expireHolds)
    await one.at(5 * day + 3, (t) => releaseHold(t, one.id, "manual"))
    await tellOfCourse()
    expect(await mailsTo(name("manager"))).toHaveLength(0)
  })
})

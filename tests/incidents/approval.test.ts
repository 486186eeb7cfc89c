import { describe, expect, test } from "vitest"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { listClientEntries } from "#app/domain/audit/read.server.ts"
import { answerHandoff } from "#app/domain/handoffs/answer.server.ts"
import { approveAsLead, recordClientWord } from "#app/domain/handoffs/approve.server.ts"
import type { ApprovalClass } from "#app/domain/handoffs/containment.ts"
import { listAwaited, listHandoffs } from "#app/domain/handoffs/read.server.ts"
import { requestHandoff } from "#app/domain/handoffs/request.server.ts"
import { confirmIncident } from "#app/domain/incidents/confirm.server.ts"
import { newId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import { inTenant, inTenantAt, type TenantTx } from "#db/tenant.ts"
import { tellOfCourse } from "#workers/notices/telling.ts"
import { testDatabase } from "../support/database.ts"
import { listener } from "../support/notices.ts"
import { openOutbox } from "../support/outbox.ts"
import { promisedIncident, start } from "../support/promised-incident.ts"

const database = await testDatabase()
const outbox = openOutbox(database)
const lead: Actor = { kind: "user", id: newId(), name: "Lea Lead" }

/** An isolation the SOC's Ana asks of the NOC, ten minutes in. */
async function asked(approval: ApprovalClass, by?: Actor) {
  const one = await promisedIncident({ discipline: "soc" })
  const as =
    <P extends Permission>(actor: Actor) =>
    <T>(minutes: number, work: (t: TenantTx<P>) => Promise<T>) =>
      inTenantAt(mintScope<P>(one.tenant.id, actor), plusSeconds(start, minutes * 60), work)
  await one.at(5, (t) => confirmIncident(t, one.id, { verdict: "malicious", reason: "Beacon" }))
  const wanted = {
    ...({ to: "noc", type: "joint", reasonCode: "isolate_segment", ask: "Take it off", approval } as const),
    ...{ targets: ["10.2.0.0/16", "laptop-7"], agreement: "Clause 7" },
  }
  const request = (t: TenantTx<"incidents.work">) => requestHandoff(t, one.id, wanted)
  const id = await (by ? as<"incidents.work">(by)(10, request) : one.at(10, request))
  const approve = (actor: Actor, minutes = 15) =>
    as<"containment.approve">(actor)(minutes, (t) => approveAsLead(t, id))
  const word = (actor: Actor, said = { contact: "Dr. Petrova", how: "by telephone" }) =>
    as<"incidents.work">(actor)(15, (t) => recordClientWord(t, id, said))
  const accept = () => one.at(20, (t) => answerHandoff(t, id, { act: "accept" }))
  const read = async () => (await one.at(30, (t) => listHandoffs(t, one.id)))[0]
  return { one, id, approve, word, accept, read }
}

describe("2.12.4 a containment has an approval class", () => {
  test("2.12.4 pre-approved goes ahead, and says where the client agreed", async () => {
    const { accept, read } = await asked("pre_approved")
    await accept()
    expect(await read()).toMatchObject({
      ...{ state: "accepted", targets: ["10.2.0.0/16", "laptop-7"], agreement: "Clause 7" },
    })
  })

  test("2.12.4 for a lead's word it waits, and can be rejected meanwhile", async () => {
    const { one, id, accept, approve, read } = await asked("lead")
    await expect(accept()).rejects.toMatchObject({ code: "conflict" })
    expect(await one.at(12, (t) => listAwaited(t))).toMatchObject([
      { approvalClass: "lead", approvedAt: null },
    ])
    await approve(lead)
    expect(await read()).toMatchObject({ approvedByName: "Lea Lead", approvedByContact: null })
    await expect(approve(lead, 16)).rejects.toMatchObject({ code: "conflict" })
    await accept()
    const kinds = (await one.timeline()).map(({ kind }) => kind)
    expect(kinds.slice(-3)).toEqual(["handoff-requested", "handoff-approved", "handoff-accepted"])
    const filter = { action: "incident.handoff-approve" }
    const entries = await inTenant(one.tenant.scope("audit.read"), (t) =>
      listClientEntries(t, filter, { limit: 9 }),
    )
    expect(entries.map(({ actor, targetId }) => [actor.name, targetId])).toEqual([["Lea Lead", one.id]])

    const refused = await asked("lead")
    await refused.one.at(12, (t) => answerHandoff(t, refused.id, { act: "reject", reason: "Not now" }))
    await expect(refused.approve(lead)).rejects.toMatchObject({ code: "conflict" })
    expect(id).not.toBe(refused.id)
  })

  test("2.12.4 for the client's word it waits: who, when and how are kept", async () => {
    const { one, accept, word, read } = await asked("client")
    await expect(accept()).rejects.toMatchObject({ code: "conflict" })
    const nothing = word(lead, { contact: " ", how: "" })
    await expect(nothing).rejects.toMatchObject({
      fields: { contact: expect.any(String), how: expect.any(String) },
    })
    await word(lead)
    expect(await read()).toMatchObject({
      ...{ approvedByName: "Lea Lead", approvedByContact: "Dr. Petrova", approvalHow: "by telephone" },
      approvedAt: plusSeconds(start, 15 * 60),
    })
    await accept()
    expect((await one.timeline()).find(({ kind }) => kind === "handoff-approved")).toMatchObject({
      ...{ text: "by telephone", lane: "internal" },
      data: { by: "client", contact: "Dr. Petrova" },
    })
  })

  test("2.12.4 who asked neither approves nor writes the client's word down, and no token approves", async () => {
    const forLead = await asked("lead", lead)
    await expect(forLead.approve(lead)).rejects.toMatchObject({ code: "forbidden" })
    const token: Actor = { kind: "token", id: newId(), name: "Tool" }
    await expect(forLead.approve(token)).rejects.toMatchObject({ code: "forbidden" })
    for (const who of [lead, token]) {
      const forClient = await asked("client", who)
      await expect(forClient.word(who)).rejects.toMatchObject({ code: "forbidden" })
      await expect(forClient.accept()).rejects.toMatchObject({ code: "conflict" })
    }
  })

  test("2.12.4 nobody's word stands in for another's", async () => {
    await expect((await asked("client")).approve(lead)).rejects.toMatchObject({ code: "conflict" })
    await expect((await asked("lead")).word(lead)).rejects.toMatchObject({ code: "conflict" })
    await expect((await asked("pre_approved")).approve(lead)).rejects.toMatchObject({ code: "conflict" })
  })

  test("2.12.4 the mail to the desk says whose word is missing; the approval is mailed to who asked", async () => {
    await tellOfCourse()
    const { one, approve } = await asked("lead")
    const of = { clientId: one.tenant.id }
    const noc = await listener(outbox, { role: "lead", discipline: "noc", ...of })
    const soc = await listener(outbox, { role: "lead", discipline: "soc", ...of })
    await tellOfCourse()
    await approve(lead)
    await tellOfCourse()
    const mails = await outbox<{ name: string; props: Record<string, string> }[]>`
      select to_name as name, props from mail_outbox where client_id = ${one.tenant.id} order by created_at, id`
    expect(
      mails.map(({ name, props }) => [name, props["event"], props["awaits"] ?? null, props["by"]]),
    ).toEqual([
      [noc.name, "requested", "lead", "Ana Analyst"],
      [soc.name, "approved", null, "Lea Lead"],
    ])
    expect(JSON.stringify(mails)).not.toMatch(/10\.2\.0\.0|laptop-7|Take it off/)
  })
})

import { describe, expect, test } from "vitest"
import { type Answer, answerHandoff } from "#app/domain/handoffs/answer.server.ts"
import { isContainment } from "#app/domain/handoffs/containment.ts"
import { reasonCodes } from "#app/domain/handoffs/handoff.ts"
import { listHandoffs } from "#app/domain/handoffs/read.server.ts"
import { requestHandoff } from "#app/domain/handoffs/request.server.ts"
import { confirmIncident } from "#app/domain/incidents/confirm.server.ts"
import { containIncident } from "#app/domain/incidents/contain.server.ts"
import type { HandoffId } from "#app/kernel/ids.ts"
import { testDatabase } from "../support/database.ts"
import { promisedIncident } from "../support/promised-incident.ts"

await testDatabase()
type Desk = Awaited<ReturnType<typeof promisedIncident>>

const agreed = { targets: ["10.2.0.0/16"], approval: "pre_approved", agreement: "Runbook 4" } as const

/** A confirmed attack whose containment the SOC asked of the NOC, which accepted. */
async function asked(reasonCode: (typeof reasonCodes)["soc"][number] = "isolate_segment") {
  const one = await promisedIncident({ discipline: "soc" })
  await one.at(10, (t) => confirmIncident(t, one.id, { verdict: "malicious", reason: "Beacon" }))
  const id = await one.at(20, (t) =>
    requestHandoff(t, one.id, {
      ...{ to: "noc", type: "joint", reasonCode, ask: "Take 10.2.0.0/16 off" },
      ...(isContainment({ reasonCode }) ? agreed : {}),
    }),
  )
  await one.at(30, (t) => answerHandoff(t, id, { act: "accept" }))
  return { one, id }
}
const answer = (one: Desk, minutes: number, id: HandoffId, said: Answer) =>
  one.at(minutes, (t) => answerHandoff(t, id, said))
const verified = { act: "complete", reason: "Pinged from two sides", containmentVerified: true } as const

describe("2.12.4 a containment the SOC asked of the NOC", () => {
  test("verified on its completion, it contains the incident and stops the clock", async () => {
    const { one, id } = await asked()
    expect(await one.clock("contain", 60)).toMatchObject({ state: "running", elapsed: 50 })
    await answer(one, 70, id, verified)
    expect(await one.clock("contain", 99)).toMatchObject({ state: "met", elapsed: 60 })
    expect((await one.read()).containedAt).not.toBeNull()
    const lines = (await one.timeline()).filter(({ kind }) => /contained|completed/.test(kind))
    expect(lines.map(({ kind, text }) => [kind, text])).toEqual([
      ["handoff-completed", "Pinged from two sides"],
      ["contained", "Pinged from two sides"],
    ])
  })

  test("completed without saying so, the clock goes on", async () => {
    const { one, id } = await asked("block_at_edge")
    await answer(one, 70, id, { act: "complete" })
    expect(await one.clock("contain", 80)).toMatchObject({ state: "running", elapsed: 70 })
  })

  test("needs to say how it was verified, and is said of no other act and no other reason", async () => {
    const { one, id } = await asked()
    const silent = answer(one, 70, id, { ...verified, reason: " " })
    await expect(silent).rejects.toMatchObject({ fields: { reason: expect.any(String) } })
    const patched = await asked("patch_now")
    await expect(answer(patched.one, 70, patched.id, verified)).rejects.toMatchObject({ code: "invalid" })
    const codes = [...reasonCodes.noc, ...reasonCodes.soc].filter((reasonCode) =>
      isContainment({ reasonCode }),
    )
    expect(codes).toEqual(["isolate_segment", "block_at_edge"])
  })

  test("of what is contained already nothing is changed, neither the handoff", async () => {
    const { one, id } = await asked()
    await one.at(40, (t) => containIncident(t, one.id, { how: "verified", account: "Host is off" }))
    await expect(answer(one, 70, id, verified)).rejects.toMatchObject({ code: "conflict" })
    const [handoff] = await one.at(71, (t) => listHandoffs(t, one.id))
    expect(handoff?.state).toBe("accepted")
    await answer(one, 72, id, { act: "complete" })
    expect(await one.clock("contain", 80)).toMatchObject({ state: "met", elapsed: 30 })
  })
})

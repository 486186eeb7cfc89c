import { describe, expect, test } from "vitest"
import { answerHandoff, type Answer } from "#app/domain/handoffs/answer.server.ts"
import type { NewHandoff } from "#app/domain/handoffs/new-handoff.ts"
import { listAwaited, listHandoffs } from "#app/domain/handoffs/read.server.ts"
import { requestHandoff } from "#app/domain/handoffs/request.server.ts"
import { type HandoffId, newId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import { testDatabase } from "../support/database.ts"
import { promisedIncident, start } from "../support/promised-incident.ts"

await testDatabase()
const transfer: NewHandoff = {
  ...{ to: "soc", type: "transfer", reasonCode: "suspected_ddos", ask: "Traffic from 40 networks. Yours?" },
}
type Desk = Awaited<ReturnType<typeof promisedIncident>>
const ask = (one: Desk, minutes: number, wanted: Partial<NewHandoff> = {}) =>
  one.at(minutes, (t) => requestHandoff(t, one.id, { ...transfer, ...wanted }))
const answer = (one: Desk, minutes: number, id: HandoffId, said: Answer) =>
  one.at(minutes, (t) => answerHandoff(t, id, said))

describe("2.12.1 a handoff is asked for", () => {
  test("2.12.1 with a reason of the asking team, and its clock runs from then on", async () => {
    const one = await promisedIncident({ hours: 1 })
    await expect(ask(one, 10, { reasonCode: "patch_now" })).rejects.toMatchObject({ code: "invalid" })
    await expect(ask(one, 10, { to: "noc" })).rejects.toMatchObject({ code: "conflict" })
    await ask(one, 10)
    await expect(ask(one, 11)).rejects.toMatchObject({ code: "conflict" })
    const due = plusSeconds(start, 70 * 60).toString()
    expect(await one.clock("handoff_accept", 20)).toEqual({
      state: "running",
      elapsed: 10,
      due,
      breached: false,
    })
    const [listed] = await one.at(20, (t) => listHandoffs(t, one.id))
    expect(listed).toMatchObject({
      state: "requested",
      fromTeam: "noc",
      toTeam: "soc",
      requestedByName: "Ana Analyst",
    })
    expect(listed?.dueAt?.toString()).toBe(due)
  })

  test("2.12.1 it stands in the list of what waits for an answer, until it is answered", async () => {
    const one = await promisedIncident()
    const id = await ask(one, 10)
    const [awaited] = await one.at(11, (t) => listAwaited(t))
    expect(awaited).toMatchObject({ id, toTeam: "soc", clientName: "Acme", priority: 2 })
    expect(awaited?.reference).toBe(`${one.tenant.code}-1001`)
    await answer(one, 12, id, { act: "accept" })
    expect(await one.at(13, (t) => listAwaited(t))).toEqual([])
  })

  test("2.12.1 unanswered past its deadline it is breached, and can still be answered", async () => {
    const one = await promisedIncident({ hours: 1 })
    const id = await ask(one, 0)
    expect(await one.clock("handoff_accept", 61)).toMatchObject({ state: "running", breached: true })
    await answer(one, 90, id, { act: "accept" })
    expect(await one.clock("handoff_accept", 91)).toMatchObject({ state: "missed", elapsed: 90 })
  })
})

describe("2.12.2 who owns it", () => {
  test("2.12.2 a transfer moves the incident on accept, not on request", async () => {
    const one = await promisedIncident()
    const id = await ask(one, 10)
    expect(await one.read()).toMatchObject({ discipline: "noc", owner: { name: "Ana Analyst" } })
    await answer(one, 15, id, { act: "accept" })
    expect(await one.read()).toMatchObject({ discipline: "soc", owner: null })
    expect(await one.clock("handoff_accept", 20)).toMatchObject({ state: "met", elapsed: 5 })
  })

  test("2.12.2 a rejection needs a reason and leaves it where it is", async () => {
    const one = await promisedIncident()
    const id = await ask(one, 10)
    await expect(answer(one, 15, id, { act: "reject", reason: " " })).rejects.toMatchObject({
      code: "invalid",
    })
    await answer(one, 15, id, { act: "reject", reason: "A backup, not an attack." })
    expect(await one.read()).toMatchObject({ discipline: "noc" })
    expect(await one.clock("handoff_accept", 20)).toMatchObject({ state: "met", elapsed: 5 })
    expect((await one.timeline()).at(-1)).toMatchObject({
      kind: "handoff-rejected",
      text: "A backup, not an attack.",
    })
    await expect(answer(one, 16, id, { act: "accept" })).rejects.toMatchObject({ code: "conflict" })
  })

  test("2.12.2 what was transferred can be given back, with a reason", async () => {
    const one = await promisedIncident()
    const id = await ask(one, 10)
    await answer(one, 15, id, { act: "accept" })
    await answer(one, 30, id, { act: "return", reason: "No attack after all." })
    expect(await one.read()).toMatchObject({ discipline: "noc" })
    const { ledger } = await one.course(40)
    expect(ledger.seconds).toMatchObject({ provider_noc: 25 * 60, provider_soc: 15 * 60 })
  })

  test.each(["consult", "joint"] as const)("2.12.2 a %s leaves it with its team", async (type) => {
    const one = await promisedIncident()
    const id = await ask(one, 10, { type })
    await answer(one, 15, id, { act: "accept" })
    expect(await one.read()).toMatchObject({ discipline: "noc", owner: { name: "Ana Analyst" } })
    await answer(one, 30, id, { act: "complete" })
    const [done] = await one.at(31, (t) => listHandoffs(t, one.id))
    expect(done).toMatchObject({ state: "completed" })
    await expect(answer(one, 31, id, { act: "complete" })).rejects.toMatchObject({ code: "conflict" })
  })
})

test("2.12.3 no handoff touches a client's clock", async () => {
  const [asked, left] = [await promisedIncident(), await promisedIncident()]
  const id = await ask(asked, 10)
  await answer(asked, 15, id, { act: "accept" })
  await answer(asked, 30, id, { act: "return", reason: "No." })
  for (const metric of ["acknowledge", "first_response", "resolve"] as const)
    expect(await asked.clock(metric, 60), metric).toEqual(await left.clock(metric, 60))
})

test("2.12.3 the time of each team adds up to the time it took", async () => {
  const one = await promisedIncident()
  const id = await ask(one, 35)
  await answer(one, 40, id, { act: "accept" })
  const { ledger } = await one.course(180)
  expect(ledger.seconds).toEqual({ provider_noc: 2400, provider_soc: 8400, client: 0, third_party: 0 })
  expect(ledger.now).toBe("provider_soc")
})

test("2.12 a handoff of somebody else is not found", async () => {
  const [one, other] = [await promisedIncident(), await promisedIncident()]
  const id = await ask(one, 10)
  await expect(answer(other, 11, id, { act: "accept" })).rejects.toMatchObject({ code: "not_found" })
  await expect(answer(one, 11, newId(), { act: "accept" })).rejects.toMatchObject({ code: "not_found" })
  expect(await other.at(11, (t) => listHandoffs(t, one.id))).toEqual([])
})

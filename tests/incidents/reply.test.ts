import { describe, expect, test } from "vitest"
import { addNote } from "#app/domain/incidents/add-note.server.ts"
import { holdIncident } from "#app/domain/incidents/hold.server.ts"
import { readOwnCourse } from "#app/domain/incidents/read-own-course.server.ts"
import { readSharedIncident } from "#app/domain/incidents/read-shared.server.ts"
import { replyToIncident } from "#app/domain/incidents/reply.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { newId } from "#app/kernel/ids.ts"
import { secondsBetween } from "#app/kernel/time.ts"
import { testDatabase } from "../support/database.ts"
import { promisedIncident } from "../support/promised-incident.ts"

await testDatabase()
type Desk = Awaited<ReturnType<typeof promisedIncident>>
const share = (one: Desk, minutes: number) =>
  one.at(minutes, (t) => addNote(t, one.id, { text: "We see it.", lane: "client" }))
const reply = (one: Desk, minutes: number, text = "It is db-2.") =>
  one.greta(minutes, (t) => replyToIncident(t, one.id, { text }))

describe("2.9.6 the client's reply ends waiting for it", () => {
  test("2.9.6 the clocks go on from the reply", async () => {
    const one = await promisedIncident()
    await one.at(30, (t) => holdIncident(t, one.id, { hold: "waiting_client", question: "Which one?" }))
    await reply(one, 90)
    expect(await one.read()).toMatchObject({ hold: null, holdUntil: null })
    expect(await one.clock("resolve", 100)).toMatchObject({ state: "running", elapsed: 40 })
    expect((await one.timeline()).at(-1)).toMatchObject({
      kind: "hold-left",
      data: { cause: "client_replied" },
    })
  })

  test("2.9.6 the client reads that its answer is awaited, and whose turn it was", async () => {
    const one = await promisedIncident()
    await one.at(30, (t) => holdIncident(t, one.id, { hold: "waiting_client", question: "Which one?" }))
    const asked = await one.own((t) => readOwnCourse(t, one.id))
    expect(asked.question).toMatchObject({ isReminded: false, stopsClock: true })
    await reply(one, 90)
    const { question, turns } = await one.greta(100, (t) => readOwnCourse(t, one.id))
    expect(question).toBeNull()
    expect(turns.map(({ party, from, to }) => [party, secondsBetween(from, to) / 60])).toEqual([
      ["provider", 30],
      ["client", 60],
      ["provider", 10],
    ])
  })

  test("2.9.6 waiting for somebody else goes on", async () => {
    const one = await promisedIncident()
    await share(one, 1)
    await one.at(30, (t) => holdIncident(t, one.id, { hold: "waiting_third_party" }))
    await reply(one, 90)
    expect(await one.read()).toMatchObject({ hold: "waiting_third_party" })
  })
})

test("2.9.4 the oldest unanswered word of the client rules, and our answer ends the cycle", async () => {
  const one = await promisedIncident()
  await share(one, 1)
  await reply(one, 60)
  await reply(one, 80, "Also db-3.")
  expect(await one.clock("next_response", 100)).toMatchObject({ state: "running", elapsed: 40 })
  await share(one, 110)
  expect(await one.clock("next_response", 120)).toMatchObject({ state: "met", elapsed: 50 })
})

test("a reply stands in both timelines under the name of who wrote it", async () => {
  const one = await promisedIncident()
  await share(one, 1)
  await reply(one, 2)
  const { updates } = await one.own((t) => readSharedIncident(t, one.id))
  expect(updates.map(({ from, author, text }) => [from, author, text])).toEqual([
    ["client", "Greta", "It is db-2."],
    ["provider", "Your operations team", "We see it."],
  ])
})

test("2.9.9 a reply to what is resolved opens it again, and the time between is a pause", async () => {
  const one = await promisedIncident()
  await share(one, 1)
  await one.at(60, (t) => resolveIncident(t, one.id, { resolution: "Done" }))
  await reply(one, 600, "It is not.")
  expect(await one.read()).toMatchObject({ stage: "investigating", resolution: null })
  expect(await one.clock("resolve", 610)).toMatchObject({ state: "running", elapsed: 70 })
})

describe("what the client was not told of does not exist for it", () => {
  test("an incident that was never shared, and one of nobody, alike", async () => {
    const one = await promisedIncident()
    await expect(reply(one, 5)).rejects.toMatchObject({ code: "not_found" })
    const random = one.greta(5, (t) => replyToIncident(t, newId(), { text: "x" }))
    await expect(random).rejects.toMatchObject({ code: "not_found" })
    const read = one.greta(5, (t) => readOwnCourse(t, one.id))
    await expect(read).rejects.toMatchObject({ code: "not_found" })
  })

  test("an incident of another client", async () => {
    const [one, other] = [await promisedIncident(), await promisedIncident()]
    await share(one, 1)
    const foreign = other.greta(5, (t) => replyToIncident(t, one.id, { text: "x" }))
    await expect(foreign).rejects.toMatchObject({ code: "not_found" })
  })

  test("an empty answer is none", async () => {
    const one = await promisedIncident()
    await share(one, 1)
    await expect(reply(one, 5, " \n ")).rejects.toMatchObject({ code: "invalid" })
  })
})

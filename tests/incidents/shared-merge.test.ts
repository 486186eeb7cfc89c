import { expect, test } from "vitest"
import { addNote } from "#app/domain/incidents/add-note.server.ts"
import { mergeIncidents } from "#app/domain/incidents/merge.server.ts"
import {
  countOpenShared,
  listSharedIncidents,
  readSharedIncident,
} from "#app/domain/incidents/read-shared.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { inPortfolio } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { incidentDesk } from "../support/incident-desk.ts"

await testDatabase()

/** An incident the client was told of, merged into one it has not been told of. */
async function sharedIntoHidden() {
  const desk = await incidentDesk()
  await desk.hasProblems([{ key: "told" }, { key: "hidden" }])
  const [told, hidden] = [await desk.incidentOf("told"), await desk.incidentOf("hidden")]
  await desk.act((t) => addNote(t, told, { text: "We are on it.", lane: "client" }))
  await desk.act((t) => addNote(t, told, { text: "SECRET-ONE", lane: "internal" }))
  await desk.act((t) => addNote(t, hidden, { text: "SECRET-TWO", lane: "internal" }))
  await desk.act((t) => mergeIncidents(t, hidden, [told]))
  const read = (id: typeof told) => inPortfolio(desk.own, (t) => readSharedIncident(t, id))
  return { desk, told, hidden, read }
}

test("2.4.8 merging shares nothing: the client keeps its page and reads only that the work goes on", async () => {
  const { desk, told, hidden, read } = await sharedIntoHidden()
  const page = await read(told)
  expect(page.updates.map((update) => update.text)).toEqual(["We are on it."])
  expect(page.incident).toMatchObject({ status: "being handled", continues: { in: null }, resolvedAt: null })
  const everything = JSON.stringify([
    page,
    await inPortfolio(desk.own, (t) => listSharedIncidents(t, { limit: 10 })),
  ])
  const survivor = await desk.read(hidden)
  for (const secret of ["SECRET", hidden, survivor.reference, survivor.title])
    expect(everything).not.toContain(secret)
  await expect(read(hidden)).rejects.toMatchObject({ code: "not_found" })
  expect((await desk.read(hidden)).sharedAt).toBeNull()
})

test("2.4.8 the client's count and status follow the survivor", async () => {
  const { desk, told, hidden, read } = await sharedIntoHidden()
  expect(await inPortfolio(desk.own, countOpenShared)).toBe(1)
  await desk.act((t) => resolveIncident(t, hidden, { resolution: "done" }))
  expect(await inPortfolio(desk.own, countOpenShared)).toBe(0)
  const { incident } = await read(told)
  expect(incident.status).toBe("resolved")
  expect(incident.resolvedAt?.equals((await desk.read(hidden)).resolvedAt!)).toBe(true)
})

test("2.4.8 once the survivor is shared the old page leads there", async () => {
  const { desk, told, hidden, read } = await sharedIntoHidden()
  await desk.act((t) => addNote(t, hidden, { text: "More than one machine.", lane: "client" }))
  const { reference } = await desk.read(hidden)
  expect((await read(told)).incident.continues).toEqual({ in: { id: hidden, reference } })
  expect(await inPortfolio(desk.own, countOpenShared)).toBe(1)
  const page = await read(hidden)
  expect(page.updates.map((update) => update.text)).toEqual(["More than one machine."])
})

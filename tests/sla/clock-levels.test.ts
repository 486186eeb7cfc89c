import { expect, test } from "vitest"
import { listIncidentClocksOperation } from "#app/routes/api/operations/incidents.ts"
import { instantNow } from "#app/kernel/time.ts"
import { Sweep } from "#workers/sla/sweep.ts"
import { Telling } from "#workers/sla/telling.ts"
import { clockDesk } from "../support/clock-desk.ts"
import { testDatabase } from "../support/database.ts"
import { listener } from "../support/notices.ts"
import { openOutbox } from "../support/outbox.ts"
import { staffOf } from "../support/staff-of.ts"

const outbox = openOutbox(await testDatabase())

test("2.9.10 the API lists a clock's levels, with when each is reached, whom it names and who was told", async () => {
  const desk = await clockDesk(instantNow().subtract({ minutes: 40 }))
  await desk.promises([
    [
      ...(["resolve", 2, 3600, "always"] as const),
      [
        { id: "half", share: 0.5, tell: "owner" },
        { id: "most", share: 0.9, tell: "lead" },
      ],
    ],
  ])
  const owner = await listener(outbox, { role: "analyst", discipline: "noc", clientId: desk.client.id })
  const incident = await desk.opens(2, { owner: owner.id })
  const levels = async () => {
    const who = staffOf([desk.client.id])
    const call = { who, params: { incidentId: incident }, query: undefined, body: undefined }
    const answer = listIncidentClocksOperation.answer.parse(await listIncidentClocksOperation.run(call))
    const { items } = answer as { items: { metric: string; levels: object[] }[] }
    return items.find(({ metric }) => metric === "resolve")?.levels
  }
  const half = { id: "half", share: 0.5, tells: "owner", expectedAt: null }
  const reachedAt = desk.at(1800).toString()
  expect((await levels())?.[0]).toEqual({ ...half, reachedAt, toldAt: null, told: [] })
  await new Sweep().run(desk.at(1801))
  await new Telling().run(desk.at(1830))
  expect(await levels()).toEqual([
    { ...half, reachedAt, toldAt: desk.at(1830).toString(), told: [owner.name] },
    {
      ...{ id: "most", share: 0.9, tells: "lead", reachedAt: null, expectedAt: desk.at(3240).toString() },
      ...{ toldAt: null, told: [] },
    },
  ])
})

import { expect, test } from "vitest"
import { mergeIncidents } from "#app/domain/incidents/merge.server.ts"
import { instant } from "#app/kernel/time.ts"
import { clockDesk } from "../support/clock-desk.ts"
import { testDatabase } from "../support/database.ts"

await testDatabase()
const start = instant("2026-03-02T09:00:00Z")
const hour = 3600

test("2.4.8 a survivor keeps its priority and its kind, however old the incident it takes over is", async () => {
  const desk = await clockDesk(start)
  await desk.promises([
    ["acknowledge", 2, hour],
    ["contain", 2, 4 * hour],
    ["acknowledge", 3, 9 * hour],
    ["contain", 3, 9 * hour],
  ])
  const older = await desk.opens(3)
  const survivor = await desk.opens(2, { after: 600 })
  await desk.happens(
    survivor,
    900,
    { kind: "flavour_changed", flavour: "security" },
    { kind: "confirmed", verdict: "malicious" },
  )
  await desk.act(desk.at(1200), (t) => mergeIncidents(t, survivor, [older]))
  const clocks = (await desk.clocks()).filter(({ incidentId }) => incidentId === survivor)
  expect(clocks.map((c) => [c.metric, c.state, c.priority, c.dueAt?.toString()])).toEqual([
    ["acknowledge", "running", 2, "2026-03-02T10:00:00Z"],
    ["contain", "running", 2, "2026-03-02T13:15:00Z"],
  ])
})

test("2.4.8 a late answer of the survivor stays late, by its own priority", async () => {
  const desk = await clockDesk(start)
  await desk.promises([
    ["acknowledge", 2, hour],
    ["acknowledge", 3, 9 * hour],
  ])
  const older = await desk.opens(3)
  const survivor = await desk.opens(2, { after: 600 })
  await desk.happens(survivor, 2 * hour, { kind: "acknowledged", by: "provider_human" })
  await desk.act(desk.at(3 * hour), (t) => mergeIncidents(t, survivor, [older]))
  const [clock] = (await desk.clocks()).filter(({ incidentId }) => incidentId === survivor)
  expect(clock).toMatchObject({ metric: "acknowledge", state: "missed", priority: 2 })
  expect(clock?.breachedAt?.toString()).toBe("2026-03-02T10:00:00Z")
})

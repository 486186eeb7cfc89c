import { describe, expect, test } from "vitest"
import { mintPortfolio } from "#app/auth/mint-scope.server.ts"
import { mergeIncidents } from "#app/domain/incidents/merge.server.ts"
import { measureAttainment } from "#app/domain/sla/attainment/measure.server.ts"
import { listJudged } from "#app/domain/sla/attainment/misses.server.ts"
import type { Happening } from "#app/domain/sla/clock/record-event.ts"
import { instant } from "#app/kernel/time.ts"
import { inPortfolio } from "#db/tenant.ts"
import { clockDesk } from "../support/clock-desk.ts"
import { testDatabase } from "../support/database.ts"
import { ana } from "../support/tenants.ts"

await testDatabase()
const start = instant("2026-03-02T09:00:00Z")
const hour = 3600
const acknowledged: Happening = { kind: "acknowledged", by: "provider_human" }

/** A client whose P2 is acknowledged in an hour, and P3 in two. */
async function mergingDesk() {
  const desk = await clockDesk(start)
  await desk.promises([
    ["acknowledge", 2, hour],
    ["acknowledge", 3, 2 * hour],
  ])
  const merge = (seconds: number, survivor: Parameters<typeof mergeIncidents>[1], other: typeof survivor) =>
    desk.act(desk.at(seconds), (t) => mergeIncidents(t, survivor, [other]))
  const judged = () =>
    inPortfolio(mintPortfolio<"sla.read">([desk.client.id], ana), async (t) => {
      const period = { tenantId: desk.client.id, from: start, to: start.add({ hours: 24 }) }
      const counts = await measureAttainment(t, [period])
      const { items } = await listJudged(t, [period], { missedOnly: true }, { limit: 10 })
      const sum = (of: "met" | "missed") => counts.reduce((all, count) => all + count[of], 0)
      return { met: sum("met"), missed: sum("missed"), listed: items.map(({ incidentId }) => incidentId) }
    })
  return { ...desk, merge, judged }
}

describe("2.4.8 2.9.12 what an incident and the one it was merged into came to", () => {
  test("a wait that was late in both is missed once, as the survivor's", async () => {
    const desk = await mergingDesk()
    const older = await desk.opens(2)
    const survivor = await desk.opens(2, { after: 600 })
    await desk.happens(older, 2 * hour, acknowledged)
    expect(await desk.judged()).toMatchObject({ met: 0, missed: 2 })
    await desk.merge(3 * hour, survivor, older)
    expect(await desk.judged()).toEqual({ met: 0, missed: 1, listed: [survivor] })
  })

  test("so is one that nobody had answered when they were merged", async () => {
    const desk = await mergingDesk()
    const older = await desk.opens(2)
    const survivor = await desk.opens(2, { after: 600 })
    await desk.merge(3 * hour, survivor, older)
    expect(await desk.judged()).toEqual({ met: 0, missed: 1, listed: [survivor] })
  })

  test("an answer in time is kept once", async () => {
    const desk = await mergingDesk()
    const older = await desk.opens(2)
    const survivor = await desk.opens(2, { after: 600 })
    await desk.happens(older, 1200, acknowledged)
    await desk.merge(1800, survivor, older)
    expect(await desk.judged()).toEqual({ met: 1, missed: 0, listed: [] })
  })

  test("a miss the survivor does not share stays the other's own", async () => {
    const desk = await mergingDesk()
    const older = await desk.opens(2)
    const survivor = await desk.opens(3, { after: 600 })
    await desk.happens(survivor, 1.5 * hour, acknowledged)
    await desk.merge(1.6 * hour, survivor, older)
    expect(await desk.judged()).toEqual({ met: 1, missed: 1, listed: [older] })
  })

  test("one that began after the survivor had been answered is a wait of its own", async () => {
    const desk = await mergingDesk()
    const survivor = await desk.opens(2)
    await desk.happens(survivor, 2 * hour, acknowledged)
    const later = await desk.opens(2, { after: 3 * hour })
    await desk.merge(5 * hour, survivor, later)
    expect((await desk.judged()).missed).toBe(2)
  })

  test("what was merged and merged again counts once for the last survivor", async () => {
    const desk = await mergingDesk()
    const [first, second, last] = [
      await desk.opens(2),
      await desk.opens(2, { after: 60 }),
      await desk.opens(2, { after: 120 }),
    ]
    await desk.merge(2 * hour, second, first)
    await desk.merge(3 * hour, last, second)
    expect(await desk.judged()).toEqual({ met: 0, missed: 1, listed: [last] })
  })
})

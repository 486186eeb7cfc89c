import { expect, test } from "vitest"
import { mintPortfolio } from "#app/auth/mint-scope.server.ts"
import {
  listOwnSources,
  listVitals,
  readSecretMadeAt,
  readVitals,
} from "#app/domain/sources/read-vitals.server.ts"
import { rotateCredential } from "#app/domain/sources/rotate.server.ts"
import { inPortfolio, inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { hasHour } from "../support/source-hours.ts"
import { ana } from "../support/tenants.ts"
import { workerRows } from "../support/worker-rows.ts"

const { owner: _, ...config } = await testDatabase()
const look = workerRows(config)

test("a source's day and week, its lag, and why deliveries were set aside, the most frequent first", async () => {
  const floor = await newFloor()
  await hasHour(look, floor, { deliveries: 4, events: 6, partial: 2, lagMilliseconds: 8000 })
  await hasHour(look, floor, { ago: 50, deliveries: 1, events: 1, throttled: 3, lagMilliseconds: 9000 })
  await floor.send(["{one", "[two", "{three"])
  await floor.drain()
  const { day, week, reasons } = await inPortfolio(
    mintPortfolio<"sources.read">([floor.tenant.id], ana),
    (t) => readVitals(t, floor.sourceId),
  )
  expect(day).toMatchObject({ lagNow: 8000, lagWorst: 8000, counts: { events: 6, partial: 2, throttled: 0 } })
  expect(week).toMatchObject({ lagWorst: 9000, counts: { events: 7, throttled: 3 } })
  expect(week.hours).toHaveLength(168)
  expect(reasons.reduce((sum, r) => sum + r.count, 0)).toBe(3)
  expect(reasons.map((r) => r.count)).toEqual(reasons.map((r) => r.count).sort((a, b) => b - a))
})

test("a list shows each source in reach its own, and no other", async () => {
  const [acme, globex] = [await newFloor(), await newFloor()]
  await hasHour(look, acme, { events: 5 })
  await hasHour(look, globex, { events: 9 })
  await acme.send(["{broken"])
  await acme.drain()
  const list = await inPortfolio(mintPortfolio<"sources.read">([acme.tenant.id], ana), listVitals)
  expect([...list.keys()]).toEqual([acme.sourceId])
  expect(list.get(acme.sourceId)).toMatchObject({
    counts: { events: 5 },
    trouble: { reason: expect.stringContaining("JSON") },
  })
})

test("a client sees of its own feeds what was throttled and what could not be read, and nobody else's", async () => {
  const [acme, globex] = [await newFloor(), await newFloor()]
  await hasHour(look, acme, { throttled: 1204, quarantined: 2 })
  await hasHour(look, acme, { ago: 40, throttled: 5 })
  await hasHour(look, globex, { throttled: 9 })
  const own = await inPortfolio(mintPortfolio<"own.read">([acme.tenant.id], ana), listOwnSources)
  expect(own).toMatchObject([{ id: acme.sourceId, throttled: 1204, quarantined: 2 }])
})

test("a secret's age is that of the newest that is still good", async () => {
  const floor = await newFloor()
  const made = () => inTenant(floor.tenant.scope("sources.read"), (t) => readSecretMadeAt(t, floor.sourceId))
  const first = await made()
  await inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    rotateCredential(t, floor.sourceId, 0),
  )
  const second = await made()
  expect(second!.epochNanoseconds).toBeGreaterThan(first!.epochNanoseconds)
})

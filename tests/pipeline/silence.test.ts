import { expect, test } from "vitest"
import { createSource } from "#app/domain/sources/create.server.ts"
import { defaultRate } from "#app/domain/sources/source.ts"
import { newIdAt } from "#app/kernel/ids.ts"
import { fillInbox } from "#workers/seed/store.server.ts"
import { deleteSource } from "#app/domain/sources/delete.server.ts"
import { readSource } from "#app/domain/sources/read.server.ts"
import { updateSource } from "#app/domain/sources/update.server.ts"
import { coverageOf } from "#app/domain/sources/coverage.server.ts"
import type { SourceChange } from "#app/domain/sources/source.ts"
import { plusSeconds, Temporal } from "#app/kernel/time.ts"
import { inTenant } from "#db/tenant.ts"
import { watchSilence } from "#workers/pipeline/watch-silence.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"

await testDatabase()
const start = Temporal.Now.instant().round({ smallestUnit: "second" })
const at = (seconds: number) => plusSeconds(start, seconds)
const longAgo = at(-1_000_000)
const change = (floor: Floor, wanted: SourceChange) =>
  inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    updateSource(t, floor.sourceId, wanted),
  )
const look = (floor: Floor, seconds: number) => watchSilence(floor.tenant.id, at(seconds), longAgo)
const source = (floor: Floor) =>
  inTenant(floor.tenant.scope("sources.read"), (t) => readSource(t, floor.sourceId))
const spansOf = (floor: Floor, now: number) =>
  inTenant(floor.tenant.scope("sources.read"), async (t) => {
    const [coverage] = await coverageOf(t, { client: floor.tenant.id, from: at(0), to: at(now) })
    return coverage
  })

/** A source that is expected every 600 s and spoke at the start. */
async function spoken(): Promise<Floor> {
  const floor = await newFloor("generic")
  await change(floor, { expectedEverySeconds: 600 })
  await floor.send([{ title: "hello", severity: "info", status: "info" }], start.epochMilliseconds)
  await floor.drain()
  return floor
}

test("2.2.8 missed twice: one alert, however often one looks; the next delivery ends it", async () => {
  const floor = await spoken()
  expect(await look(floor, 1200)).toBe(0)
  const looks = await Promise.allSettled([look(floor, 1300), look(floor, 1300), look(floor, 1300)])
  expect(looks.map((l) => (l.status === "fulfilled" ? l.value : 0)).reduce((a, b) => a + b)).toBe(1)
  for (const seconds of [1315, 1330, 90_000]) expect(await look(floor, seconds)).toBe(0)
  expect(await floor.alerts()).toMatchObject([
    {
      title: `${(await source(floor)).name} is silent`,
      severity: "high",
      condition: "firing",
      category: "availability",
      count: 1,
    },
  ])
  expect((await source(floor)).silentSince?.epochMilliseconds).toBe(
    (await source(floor)).lastDeliveryAt?.epochMilliseconds,
  )
  await floor.send([{ title: "back", severity: "info", status: "info" }], at(100_000).epochMilliseconds)
  await floor.drain()
  expect(await look(floor, 100_010)).toBe(1)
  expect(await look(floor, 100_025)).toBe(0)
  expect(await floor.alerts()).toMatchObject([{ condition: "cleared", count: 1 }])
  expect((await source(floor)).silentSince).toBeNull()
})

test("1a a heartbeat late by one period is an alert; the next beat resolves it", async () => {
  const floor = await newFloor()
  const { source: beats } = await inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    createSource(t, { adapter: "heartbeat", name: "Backup", ...defaultRate, expectedEverySeconds: 60 }),
  )
  const beat = async (seconds: number) => {
    const when = at(seconds).epochMilliseconds
    const { id: sourceId } = beats
    await fillInbox([
      {
        id: newIdAt(when),
        tenantId: floor.tenant.id,
        sourceId,
        adapter: "heartbeat",
        at: when,
        body: '{"beat":"GET"}',
      },
    ])
    await floor.drain()
  }
  await beat(0)
  expect(await floor.alerts()).toEqual([])
  expect(await look(floor, 60)).toBe(0)
  expect(await look(floor, 75)).toBe(1)
  expect(await floor.alerts()).toMatchObject([{ title: "Backup: no heartbeat", condition: "firing" }])
  await beat(500)
  expect(await look(floor, 505)).toBe(1)
  expect(await floor.alerts()).toMatchObject([{ title: "Backup: no heartbeat", condition: "cleared" }])
})

test("what the portal says of a silence is no word of the source", async () => {
  const floor = await spoken()
  const before = (await source(floor)).lastDeliveryAt
  await look(floor, 1300)
  expect((await source(floor)).lastDeliveryAt).toEqual(before)
})

test("a source with deliveries in the inbox has spoken", async () => {
  const floor = await spoken()
  await floor.send([{ title: "waiting" }], at(1250).epochMilliseconds)
  expect(await look(floor, 1300)).toBe(0)
  await floor.drain()
  expect(await look(floor, 1300)).toBe(0)
})

test("never heard: waits two periods, then it is an alert", async () => {
  const floor = await newFloor()
  await change(floor, { expectedEverySeconds: 600 })
  expect(await look(floor, 600)).toBe(0)
  expect(await look(floor, 1300)).toBe(1)
  expect(await floor.alerts()).toMatchObject([{ condition: "firing" }])
})

test("a silent source that is paused or deleted is no alert; its time is written down", async () => {
  const paused = await spoken()
  await look(paused, 1300)
  await change(paused, { enabled: false })
  expect(await look(paused, 2000)).toBe(1)
  expect(await paused.alerts()).toMatchObject([{ condition: "cleared" }])
  await change(paused, { enabled: true })
  expect(await look(paused, 5000)).toBe(1)
  expect(await look(paused, 6000)).toBe(0)
  expect(await look(paused, 6300)).toBe(1)

  const deleted = await spoken()
  await look(deleted, 1300)
  await inTenant(deleted.tenant.scope("sources.manage", "sources.read"), (t) =>
    deleteSource(t, deleted.sourceId),
  )
  expect(await look(deleted, 2000)).toBe(1)
  expect(await look(deleted, 3000)).toBe(0)
  expect(await deleted.alerts()).toMatchObject([{ condition: "cleared" }])
})

test("where nothing is expected nothing is an alert", async () => {
  const floor = await newFloor()
  expect(await look(floor, 10_000_000)).toBe(0)
})

test("4.11 coverage: the silent times of a source, and the share that was watched", async () => {
  const floor = await spoken()
  await look(floor, 1300)
  await floor.send([{ title: "back" }], at(2500).epochMilliseconds)
  await floor.drain()
  await look(floor, 2510)
  const coverage = await spansOf(floor, 10_000)
  expect(coverage?.spans).toHaveLength(1)
  expect(coverage?.percent).toBeCloseTo(75, 0)
  const other = await newFloor()
  expect(await spansOf(other, 10_000)).toMatchObject({ spans: [], percent: null })
})

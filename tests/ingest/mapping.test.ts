import { expect, test } from "vitest"
import { exampleMapping } from "#app/domain/ingest/mapping/example.ts"
import { dryRun, listMappings, listRecentDeliveries } from "#app/domain/sources/mapping/read.server.ts"
import { restoreMapping } from "#app/domain/sources/mapping/restore.server.ts"
import { saveMapping } from "#app/domain/sources/mapping/save.server.ts"
import { addTallies, noTally } from "#app/domain/sources/mapping/tallies.ts"
import { readSource } from "#app/domain/sources/read.server.ts"
import { replayDeliveries } from "#app/domain/replay/replay-deliveries.server.ts"
import type { DeliveryId } from "#app/kernel/ids.ts"
import { inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"

await testDatabase()
const hour = 3_600_000
const alarm = (more: object = {}) => ({
  alarms: [{ id: "a1", name: "Pump", level: "major", state: "open", device: { name: "p-1" }, ...more }],
})
const manage = <T>(
  floor: Floor,
  work: Parameters<typeof inTenant<"sources.manage" | "sources.read", T>>[1],
) => inTenant(floor.tenant.scope("sources.manage", "sources.read"), work)

test("stored before there is a mapping, replayed after one is saved, and no more than once", async () => {
  const floor = await newFloor("mapped")
  await floor.send([alarm(), alarm({ id: "a2" })], Date.now() - hour)
  await floor.drain()
  expect(await floor.alerts()).toEqual([])
  expect(await manage(floor, (t) => saveMapping(t, floor.sourceId, exampleMapping, 0))).toBe(1)
  const waiting = {
    ...({ kind: "range", outcome: "ignored", note: "no mapping yet" } as const),
    from: new Date(Date.now() - 2 * hour).toISOString(),
    until: new Date().toISOString(),
  }
  const replay = () => manage(floor, (t) => replayDeliveries(t, floor.sourceId, waiting, null))
  expect(await replay()).toEqual({ count: 2, next: null })
  await floor.drain()
  expect(await replay()).toEqual({ count: 0, next: null })
  await floor.send([alarm({ id: "a3" })])
  await floor.drain()
  const alerts = await floor.alerts()
  expect(alerts.map((a) => [a.externalId, a.severity, a.count, a.flags.includes("replayed")]).sort()).toEqual(
    [
      ["a1", "high", 1, true],
      ["a2", "high", 1, true],
      ["a3", "high", 1, false],
    ],
  )
})

test("versions: the newest counts, a stale one is refused, an old one can be restored", async () => {
  const floor = await newFloor("mapped")
  const other = { ...exampleMapping, category: "security" as const }
  await manage(floor, (t) => saveMapping(t, floor.sourceId, exampleMapping, 0))
  await manage(floor, (t) => saveMapping(t, floor.sourceId, other, 1))
  await expect(manage(floor, (t) => saveMapping(t, floor.sourceId, other, 1))).rejects.toThrow("meanwhile")
  await floor.send([alarm()])
  await floor.drain()
  expect((await floor.alerts())[0]).toMatchObject({ category: "security" })
  expect(await manage(floor, (t) => restoreMapping(t, floor.sourceId, 1))).toBe(3)
  const versions = await manage(floor, async (t) => listMappings(t, await readSource(t, floor.sourceId)))
  expect(versions.map((v) => v.version)).toEqual([3, 2, 1])
  expect(versions[0]).toMatchObject({ mapping: exampleMapping, createdBy: "Ana Analyst" })
  await expect(manage(floor, (t) => restoreMapping(t, floor.sourceId, 9))).rejects.toThrow("not found")
})

test("only a mapped source has a mapping, and nobody else's client writes it", async () => {
  const generic = await newFloor()
  await expect(manage(generic, (t) => saveMapping(t, generic.sourceId, exampleMapping, 0))).rejects.toThrow(
    "mapped",
  )
  const floor = await newFloor("mapped")
  await expect(manage(generic, (t) => saveMapping(t, floor.sourceId, exampleMapping, 0))).rejects.toThrow(
    "not found",
  )
})

test("a dry run reads the week in portions, and what an older mapping told apart", async () => {
  const floor = await newFloor("mapped")
  const stranger = await newFloor("mapped")
  await floor.send(
    Array.from({ length: 130 }, (_, i) => alarm({ id: `a${i % 10}` })),
    Date.now() - 3 * hour,
  )
  await floor.send(["[".repeat(99), alarm({ level: "odd" })])
  await floor.send([alarm({ id: "old" })], Date.now() - 8 * 24 * hour)
  await stranger.send([alarm()])
  await floor.drain()
  const byName = { ...exampleMapping, dedupe: ["name"] }
  await manage(floor, (t) => saveMapping(t, floor.sourceId, byName, 0))
  let total = noTally
  let after: DeliveryId | null = null
  let portions = 0
  do {
    const portion: Awaited<ReturnType<typeof dryRun>> = await manage(floor, async (t) =>
      dryRun(t, await readSource(t, floor.sourceId), exampleMapping, after),
    )
    total = addTallies(total, portion)
    after = portion.next
    portions += 1
  } while (after !== null)
  expect(portions).toBeGreaterThan(1)
  expect(total).toMatchObject({ deliveries: 132, events: 131, unreadable: 1, partial: 1 })
  expect(total.severities).toEqual({ high: 130, medium: 1 })
  expect([total.keysBefore.length, total.keysAfter.length]).toEqual([1, 10])
  const recent = await manage(floor, async (t) =>
    listRecentDeliveries(t, await readSource(t, floor.sourceId)),
  )
  expect(recent).toHaveLength(20)
})

import { expect, test } from "vitest"
import { backlogLane, laneOf } from "#app/domain/ingest/lane.ts"
import { inInbox } from "#db/inbox-door.ts"
import { drainLanes, drainOnce } from "#workers/pipeline/drain.ts"
import { claim, shallowRows } from "#workers/pipeline/store/inbox.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { workerRows } from "../support/worker-rows.ts"

const { owner, ...config } = await testDatabase()
const look = workerRows(config)
const quiet = { error: () => {} }

const bodies = (n: number, key = "k") =>
  Array.from({ length: n }, (_, i) => ({ key: `${key}${i}`, title: `${key} ${i}`, severity: "low" }))

/** The deliveries of a client that have had their effect, in the order they got it. */
async function settledOf(floor: Floor): Promise<string[]> {
  const rows = await look(
    [floor.tenant.id],
    (sql) => sql<{ id: string }[]>`
    select id from deliveries where tenant_id = ${floor.tenant.id} order by processed_at, id`,
  )
  return rows.map(({ id }) => id)
}

async function emptyInbox(): Promise<void> {
  while ((await drainOnce(quiet)) > 0);
}

test("beside a deep queue a quiet client's deliveries are settled in the very next batch", async () => {
  const [noisy, calm] = [await newFloor(), await newFloor()]
  await noisy.send(bodies(5000))
  const mine = await calm.send(bodies(3))
  await drainOnce(quiet, 100)
  expect(await settledOf(calm)).toEqual(mine)
  expect(await settledOf(noisy)).toHaveLength(50)
  await owner`truncate inbox`
})

test("every waiting client gets an equal part of the batch, and what one leaves goes to the next batch of the others", async () => {
  const floors = [await newFloor(), await newFloor(), await newFloor(), await newFloor()]
  for (const floor of floors) await floor.send(bodies(30))
  await drainOnce(quiet, 40)
  expect(await Promise.all(floors.map(async (f) => (await settledOf(f)).length))).toEqual([10, 10, 10, 10])
  await emptyInbox()
  expect(await Promise.all(floors.map(async (f) => (await settledOf(f)).length))).toEqual([30, 30, 30, 30])
})

test("the consumer of shallow lanes leaves deep ones alone and says that they wait; the other takes only those", async () => {
  const [noisy, calm] = [await newFloor(), await newFloor()]
  await noisy.send(bodies(shallowRows + 1))
  await calm.send(bodies(2))
  expect(await drainLanes(quiet, "shallow")).toEqual({ settled: 2, deepWaits: true })
  expect(await drainLanes(quiet, "shallow")).toEqual({ settled: 0, deepWaits: true })
  expect(await drainLanes(quiet, "deep")).toEqual({ settled: shallowRows + 1, deepWaits: true })
  expect(await drainLanes(quiet, "deep")).toEqual({ settled: 0, deepWaits: false })
})

test("consumers of deep lanes share them: each takes an equal part, and none is left to wait for another", async () => {
  const floors = [await newFloor(), await newFloor()]
  for (const floor of floors) await floor.send(bodies(shallowRows + 1))
  await inInbox(async (tx) => {
    const mine = (await claim(tx, 500, [], "deep")).deliveries
    expect(mine).toHaveLength(shallowRows + 1)
    await inInbox(async (second) => {
      const others = (await claim(second, 500, [], "deep")).deliveries
      expect(others).toHaveLength(shallowRows + 1)
      expect(others[0]?.tenantId).not.toBe(mine[0]?.tenantId)
    })
  })
  await emptyInbox()
})

test("a lane is held by one consumer at a time: what one client sent takes effect in its order", async () => {
  const [busy, other] = [await newFloor(), await newFloor()]
  const sent = await busy.send(bodies(20))
  await other.send(bodies(1))
  await inInbox(async (tx) => {
    const held = await claim(tx, 5, [])
    expect(held.deliveries.map((d) => d.tenantId)).toContain(busy.tenant.id)
    const beside = await inInbox(async (second) => (await claim(second, 50, [])).deliveries)
    expect(beside.map((d) => d.tenantId)).not.toContain(busy.tenant.id)
  })
  await emptyInbox()
  expect(await settledOf(busy)).toEqual(sent)
})

test("old backlog and replays have their part of every batch beside live alerts, and no more", async () => {
  const [old, live] = [await newFloor(), await newFloor()]
  await old.send(bodies(100))
  await look(
    [old.tenant.id],
    (sql) => sql`update inbox set lane = ${backlogLane} where tenant_id = ${old.tenant.id}`,
  )
  await live.send(bodies(100))
  await drainOnce(quiet, 20)
  expect([(await settledOf(old)).length, (await settledOf(live)).length]).toEqual([10, 10])
  expect((await drainLanes(quiet, "shallow", 20)).settled).toBe(20)
  expect((await settledOf(old)).length).toBe(10)
  await emptyInbox()
})

test("large bodies of one client leave room for the others in the batch", async () => {
  const [large, small] = [await newFloor(), await newFloor()]
  await large.send(Array.from({ length: 6 }, () => ({ title: "x".repeat(2_000_000) })))
  await small.send(bodies(5))
  await drainOnce(quiet, 100)
  expect(await settledOf(small)).not.toHaveLength(0)
  await emptyInbox()
  expect(await settledOf(small)).toHaveLength(5)
  expect(await settledOf(large)).toHaveLength(6)
})

test("more clients than a batch has places: all get their turn", async () => {
  const floors = await Promise.all(Array.from({ length: 12 }, () => newFloor()))
  for (const floor of floors) await floor.send(bodies(2))
  for (let batches = 0; batches < 400; batches++) if ((await drainOnce(quiet, 5)) === 0) break
  for (const floor of floors) expect(await settledOf(floor)).toHaveLength(2)
})

test("a client's lane is its own", () => {
  const lanes = Array.from({ length: 1000 }, (_, i) =>
    laneOf(`018f0000-0000-7000-8000-${(i * 7919).toString(16).padStart(12, "0")}` as Floor["tenant"]["id"]),
  )
  expect(new Set(lanes).size).toBeGreaterThan(950)
  for (const lane of lanes) expect(lane).toBeGreaterThan(backlogLane)
  for (const lane of lanes) expect(lane).toBeLessThan(32_768)
})

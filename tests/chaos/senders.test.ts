import { randomInt } from "node:crypto"
import { connect, type Socket } from "node:net"
import { afterAll, expect, test } from "vitest"
import { createSource } from "#app/domain/sources/create.server.ts"
import { deleteSource } from "#app/domain/sources/delete.server.ts"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { migrateDatabase } from "#db/migrate.ts"
import { inTenant } from "#db/tenant.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { findings } from "../isolation/catalogue.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { workerRows } from "../support/worker-rows.ts"
import { balanceOf, orphans, waiting } from "./invariants.ts"
import { newLedger } from "./ledger.ts"

/* What senders and operators do to the door: crawl, break off, flood, restart, migrate, delete. */
const { owner, ...config } = await testDatabase()
const look = workerRows(config)
const slow = { headersMs: 1000, requestMs: 2000, checkEveryMs: 200 }
const start = () => runReceiver({ port: 0, config, log: { error: () => {} }, isKnownAdapter, slow })
const { port, close } = await start()
afterAll(close)
const ledger = newLedger()

async function send(floor: Floor, key: string, { token = floor.token, at = port } = {}): Promise<number> {
  const status = await fetch(`http://127.0.0.1:${at}/ingest/v1/generic`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ key, title: key, severity: "low", rule: "chaos" }),
  }).then(
    (answer) => answer.status,
    () => 0,
  )
  ledger.note({ client: floor.tenant.id, key, status })
  return status
}

async function expectWhole(...floors: readonly Floor[]) {
  await floors[0]?.drain()
  expect(await waiting(look)).toBe(0)
  for (const floor of floors)
    expect(await balanceOf(look, ledger, floor.tenant.id)).toMatchObject({
      lost: [],
      doubled: [],
      invented: [],
    })
  expect(
    await orphans(
      look,
      floors.map((floor) => floor.tenant.id),
    ),
  ).toEqual({})
}

/** A connection of somebody who sends `text` and then no more. */
function crawl(text: string): Promise<{ readonly socket: Socket; readonly closed: Promise<void> }> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(text)
      resolve({ socket, closed })
    })
    const closed = new Promise<void>((done) => socket.once("close", () => done()))
    socket.on("error", () => {})
  })
}
const connectionsOfDoor = async () =>
  (
    await owner`select from pg_stat_activity where application_name like 'watchfloor receiver%' and datname = current_database()`
  ).length

test("200 senders that crawl (headers, body, reading) hold no connection of the database and are cut off; others are served", async () => {
  const floor = await newFloor()
  await send(floor, "before")
  const before = await connectionsOfDoor()
  const head = `POST /ingest/v1/generic HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${floor.token}\r\ncontent-type: text/plain\r\n`
  const crawling = await Promise.all(
    Array.from({ length: 200 }, (_, i) =>
      crawl(
        [
          `${head.slice(0, 40)}`,
          `${head}content-length: 100\r\n\r\nhalf`,
          "GET / HTTP/1.1\r\nhost: x\r\n\r\n",
        ][i % 3] ?? "",
      ),
    ),
  )
  for (let i = 0; i < 20; i++) expect(await send(floor, `beside-${i}`)).toBe(202)
  expect(await connectionsOfDoor()).toBeLessThanOrEqual(before)
  // Whoever asked and reads nothing is idle once answered: its connection ends with the keep-alive time.
  const unanswered = crawling.filter((_, i) => i % 3 !== 2)
  for (const { socket } of unanswered) socket.resume()
  await Promise.all(unanswered.map(({ closed }) => closed))
  for (const { socket } of crawling) socket.destroy()
  await expectWhole(floor)
})

test("senders that break off in the middle leave nothing behind, and the next one gets its own answer", async () => {
  const floor = await newFloor()
  const body = JSON.stringify({ key: "cut", title: "cut", filler: "x".repeat(20_000) })
  const whole = `POST /ingest/v1/generic HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${floor.token}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  for (let i = 0; i < 60; i++) {
    const { socket, closed } = await crawl(whole.slice(0, randomInt(20, whole.length - 1)))
    socket.destroy()
    await closed
    if (i % 3 === 0) expect(await send(floor, `kept-${i}`)).toBe(202)
  }
  await expectWhole(floor)
  expect((await balanceOf(look, ledger, floor.tenant.id)).stored).toBe(20)
})

test("one client floods at ten times its limit: 429 for it, counted for both sides to see, and no 429 for the others", async () => {
  const [noisy, calm] = [await newFloor(), await newFloor()]
  const limited = await inTenant(noisy.tenant.scope("sources.manage", "sources.read"), (t) =>
    createSource(t, { adapter: "generic", ratePerSecond: 10, burst: 20 }),
  )
  const flood = Promise.all(
    Array.from({ length: 200 }, (_, i) => send(noisy, `flood-${i}`, { token: limited.token })),
  )
  const beside: number[] = []
  for (let i = 0; i < 20; i++) beside.push(await send(calm, `calm-${i}`))
  const answers = await flood
  expect(new Set(answers)).toEqual(new Set([202, 429]))
  expect(beside).toEqual(beside.map(() => 202))
  await expectWhole(noisy, calm)
  const counted = await look(
    [noisy.tenant.id],
    (sql) => sql<{ n: number }[]>`
    select coalesce(sum(throttled), 0)::int as n from source_hours where source_id = ${limited.source.id}`,
  )
  // Written every few seconds: what is not there yet is never more than was refused.
  expect(counted[0]?.n).toBeLessThanOrEqual(answers.filter((status) => status === 429).length)
})

test("a source deleted while it sends: 401 from then on, what was accepted stays its client's, nobody else is touched", async () => {
  const [going, staying] = [await newFloor(), await newFloor()]
  let deleted = false
  const late: number[] = []
  const sender = async (floor: Floor) => {
    for (let i = 0; i < 60; i++) {
      const after = deleted
      const status = await send(floor, `${floor.tenant.code}-${i}`)
      if (floor === going && after) late.push(status)
      else expect([202, 401]).toContain(status)
      if (floor === staying) expect(status).toBe(202)
      if (floor === staying && i === 20) {
        await inTenant(going.tenant.scope("sources.manage", "sources.read"), (t) =>
          deleteSource(t, going.sourceId),
        )
        deleted = true
      }
    }
  }
  await Promise.all([sender(going), sender(staying)])
  await send(going, "after all")
  expect(new Set(late)).toEqual(new Set(late.length > 0 ? [401] : []))
  expect(await send(going, "once more")).toBe(401)
  await expectWhole(staying, going)
  expect((await balanceOf(look, ledger, staying.tenant.id)).stored).toBe(60)
})

test("a release migrates while alerts arrive: every one is taken, and the walls stand afterwards", async () => {
  const floor = await newFloor()
  let migrating = true
  const done = (async () => {
    for (let i = 0; i < 3; i++) await migrateDatabase(config)
    migrating = false
  })()
  const answers: number[] = []
  for (let i = 0; migrating || i < 20; i++) answers.push(await send(floor, `release-${i}`))
  await done
  expect(new Set(answers)).toEqual(new Set([202]))
  expect(await findings(owner)).toEqual([])
  await expectWhole(floor)
})

test("a rolling restart of two receivers under load refuses nobody", async () => {
  const floor = await newFloor()
  let rotation = [await start(), await start()]
  let sending = true
  const answers: number[] = []
  // As a load balancer does: a connection that is not taken goes to the next; one that was taken has to be answered.
  const sender = async (name: number) => {
    for (let i = 0; sending; i++) {
      const key = `roll-${name}-${i}`
      const [first, second] = i % 2 ? [...rotation].reverse() : rotation
      const status = first ? await send(floor, key, { at: first.port }) : 0
      answers.push(status === 0 && second ? await send(floor, key, { at: second.port }) : status)
    }
  }
  const senders = [0, 1, 2, 3].map(sender)
  for (let round = 0; round < 3; round++) {
    const [oldest, ...others] = rotation
    rotation = [...others, await start()]
    await oldest?.close()
  }
  sending = false
  await Promise.all(senders)
  await Promise.all(rotation.map((receiver) => receiver.close()))
  expect(answers.length).toBeGreaterThan(20)
  expect(new Set(answers)).toEqual(new Set([202]))
  await expectWhole(floor)
})

import { afterAll, expect, test } from "vitest"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { createSource } from "#app/domain/sources/create.server.ts"
import { inTenant } from "#db/tenant.ts"
import { drainOnce } from "#workers/pipeline/drain.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { workerRows } from "../support/worker-rows.ts"

const { owner: _, ...config } = await testDatabase()
const look = workerRows(config)
const log = { error: () => {} }
const { port, close, receiver } = await runReceiver({
  ...{ port: 0, config, log, isKnownAdapter, clientRate: 100_000 },
})
afterAll(close)
const held = () => receiver.stats().heldAnswers

/** A client whose deliveries have waited for five seconds, and a source of it that may send as fast as it can. */
async function lateClient() {
  const floor = await newFloor()
  const { token } = await inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    createSource(t, { adapter: "generic", ratePerSecond: 10_000, burst: 100_000 }),
  )
  await floor.send(
    Array.from({ length: 200 }, (_, i) => ({ title: "Late", key: `late-${i}` })),
    Date.now() - 5000,
  )
  return { floor, token }
}

/** Sends over many connections at once for as long as it is told. @returns the statuses of the answers */
async function sendWhile(token: string, goOn: (sent: number) => boolean) {
  const statuses: number[] = []
  let sent = 0
  const lane = async () => {
    while (goOn(sent)) {
      const body = JSON.stringify({ title: "x", key: `new-${sent++}` })
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
      const url = `http://127.0.0.1:${port}/ingest/v1/generic`
      statuses.push((await fetch(url, { method: "POST", body, headers })).status)
    }
  }
  await Promise.all(Array.from({ length: 16 }, lane))
  return statuses
}

test("nobody waits for the answer where nothing is taken from the inbox", async () => {
  const { floor, token } = await lateClient()
  const statuses = await sendWhile(token, (sent) => sent < 500)
  expect(new Set(statuses)).toEqual(new Set([202]))
  expect(held()).toBe(0)
  await floor.drain()
})

test("who sends as fast as it is answered waits for the answer while its client's deliveries wait, and all is stored", async () => {
  const { floor, token } = await lateClient()
  const done = new AbortController()
  const drains = async () => {
    while (!done.signal.aborted) await drainOnce(log, 1)
  }
  const sends = sendWhile(token, () => held() === 0).finally(() => done.abort())
  const [statuses] = await Promise.all([sends, drains()])
  expect(new Set(statuses)).toEqual(new Set([202]))
  await floor.drain()
  const [kept] = await look(
    [floor.tenant.id],
    (sql) => sql<{ n: number }[]>`select count(*)::int as n from deliveries`,
  )
  expect(kept?.n).toBe(200 + statuses.length)
})

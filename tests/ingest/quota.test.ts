import { expect, test } from "vitest"
import { createSource } from "#app/domain/sources/create.server.ts"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import type { SourceId } from "#app/kernel/ids.ts"
import { inTenant } from "#db/tenant.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { workerRows } from "../support/worker-rows.ts"

const { owner: _, ...config } = await testDatabase()
const look = workerRows(config)
const start = (clientRate: number) =>
  runReceiver({ port: 0, config, log: { error: () => {} }, isKnownAdapter, clientRate })
const post = async (port: number, token: string) =>
  (
    await fetch(`http://127.0.0.1:${port}/ingest/v1/generic`, {
      method: "POST",
      body: '{"title":"x"}',
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    })
  ).status
async function throttledOf(floor: Floor, source: SourceId = floor.sourceId): Promise<number> {
  const [row] = await look(
    [floor.tenant.id],
    (sql) =>
      sql<
        { n: number }[]
      >`select coalesce(sum(throttled), 0)::int as n from source_hours where source_id = ${source}`,
  )
  return row?.n ?? 0
}

test("what a source was refused stands in its hour after a planned end, and another's does not", async () => {
  const [floor, other] = [await newFloor(), await newFloor()]
  const { port, close } = await start(1000)
  const limited = await inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    createSource(t, { adapter: "generic", ratePerSecond: 1, burst: 1 }),
  )
  const answers: number[] = []
  for (let i = 0; i < 4; i++) answers.push(await post(port, limited.token))
  await post(port, other.token)
  await close()
  expect(answers[0]).toBe(202)
  expect(await throttledOf(floor, limited.source.id)).toBe(answers.filter((status) => status === 429).length)
  expect(await throttledOf(other)).toBe(0)
})

test("all sources of a client together may send what the client may; another client is not asked to wait", async () => {
  const [floor, other] = [await newFloor(), await newFloor()]
  const second = await inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    createSource(t, { adapter: "generic", ratePerSecond: 1000, burst: 1000 }),
  )
  const { port, close } = await start(1)
  const answers: number[] = []
  for (let i = 0; i < 12; i++) answers.push(await post(port, i % 2 ? floor.token : second.token))
  expect(answers.filter((status) => status === 202).length).toBeGreaterThanOrEqual(10)
  expect(answers).toContain(429)
  expect(await post(port, other.token)).toBe(202)
  await close()
  expect((await throttledOf(floor)) + (await throttledOf(floor, second.source.id))).toBe(
    answers.filter((status) => status === 429).length,
  )
})

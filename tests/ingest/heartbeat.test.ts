import { afterAll, expect, test } from "vitest"
import { createSource } from "#app/domain/sources/create.server.ts"
import { defaultRate } from "#app/domain/sources/source.ts"
import { updateSource } from "#app/domain/sources/update.server.ts"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { inTenant } from "#db/tenant.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { newTenant } from "../support/tenants.ts"

const { owner: _, ...config } = await testDatabase()
const complaints: object[] = []
const { port, close } = await runReceiver({
  port: 0,
  config,
  log: { error: (what) => void complaints.push(what) },
  isKnownAdapter,
})
afterAll(close)

const tenant = await newTenant()
const { source, token } = await inTenant(tenant.scope("sources.manage", "sources.read"), (t) =>
  createSource(t, { adapter: "heartbeat", ...defaultRate, expectedEverySeconds: 60 }),
)
const call = (path: string, method = "GET", headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers,
    ...(method === "POST" ? { body: "done" } : {}),
  })

test.each([
  ["GET", "/heartbeat/TOKEN"],
  ["HEAD", "/heartbeat/TOKEN"],
  ["POST", "/heartbeat/TOKEN"],
  ["GET", "/ingest/v1/heartbeat/TOKEN"],
  ["POST", "/ingest/v1/heartbeat/TOKEN?took=5"],
])("%s %s is noted", async (method, path) => {
  const answer = await call(path.replace("TOKEN", token), method)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toBe(method === "HEAD" ? "" : '{"state":"noted"}')
})

test("the token may stand in a header", async () =>
  expect((await call("/ingest/v1/heartbeat", "POST", { authorization: `Bearer ${token}` })).status).toBe(200))

test("unknown tokens, other sources' and other methods are refused; nothing complains with a token in it", async () => {
  const other = await newFloor()
  expect((await call("/heartbeat/wfs_unknown")).status).toBe(401)
  expect((await call("/heartbeat")).status).toBe(401)
  expect((await call(`/heartbeat/${other.token}`)).status).toBe(404)
  expect((await call(`/heartbeat/${token}`, "DELETE")).status).toBe(405)
  expect((await call(`/heartbeat/${token}/more`)).status).toBe(404)
  expect(JSON.stringify(complaints)).not.toContain(token)
})

test("a beat makes no alert", async () => {
  const floor = await newFloor()
  await floor.drain()
  expect(await floor.alerts()).toEqual([])
})

test("a heartbeat says how often it beats", async () => {
  const manage = tenant.scope("sources.manage", "sources.read")
  await expect(
    inTenant(manage, (t) => createSource(t, { adapter: "heartbeat", ...defaultRate })),
  ).rejects.toMatchObject({ code: "invalid", fields: { expectedEverySeconds: expect.any(String) } })
  await expect(
    inTenant(manage, (t) => updateSource(t, source.id, { expectedEverySeconds: null })),
  ).rejects.toMatchObject({ code: "invalid" })
})

import { randomBytes } from "node:crypto"
import { connect } from "node:net"
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib"
import postgres from "postgres"
import { afterAll, expect, test } from "vitest"
import { deleteSource } from "#app/domain/sources/delete.server.ts"
import { rotateCredential } from "#app/domain/sources/rotate.server.ts"
import { createSource } from "#app/domain/sources/create.server.ts"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { loginUrl } from "#db/config.ts"
import { inTenant } from "#db/tenant.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"

const { owner, ...config } = await testDatabase()
const { port, close, receiver } = await runReceiver({
  port: 0,
  config,
  log: { error: () => {} },
  isKnownAdapter,
})
afterAll(close)
const reader = postgres(loginUrl(config, "portal_worker"), { max: 1 })
afterAll(() => reader.end())
const floor = await newFloor()
const other = await newFloor("wazuh")

type Options = { token?: string | null; path?: string; method?: string; headers?: Record<string, string> }
async function post(
  body: BodyInit | null,
  { token = floor.token, path = "/ingest/v1/generic", method = "POST", headers = {} }: Options = {},
) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    body,
    headers: {
      "content-type": "application/json",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
/** Writes so many MiB a piece at a time, reading nothing before the last was taken; gives what was answered. */
async function writeSlowly(mebibytes: number): Promise<string> {
  const socket = connect(port, "127.0.0.1")
  const piece = Buffer.alloc(256 * 1024, "x")
  const said = new Promise<string>((resolve, reject) => {
    let text = ""
    socket.once("error", reject)
    socket.once("close", () => resolve(text))
    socket.on("data", (chunk) => (text += chunk.toString()))
    socket.pause()
  })
  const length = mebibytes * 1024 * 1024
  socket.write(
    `POST /ingest/v1/generic/${floor.token} HTTP/1.1\r\nhost: x\r\ncontent-length: ${length}\r\n\r\n`,
  )
  for (let sent = 0; sent < length; sent += piece.length)
    await Promise.race([new Promise((taken) => socket.write(piece, taken)), said])
  socket.resume()
  return said
}
const inboxRows = () =>
  reader.begin(async (tx) => {
    await tx`select set_config('app.door', 'inbox', true)`
    return tx<
      { id: string; body: string; body_encoding: string; tenant_id: string; source_id: string }[]
    >`select * from inbox`
  })
const receiptOf = (answer: { text: string }) => (JSON.parse(answer.text) as { receipt: string }).receipt

test("202 with a receipt, and the row is there when it arrives", async () => {
  const answer = await post('{"title":"x"}')
  expect(answer.status).toBe(202)
  expect(answer.headers.get("cache-control")).toBe("no-store")
  const row = (await inboxRows()).find((r) => r.id === receiptOf(answer))
  expect(row).toMatchObject({ body: '{"title":"x"}', tenant_id: floor.tenant.id, source_id: floor.sourceId })
})

test("the token in the path is the same", async () =>
  expect((await post("{}", { token: null, path: `/ingest/v1/generic/${floor.token}` })).status).toBe(202))

test.each([
  ["unknown adapter", 404, "{}", { path: "/ingest/v1/nagios9" }],
  ["another adapter's source", 404, "{}", { token: other.token }],
  ["no such path", 404, "{}", { path: "/ingest/v2/generic" }],
  ["GET", 405, null, { method: "GET" }],
  ["media type", 415, "<x/>", { headers: { "content-type": "application/xml" } }],
  ["content encoding", 415, "{}", { headers: { "content-encoding": "br" } }],
  ["broken gzip", 400, "not gzip at all", { headers: { "content-encoding": "gzip" } }],
  ["cut gzip", 400, gzipSync("x".repeat(5000)).subarray(0, 20), { headers: { "content-encoding": "gzip" } }],
  ["over 1 MiB", 413, "x".repeat(1024 * 1024 + 1), {}],
  [
    "over 8 MiB inflated",
    413,
    gzipSync(Buffer.alloc(9 * 1024 * 1024)),
    { headers: { "content-encoding": "gzip" } },
  ],
  ["an overlong idempotency key", 400, "{}", { headers: { "idempotency-key": "k".repeat(256) } }],
  ["no token", 401, "{}", { token: null }],
  ["empty body is evidence too", 202, "", {}],
  ["a hundred thousand levels", 202, "[".repeat(100_000), {}],
  ["a form", 202, "title=x", { headers: { "content-type": "application/x-www-form-urlencoded" } }],
  ["plain text", 202, "disk full", { headers: { "content-type": "text/plain; charset=utf-8" } }],
] as const)("%s: %i", async (_name, status, body, options) => {
  expect((await post(body as BodyInit | null, options as Options)).status).toBe(status)
})

test("20 MB are refused while they come, to be read by who still writes, and the process goes on", async () => {
  expect((await writeSlowly(20)).slice(0, 12)).toBe("HTTP/1.1 413")
  expect((await post("{}")).status).toBe(202)
})

test.each([
  ["gzip", "gzip", gzipSync],
  ["deflate", "deflate", deflateSync],
  ["raw deflate", "deflate", deflateRawSync],
])("%s is inflated", async (_name, encoding, pack) => {
  const answer = await post(pack(Buffer.from('{"title":"packed"}')), {
    headers: { "content-encoding": encoding },
  })
  expect((await inboxRows()).find((r) => r.id === receiptOf(answer))?.body).toBe('{"title":"packed"}')
})

test.each([
  ["a NUL byte", Buffer.from('{"a":"\0"}')],
  ["bytes that are no text", randomBytes(300)],
  ["a lone surrogate, escaped", Buffer.from('{"a":"\\ud800"}')],
])("%s comes back byte for byte", async (_name, bytes) => {
  const id = receiptOf(await post(new Uint8Array(bytes)))
  const stored = (await inboxRows()).find((r) => r.id === id)!
  expect(Buffer.from(stored.body, stored.body_encoding as BufferEncoding).equals(bytes)).toBe(true)
})

test("unknown, revoked and deleted tokens answer alike, to the byte", async () => {
  const revoked = await newFloor()
  await inTenant(revoked.tenant.scope("sources.manage", "sources.read"), (t) =>
    rotateCredential(t, revoked.sourceId, 0),
  )
  const deleted = await newFloor()
  await inTenant(deleted.tenant.scope("sources.manage", "sources.read"), (t) =>
    deleteSource(t, deleted.sourceId),
  )
  const answers = await Promise.all(
    ["wfs_unknown", revoked.token, deleted.token].map((token) => post("{}", { token })),
  )
  for (const answer of answers) {
    expect(answer.status).toBe(401)
    expect(answer.text).toBe(answers[0]!.text)
    expect([...answer.headers.keys()].sort()).toEqual([...answers[0]!.headers.keys()].sort())
  }
})

test("a source made a moment ago works at once; rotated with overlap both tokens do", async () => {
  const { token, source } = await inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    createSource(t, { adapter: "generic", ratePerSecond: 100, burst: 100 }),
  )
  expect((await post("{}", { token })).status).toBe(202)
  const next = await inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    rotateCredential(t, source.id, 3600),
  )
  expect(
    await Promise.all([token, next].map(async (each) => (await post("{}", { token: each })).status)),
  ).toEqual([202, 202])
})

test("over its rate a source is told to wait; others are not", async () => {
  const { token } = await inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    createSource(t, { adapter: "generic", ratePerSecond: 1, burst: 2 }),
  )
  const answers = [await post("{}", { token }), await post("{}", { token }), await post("{}", { token })]
  expect(answers.map((a) => a.status)).toEqual([202, 202, 429])
  expect(Number(answers[2]!.headers.get("retry-after"))).toBeGreaterThanOrEqual(1)
  expect((await post("{}")).status).toBe(202)
})

test("fifty parallel requests with one idempotency key: one receipt, one row", async () => {
  const headers = { "idempotency-key": randomBytes(8).toString("hex") }
  const receipts = await Promise.all(
    Array.from({ length: 50 }, async () => receiptOf(await post('{"title":"once"}', { headers }))),
  )
  expect(new Set(receipts).size).toBe(1)
  expect((await inboxRows()).filter((r) => r.id === receipts[0])).toHaveLength(1)
  expect(receiptOf(await post('{"title":"once"}', { headers }))).toBe(receipts[0])
  const elsewhere = await newFloor()
  expect(receiptOf(await post("{}", { headers, token: elsewhere.token }))).not.toBe(receipts[0])
})

test("every 202 of two thousand is one row, in its own tenant", async () => {
  const before = new Set((await inboxRows()).map((r) => r.id))
  const senders = [floor, await newFloor(), await newFloor()]
  const answers = await Promise.all(
    Array.from({ length: 2000 }, async (_, i) => {
      const sender = senders[i % 3]!
      const answer = await post(`{"title":"${i}"}`, { token: sender.token })
      return {
        status: answer.status,
        id: answer.status === 202 ? receiptOf(answer) : null,
        tenant: sender.tenant.id,
      }
    }),
  )
  const rows = new Map((await inboxRows()).filter((r) => !before.has(r.id)).map((r) => [r.id, r.tenant_id]))
  const accepted = answers.filter((a) => a.status === 202)
  expect(accepted.length).toBeGreaterThan(1000)
  expect(rows.size).toBe(accepted.length)
  for (const { id, tenant } of accepted) expect(rows.get(id!)).toBe(tenant)
})

test("bodies that share a commit stay apart, whatever stands in them", async () => {
  const said = ["", "\u001f", '{"a":"\\u001f"}', '"', "\\", "{}", "NULL", "line\r\nline", "\u{1f6a8}\u001fa"]
  const answers = await Promise.all(said.map((body) => post(body)))
  const stored = new Map((await inboxRows()).map((r) => [r.id, r.body]))
  expect(answers.map((answer) => stored.get(receiptOf(answer)))).toEqual(said)
})

test("a receipt is told to its own source alone", async () => {
  const id = receiptOf(await post("{}"))
  const ask = (token: string, receipt = id) =>
    post(null, { method: "GET", path: `/ingest/v1/receipts/${receipt}`, token })
  expect(JSON.parse((await ask(floor.token)).text)).toEqual({
    ...{ state: "stored", alerts: [], findings: [] },
  })
  await floor.drain()
  expect(JSON.parse((await ask(floor.token)).text)).toMatchObject({ state: "quarantined" })
  const foreign = await ask(other.token)
  const random = await ask(other.token, crypto.randomUUID())
  expect([foreign.status, foreign.text]).toEqual([404, random.text])
})

test("without a database the answer is 503, never 202; it recovers by itself", async () => {
  await owner`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'portal_ingest' and pid <> pg_backend_pid()`.catch(
    () => {},
  )
  await owner.unsafe("revoke insert on inbox from portal_ingest")
  expect(await post("{}").then((a) => [a.status, a.headers.has("retry-after")])).toEqual([503, true])
  await owner.unsafe("grant insert on inbox to portal_ingest")
  expect((await post("{}")).status).toBe(202)
})

test("nothing waits when all is answered", () => expect(receiver.stats().waiting).toBe(0))

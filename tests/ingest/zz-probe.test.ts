import { connect, createServer, type Socket } from "node:net"
import { afterAll, expect, test } from "vitest"
import { createSource } from "#app/domain/sources/create.server.ts"
import { rotateCredential } from "#app/domain/sources/rotate.server.ts"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { inTenant } from "#db/tenant.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"

const { owner, ...config } = await testDatabase()
const target = new URL(config.ownerUrl)
const open = new Set<Socket>()
let mode: "on" | "off" | "hang" = "on"
const proxy = createServer((a) => {
  if (mode === "off") return a.destroy()
  const b = connect(Number(target.port), target.hostname)
  for (const s of [a, b]) {
    open.add(s)
    s.on("error", () => {})
    s.on("close", () => {
      open.delete(s)
      a.destroy()
      b.destroy()
    })
  }
  a.on("data", (d) => {
    if (mode !== "hang") b.write(d)
  })
  b.on("data", (d) => {
    if (mode !== "hang") a.write(d)
  })
})
await new Promise<void>((r) => proxy.listen(0, "127.0.0.1", r))
const via = new URL(config.ownerUrl)
via.port = String((proxy.address() as { port: number }).port)
const logged: unknown[] = []
const { port, close, receiver } = await runReceiver({
  port: 0,
  config: { ...config, ownerUrl: via.toString() },
  log: { error: (w: object, m: string) => logged.push([w, m]) },
  isKnownAdapter,
} as never)
afterAll(close)
const floor = await newFloor()
const post = async (token = floor.token, body = "{}") => {
  const t = performance.now()
  const r = await fetch(`http://127.0.0.1:${port}/ingest/v1/generic`, {
    method: "POST",
    body,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    signal: AbortSignal.timeout(25000),
  }).catch((e) => ({ status: String(e) }))
  return [r.status, Math.round(performance.now() - t)] as const
}

test("A chunked 20MB", async () => {
  const got = await new Promise<string>((resolve) => {
    let text = ""
    const s = connect(port, "127.0.0.1")
    s.write(
      `POST /ingest/v1/generic HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${floor.token}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
    )
    const chunk = Buffer.alloc(65536, 120)
    let n = 0
    const more = () => {
      while (n < 320) {
        n++
        s.write("10000\r\n")
        s.write(chunk)
        if (!s.write("\r\n")) {
          s.once("drain", more)
          return
        }
      }
      s.write("0\r\n\r\n")
    }
    more()
    s.on("data", (d) => (text += d.toString()))
    s.on("error", (e) => (text += `ERR ${e.message}`))
    s.on("close", () => resolve(`${text.slice(0, 300)} | chunks written ${n}`))
  })
  console.log("A", got)
})
test("B bucket", async () => {
  const s = await inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    createSource(t, { adapter: "generic", ratePerSecond: 1, burst: 2 }),
  )
  const next = await inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    rotateCredential(t, s.source.id, 3600),
  )
  const r = []
  for (const t of [s.token, s.token, s.token, next, next, next]) r.push((await post(t))[0])
  console.log("B", r)
})
test("G abort", async () => {
  logged.length = 0
  const s = connect(port, "127.0.0.1")
  s.write(
    `POST /ingest/v1/generic HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${floor.token}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\nabc`,
  )
  await new Promise((r) => setTimeout(r, 100))
  s.destroy()
  await new Promise((r) => setTimeout(r, 100))
  console.log(
    "G logged",
    logged.map((l) => (l as [unknown, string])[1]),
    String((logged[0] as [{ err: unknown }, string] | undefined)?.[0].err),
  )
})
test("C outage", { timeout: 120000 }, async () => {
  console.log("C before", await post())
  mode = "off"
  for (const s of open) s.destroy()
  const began = performance.now()
  const during = []
  while (performance.now() - began < 15000) {
    during.push(await post())
    await new Promise((r) => setTimeout(r, 300))
  }
  console.log("C during", JSON.stringify(during))
  mode = "on"
  const back = performance.now()
  let a
  do {
    a = await post()
    await new Promise((r) => setTimeout(r, 100))
  } while (a[0] !== 202)
  console.log("C back after", Math.round(performance.now() - back))
  const fresh = await newFloor()
  console.log("C fresh", await post(fresh.token))
  const listening = async () =>
    (
      await owner`select count(*)::int as n from pg_stat_activity where query ilike 'listen%' and application_name like 'watchfloor receiver%'`
    )[0]!["n"]
  console.log("C listeners", await listening())
  const t0 = performance.now()
  while ((await listening()) === 0 && performance.now() - t0 < 30000)
    await new Promise((r) => setTimeout(r, 200))
  console.log("C listeners after", Math.round(performance.now() - t0), await listening())
})
test("D hang", { timeout: 60000 }, async () => {
  mode = "hang"
  console.log("D", await Promise.all([post(), post(), post(), post("wfs_unknown")]), receiver.stats())
  mode = "off"
  for (const s of open) s.destroy()
  mode = "on"
})

import { createSocket } from "node:dgram"
import { connect as connectTls } from "node:tls"
import { afterAll, expect, test } from "vitest"
import { removeListener } from "#app/domain/sources/remove-listener.server.ts"
import { rotateCredential } from "#app/domain/sources/rotate.server.ts"
import { listListeners } from "#app/domain/sources/listeners.server.ts"
import { updateSource } from "#app/domain/sources/update.server.ts"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { inTenant } from "#db/tenant.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { datagrams } from "#workers/receiver/syslog/limits.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { anyPort, freePort, listen, open, storedOf } from "../support/listeners.ts"
import { selfSigned } from "../support/self-signed.ts"

const { owner, ...config } = await testDatabase()
const server = selfSigned("syslog.example")
const tlsPort = await freePort()
const { close } = await runReceiver({
  port: 0,
  config,
  log: { error: () => {} },
  isKnownAdapter,
  listeners: {
    host: "127.0.0.1",
    ports: anyPort,
    tls: { port: tlsPort, ...server, clientCa: null },
    mail: null,
  },
})
afterAll(close)
const { bodies: stored, throttled } = storedOf(config)
const manage = (floor: Floor) => floor.tenant.scope("sources.manage", "sources.read")

/** A source with a port of its own that is open. */
async function listening(kind: "syslog-tcp" | "syslog-udp" = "syslog-tcp") {
  const floor = await newFloor("syslog")
  const port = await freePort()
  await listen(floor, { kind, port })
  await expect.poll(() => statesOf(floor)).toEqual([["listening"]])
  return { floor, port }
}
const statesOf = (floor: Floor) =>
  inTenant(manage(floor), async (t) => (await listListeners(t, floor.sourceId)).map(({ states }) => states))

test("lines and counted messages are alerts of the port's client, whatever host they name", async () => {
  const { floor, port } = await listening()
  const { socket } = await open(port)
  socket.write("<11>1 2026-03-02T08:00:00Z other-clients-fw app - - - disk failed\n")
  const counted = "<10>1 2026-03-02T08:00:01Z fw-1 app - - - power lost\nsecond line"
  socket.end(`${Buffer.byteLength(counted)} ${counted}`)
  await expect.poll(async () => (await stored(floor)).join("\n")).toContain("power lost")
  await floor.drain()
  expect((await floor.alerts()).map(({ asset }) => asset).sort()).toEqual(["fw-1", "other-clients-fw"])
})

test("CEF and LEEF within a line are read as such", async () => {
  const { floor, port } = await listening()
  const { socket } = await open(port)
  socket.write("<134>Mar  2 08:00:00 ids CEF:0|Acme|IDS|1|100|Port scan|8|src=198.51.100.7 dst=10.0.0.5\n")
  socket.end("<134>Mar  2 08:00:00 proxy LEEF:1.0|Acme|Proxy|1|malware|src=10.0.0.9\tsev=9\n")
  await expect.poll(async () => (await stored(floor)).join("\n")).toContain("LEEF")
  await floor.drain()
  expect((await floor.alerts()).map(({ severity }) => severity).sort()).toEqual(["critical", "high"])
})

test("bytes that make no sense end the connection; what stood before them is kept", async () => {
  const { floor, port } = await listening()
  const { socket, isClosed } = await open(port)
  socket.write("<11>h app: before\n9x <11>h app: after\n<11>h app: never\n")
  await expect.poll(isClosed).toBe(true)
  await expect.poll(() => stored(floor)).toEqual(["<11>h app: before"])
})

test("half a message and a line of 64 KiB end it too", async () => {
  const { floor, port } = await listening()
  const cut = await open(port)
  cut.socket.end("<11>h app: whole\n50 <11>half")
  const long = await open(port)
  long.socket.write(`<11>${"x".repeat(70_000)}`)
  await expect.poll(() => [cut.isClosed(), long.isClosed()]).toEqual([true, true])
  await expect.poll(() => stored(floor)).toEqual(["<11>h app: whole"])
})

test("a port opens, pauses, goes on and closes with its listener, without a restart", async () => {
  const { floor, port } = await listening()
  const line = "<11>h app: one\n"
  const first = await open(port)
  first.socket.write(line)
  await expect.poll(() => stored(floor)).toHaveLength(1)
  await inTenant(manage(floor), (t) => updateSource(t, floor.sourceId, { enabled: false }))
  await expect.poll(first.isClosed).toBe(true)
  await expect(open(port)).rejects.toThrow(/ECONNREFUSED/)
  await inTenant(manage(floor), (t) => updateSource(t, floor.sourceId, { enabled: true }))
  await expect.poll(() => statesOf(floor)).toEqual([["listening"]])
  await inTenant(manage(floor), (t) => rotateCredential(t, floor.sourceId, 0))
  const second = await open(port)
  second.socket.write(line)
  await expect.poll(() => stored(floor)).toHaveLength(2)
  await inTenant(manage(floor), async (t) => {
    const [listener] = await listListeners(t, floor.sourceId)
    await removeListener(t, floor.sourceId, listener!.id)
  })
  await expect.poll(second.isClosed).toBe(true)
  await expect(open(port)).rejects.toThrow(/ECONNREFUSED/)
})

test("a port that is in use, forbidden or another client's is said, and stops nobody else", async () => {
  const { port } = await listening()
  const taken = await newFloor("syslog")
  await expect(listen(taken, { kind: "syslog-tcp", port })).rejects.toThrow(/is taken/)
  const foreign = await freePort()
  const stranger = createSocket("udp4")
  await new Promise<void>((resolve) => stranger.bind(foreign, "127.0.0.1", resolve))
  const inUse = await newFloor("syslog")
  await listen(inUse, { kind: "syslog-udp", port: foreign })
  await expect.poll(() => statesOf(inUse)).toEqual([["in-use"]])
  stranger.close()
  const outside = await newFloor("syslog")
  await listen(outside, { kind: "syslog-tcp", port: 80 })
  await expect.poll(() => statesOf(outside)).toEqual([["outside"]])
  const { floor } = await listening()
  expect(await statesOf(floor)).toEqual([["listening"]])
})

test("over TLS the certificate says whose the messages are", async () => {
  const device = selfSigned("fw-1.other-client.example")
  const floor = await newFloor("syslog")
  await listen(floor, { kind: "syslog-tls", certificate: device.cert })
  await expect.poll(() => statesOf(floor)).toEqual([["listening"]])
  await expect(listen(floor, { kind: "syslog-tls", certificate: device.cert })).rejects.toThrow(
    /already speaks/,
  )
  await expect(listen(floor, { kind: "syslog-tls", certificate: device.key })).rejects.toThrow(/private key/)
  const send = (client: { key: string; cert: string } | null) =>
    new Promise<string>((resolve) => {
      const socket = connectTls(
        { port: tlsPort, host: "127.0.0.1", rejectUnauthorized: false, ...client },
        () => {
          const message = "<11>h app: over TLS"
          socket.end(`${message.length} ${message}`)
        },
      )
      socket.resume()
      socket.on("error", () => {})
      socket.on("close", () => resolve("closed"))
    })
  await send(device)
  await expect.poll(() => stored(floor)).toEqual(["<11>h app: over TLS"])
  await send(selfSigned("fw-1.other-client.example"))
  await send(null)
  expect(await stored(floor)).toHaveLength(1)
})

test("datagrams are stored; those there is no room for are counted", async () => {
  const { floor, port } = await listening("syslog-udp")
  const socket = createSocket("udp4")
  afterAll(() => socket.close())
  const send = (text: string | Buffer) =>
    new Promise<void>((resolve, reject) =>
      socket.send(text, port, "127.0.0.1", (error) => (error ? reject(error) : resolve())),
    )
  await send("<11>h app: one\n")
  await send("<11>h app: two")
  await expect
    .poll(async () => (await stored(floor)).join("\n").split("\n").sort())
    .toEqual(["<11>h app: one", "<11>h app: two"])
  const large = Buffer.concat([Buffer.from("<11>h app: "), Buffer.alloc(60_000, 0x78)])
  const many = Math.ceil(datagrams.bytes / large.length) + 50
  await owner.begin(async (tx) => {
    await tx`lock table inbox in access exclusive mode`
    for (let i = 0; i < many; i++) {
      await send(large)
      await new Promise((resolve) => setImmediate(resolve))
    }
  })
  await expect.poll(() => throttled(floor)).toBeGreaterThan(0)
})

import { connect, type Socket } from "node:net"
import postgres from "postgres"
import { afterAll, afterEach, expect, test } from "vitest"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { loginUrl } from "#db/config.ts"
import { assertDurable } from "#workers/receiver/durability.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { heldBytes } from "#workers/receiver/limits.ts"
import { breakableLink } from "../support/breakable-link.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"

const { owner: _, ...config } = await testDatabase()
const link = await breakableLink(config.ownerUrl)
const { port, close, receiver } = await runReceiver({
  port: 0,
  config: { ...config, ownerUrl: link.url },
  log: { error: () => {} },
  isKnownAdapter,
})
afterAll(close)
const floor = await newFloor()
const other = await newFloor()
afterEach(() => link.mend())

const post = (token: string) =>
  fetch(`http://127.0.0.1:${port}/ingest/v1/generic`, {
    method: "POST",
    body: '{"title":"x"}',
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
  })

test("a lost database is a 503 with Retry-After, and a 202 as soon as it is back", async () => {
  expect((await post(floor.token)).status).toBe(202)
  link.cut()
  const refused = await post(floor.token)
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "2"])
  expect(await receiver.isReady()).toBe(false)
  link.mend()
  await expect.poll(async () => (await post(floor.token)).status).toBe(202)
  expect(await receiver.isReady()).toBe(true)
})

test("a database that hangs without a word is a 503 in time, and nobody waits for TCP", async () => {
  await expect.poll(async () => (await post(floor.token)).status).toBe(202)
  link.freeze()
  const answers = await Promise.all(Array.from({ length: 5 }, () => post(floor.token)))
  expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 5 }, () => 503))
  expect(await receiver.isReady()).toBe(false)
  link.mend()
  await expect.poll(async () => (await post(floor.token)).status).toBe(202)
})

test("bodies that never end hold no more than their source's share, and stop no other source", async () => {
  const count = Math.ceil(heldBytes.perSource / 1_000_000) + 4
  const slow = await Promise.all(Array.from({ length: count }, () => startBody(floor.token, 1_000_000)))
  await expect
    .poll(() => slow.filter(({ text }) => text().startsWith("HTTP/1.1 429")).length)
    .toBeGreaterThan(0)
  expect(receiver.stats().heldBytes).toBeLessThanOrEqual(heldBytes.perSource)
  expect((await post(other.token)).status).toBe(202)
  for (const { socket } of slow) socket.destroy()
  await expect.poll(() => receiver.stats().heldBytes).toBe(0)
  expect((await post(floor.token)).status).toBe(202)
})

/** Sends a request whose body stays one byte short. */
function startBody(token: string, bytes: number): Promise<{ socket: Socket; text: () => string }> {
  return new Promise((resolve) => {
    let text = ""
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(
        `POST /ingest/v1/generic HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: text/plain\r\ncontent-length: ${bytes + 1}\r\n\r\n`,
      )
      socket.write("x".repeat(bytes))
      resolve({ socket, text: () => text })
    })
    socket.on("data", (chunk) => (text += chunk.toString("latin1")))
    socket.on("error", () => {})
  })
}

test("a session that would not commit durably takes nothing, and a receiver on it does not start", async () => {
  const weak = postgres(loginUrl(config, "portal_ingest"), {
    max: 1,
    connection: { synchronous_commit: "off" },
  })
  try {
    await expect(assertDurable(weak)).rejects.toThrow(/synchronous_commit = off/)
    await expect(weak`select * from accept_deliveries('[]', '{}', '{}', '{}', null, false)`).rejects.toThrow(
      /durably/,
    )
  } finally {
    await weak.end()
  }
})

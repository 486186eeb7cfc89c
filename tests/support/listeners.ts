import { connect, createServer, type Socket } from "node:net"
import postgres from "postgres"
import { afterAll } from "vitest"
import { addListener, type NewListener } from "#app/domain/sources/add-listener.server.ts"
import { loginUrl, type DatabaseConfig } from "#db/config.ts"
import { inTenant } from "#db/tenant.ts"
import type { Floor } from "./floor.ts"

/** What the receivers of tests open. */
export const anyPort = { from: 1024, to: 65_535 }

/** A port nobody has at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0))
    })
  })
}

/** Gives the floor's source a listener; the secret local part where it is a mailbox. */
export function listen(floor: Floor, wanted: NewListener): Promise<string | null> {
  return inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    addListener(t, floor.sourceId, wanted, { from: 1, to: 65_535 }),
  )
}

/** Everything stored of a source so far, in its order, waiting or processed; and what there was no room for. */
export function storedOf(config: DatabaseConfig) {
  const reader = postgres(loginUrl(config, "portal_worker"), { max: 1 })
  afterAll(() => reader.end())
  const within = <T>(floor: Floor, read: (tx: postgres.TransactionSql) => Promise<T>) =>
    reader.begin(async (tx) => {
      await tx`select set_config('app.door', 'inbox', true), set_config('app.tenants', ${`{${floor.tenant.id}}`}, true)`
      return read(tx)
    })
  const bodies = (floor: Floor) =>
    within(floor, async (tx) => {
      const rows = await tx<{ body: string; encoding: BufferEncoding }[]>`
        select body, body_encoding as encoding from (
          select id, body, body_encoding from inbox where source_id = ${floor.sourceId}
          union all select id, body, body_encoding from deliveries where source_id = ${floor.sourceId}) x order by id`
      return rows.map(({ body, encoding }) => Buffer.from(body, encoding).toString("utf8"))
    })
  const throttled = (floor: Floor) =>
    within(floor, async (tx) => {
      const [row] = await tx<{ n: number }[]>`
        select coalesce(sum(throttled), 0)::int as n from source_hours where source_id = ${floor.sourceId}`
      return row?.n ?? 0
    })
  return { bodies, throttled }
}

/** A connection that remembers whether it was closed. */
export function open(port: number): Promise<{ socket: Socket; isClosed: () => boolean }> {
  return new Promise((resolve, reject) => {
    let closed = false
    const socket = connect(port, "127.0.0.1", () => resolve({ socket, isClosed: () => closed }))
    socket.once("error", reject)
    socket.on("error", () => {})
    socket.on("close", () => (closed = true))
    socket.resume()
  })
}

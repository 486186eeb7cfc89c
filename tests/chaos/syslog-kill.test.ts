import { createSocket } from "node:dgram"
import { once } from "node:events"
import { setTimeout as pause } from "node:timers/promises"
import postgres from "postgres"
import { expect, test } from "vitest"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { addListener } from "#app/domain/sources/add-listener.server.ts"
import { type SourceId, type TenantId } from "#app/kernel/ids.ts"
import { configureDatabase, loginUrl } from "#db/config.ts"
import { closePools } from "#db/pool.ts"
import { inTenant } from "#db/tenant.ts"
import { anyPort, freePort, open } from "../support/listeners.ts"
import { ana } from "../support/tenants.ts"
import { openWorkerRows } from "../support/worker-rows.ts"
import { orphans, waiting } from "./invariants.ts"
import { portalToKill } from "./portal.ts"
import { pidOf, until } from "./processes.ts"

/*
 * kill -9 of Postgres while devices speak syslog. Over TCP nobody is told that a line arrived; what is promised is that what
 * was read is stored, once and in order, and that a connection is not closed for the database's sake. So every line written
 * to a connection that is then closed in peace must be there. Over UDP nothing is promised but that what is dropped is
 * counted.
 */
const portal = portalToKill({ SYSLOG_HOST: "127.0.0.1", SYSLOG_PORTS: `${anyPort.from}-${anyPort.to}` })
const { kills, tcpClients } = { kills: process.env["CHAOS_KILLS"] ? 10 : 1, tcpClients: 3 }

type Device = {
  readonly client: TenantId
  readonly source: SourceId
  readonly port: number
  readonly sent: string[]
}

async function newDevice(name: string, kind: "syslog-tcp" | "syslog-udp"): Promise<Device> {
  const { id: client } = await portal.api<{ id: TenantId }>("/clients", { name })
  const { id: source } = await portal.api<{ id: SourceId }>(`/clients/${client}/sources`, {
    ...{ adapter: "syslog", ratePerSecond: 10_000, burst: 10_000, stormLimit: 1_000_000 },
  })
  const port = await freePort()
  const scope = mintScope<"sources.manage" | "sources.read">(client, ana)
  await inTenant(scope, (t) => addListener(t, source, { kind, port }, anyPort))
  return { client, source, port, sent: [] }
}

const lineOf = (device: Device) =>
  `<11>host app: line ${device.sent.length} of ${device.port} ${"x".repeat(100)}`

/** Writes until it is told to stop, at the pace the door takes it. The connection has to live through everything. */
async function speakTcp(device: Device, isSending: () => boolean): Promise<void> {
  const opened = await until(() => open(device.port), 30_000, `port ${device.port}`)
  while (isSending()) {
    const line = lineOf(device)
    device.sent.push(line)
    if (!opened.socket.write(`${line}\n`)) await Promise.race([once(opened.socket, "drain"), pause(1000)])
    else if (device.sent.length % 20 === 0) await pause(5)
  }
  expect(opened.isClosed(), "the door closed a connection because the database was away").toBe(false)
  opened.socket.end()
}

/** Sends so many datagrams, paced so that the machine itself does not drop them. */
async function speakUdp(device: Device, count: number): Promise<void> {
  const socket = createSocket("udp4")
  for (let i = 0; i < count; i++) {
    const line = lineOf(device)
    device.sent.push(line)
    await new Promise((resolve) => socket.send(line, device.port, "127.0.0.1", resolve))
    if (i % 50 === 0) await pause(2)
  }
  socket.close()
}

function storeOf({ ownerUrl, secretKey }: { readonly ownerUrl: string; readonly secretKey: string }) {
  const sql = postgres(loginUrl({ ownerUrl, secretKey }, "portal_worker"), { max: 1, onnotice: () => {} })
  const within = <T>({ client }: Device, read: (tx: postgres.TransactionSql) => Promise<T>) =>
    sql.begin(async (tx) => {
      await tx`select set_config('app.door', 'inbox', true), set_config('app.tenants', ${`{${client}}`}, true)`
      return read(tx)
    })
  return {
    end: () => sql.end({ timeout: 1 }),
    lines: (device: Device) =>
      within(device, async (tx) => {
        const rows = await tx<{ body: string }[]>`
          select body from (select id, body from inbox where source_id = ${device.source}
            union all select id, body from deliveries where source_id = ${device.source}) x order by id`
        return rows.flatMap(({ body }) => body.split("\n"))
      }),
    dropped: (device: Device) =>
      within(device, async (tx) => {
        const [row] = await tx<{ n: number }[]>`
          select coalesce(sum(throttled), 0)::int as n from source_hours where source_id = ${device.source}`
        return row?.n ?? 0
      }),
  }
}

test(
  `${kills} x kill -9 of Postgres under syslog: every line of TCP is stored once, in order; what UDP drops is counted`,
  { timeout: 60_000 + kills * 30_000 },
  async () => {
    configureDatabase(await portal.database())
    const talkers: Device[] = []
    for (let n = 0; n < tcpClients; n++) talkers.push(await newDevice(`Talker ${n}`, "syslog-tcp"))
    const flood = await newDevice("Flood", "syslog-udp")
    await closePools(1)
    let sending = true
    const speaking = talkers.map((device) => speakTcp(device, () => sending))
    const more = (lines: number) => {
      const goals = talkers.map(({ sent }) => sent.length + lines)
      const isThere = () => (talkers.every(({ sent }, i) => sent.length > goals[i]!) ? true : undefined)
      return until(isThere, 60_000, "lines to be taken")
    }
    for (let kill = 0; kill < kills; kill++) {
      await more(300)
      await speakUdp(flood, 200)
      const pid = await until(() => pidOf("postgres", portal.folder, portal.pid()), 30_000, "a Postgres")
      process.kill(pid, "SIGKILL")
      // More than may wait while the database is away.
      await speakUdp(flood, 8_000)
      await until(
        () => fetch(`${portal.base()}/readyz`).then((r) => (r.ok ? true : undefined)),
        60_000,
        "recovery",
      )
    }
    await more(300)
    sending = false
    await Promise.all(speaking)

    const database = await portal.database()
    const store = storeOf(database)
    for (const device of talkers) {
      await until(
        async () => ((await store.lines(device)).length >= device.sent.length ? true : undefined),
        60_000,
        `${device.sent.length} lines of a talker`,
      )
      expect(await store.lines(device)).toEqual(device.sent)
    }
    const dropped = await until(
      async () => ((await store.dropped(flood)) > 0 ? store.dropped(flood) : undefined),
      30_000,
      "dropped datagrams to be counted",
    )
    const stored = await store.lines(flood)
    expect(new Set(stored).size, "a datagram stored twice").toBe(stored.length)
    const sent = new Set(flood.sent)
    expect(stored.filter((line) => !sent.has(line))).toEqual([])
    expect(stored.length + dropped).toBeLessThanOrEqual(flood.sent.length)
    console.log(
      `syslog: ${flood.sent.length} datagrams, ${stored.length} stored, ${dropped} counted as dropped`,
    )

    const { look, end } = openWorkerRows(database)
    await until(async () => ((await waiting(look)) === 0 ? true : undefined), 60_000, "an empty inbox")
    expect(
      await orphans(
        look,
        [...talkers, flood].map(({ client }) => client),
      ),
    ).toEqual({})
    await Promise.all([end(), store.end()])
  },
)

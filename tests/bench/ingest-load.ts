import { type ChildProcess, fork } from "node:child_process"
import { randomBytes } from "node:crypto"
import postgres from "postgres"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { createClient } from "#app/domain/clients/create.server.ts"
import { createSource } from "#app/domain/sources/create.server.ts"
import { newId, type TenantId } from "#app/kernel/ids.ts"
import { type DatabaseConfig, loginUrl } from "#db/config.ts"
import { projectRoot } from "#db/migrate.ts"
import { inTenant } from "#db/tenant.ts"
import { type HttpResult, sendLoad } from "./http-load.ts"

export type Load = {
  readonly seconds: number
  readonly connections: number
  readonly batch: number
  readonly port: number
  readonly token: string
}

export type Processes = {
  readonly tenantId: TenantId
  readonly port: number
  readonly token: string
  readonly startWorker: () => Promise<() => Promise<void>>
  readonly emptyInbox: () => Promise<void>
  readonly reader: postgres.Sql
  readonly stop: () => Promise<void>
}

/** The receiver as a process of its own, as in production; the worker is started where it is measured. */
export async function startProcesses(config: DatabaseConfig): Promise<Processes> {
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const env = {
    ...process.env,
    DATABASE_URL: config.ownerUrl,
    SECRET_KEY: config.secretKey,
    INGEST_PORT: String(port),
    INGEST_CLIENT_RATE: "1000000",
    LOG_LEVEL: "warn",
  }
  const launch = async (role: string): Promise<ChildProcess> =>
    fork("portal.ts", [role], { cwd: projectRoot(), env, stdio: ["ignore", "inherit", "inherit", "ipc"] })
  const receiver = await launch("ingest")
  for (let tries = 0; tries < 200; tries++) {
    if (
      await fetch(`http://127.0.0.1:${port}/healthz`).then(
        (r) => r.ok,
        () => false,
      )
    )
      break
    await pause(50)
  }
  const tenantId = newId<"tenant">()
  const scope = mintScope<"clients.manage" | "sources.manage" | "sources.read">(tenantId, {
    kind: "token",
    id: tenantId,
    name: "bench",
  })
  const token = await inTenant(scope, async (t) => {
    await createClient(t, { code: "BENCH", name: "Bench", timeZone: "UTC" })
    return (await createSource(t, { adapter: "generic", ratePerSecond: 100_000, burst: 1_000_000 })).token
  })
  const reader = postgres(loginUrl(config, "portal_worker"), { max: 2, onnotice: () => {} })
  const owner = postgres(config.ownerUrl, { max: 1, onnotice: () => {} })
  return {
    tenantId,
    port,
    token,
    reader,
    async startWorker() {
      const worker = await launch("worker")
      await new Promise((resolve) => worker.once("message", resolve))
      return () => end(worker)
    },
    async emptyInbox() {
      await owner`truncate inbox`
    },
    async stop() {
      await end(receiver)
      await reader.end()
      await owner.end()
    },
  }
}

/** Durable accept alone, no worker. @returns alerts a second answered with 202 */
export async function acceptRate(load: Load): Promise<number> {
  const result = await fire(load)
  if (result.others > 0) console.error(`  ${result.others} answers were not 202`)
  return (result.accepted * load.batch) / result.seconds
}

/**
 * Receiver and worker together, until the inbox is empty. `rate` holds the senders back; null lets them go flat out.
 * Latency runs from the receipt in the database to the commit that makes the alert visible.
 */
export async function endToEnd(
  processes: Processes,
  load: Load,
  rate: number | null,
): Promise<{ rate: number; p50: number; p99: number }> {
  const stop = await processes.startWorker()
  // A process that has just started compiles its code while it works: latency is that of one that has been up a while.
  if (rate !== null) await fire({ ...load, seconds: warmUpSeconds }, rate)
  const [{ since } = { since: new Date() }] = await processes.reader<{ since: Date }[]>`select now() as since`
  const began = performance.now()
  const result = await fire(load, rate)
  for (let left = 1; left > 0;) {
    await pause(20)
    left = await processes.reader.begin(async (tx) => {
      await tx`select set_config('app.door', 'inbox', true)`
      const [row] = await tx<{ n: number }[]>`select count(*)::int as n from (select from inbox limit 1) x`
      return row?.n ?? 0
    })
  }
  const took = (performance.now() - began) / 1000
  await stop()
  const [times] = await processes.reader.begin(async (tx) => {
    await tx`select set_config('app.tenants', ${`{${processes.tenantId}}`}, true)`
    return tx<{ p50: number; p99: number }[]>`
      select percentile_cont(0.5) within group (order by ms) as p50, percentile_cont(0.99) within group (order by ms) as p99
      from (select extract(epoch from processed_at - received_at) * 1000 as ms from deliveries where received_at >= ${since}) x`
  })
  return {
    rate: (result.accepted * load.batch) / took,
    p50: Number(times?.p50 ?? 0),
    p99: Number(times?.p99 ?? 0),
  }
}

const warmUpSeconds = 4

/** Half of the traffic repeats a problem that is known, as in real life. */
function fire(load: Load, rate: number | null = null): Promise<HttpResult> {
  const filler = randomBytes(400).toString("hex")
  const alert = (i: number) =>
    `{"key":"k${i % 2 === 0 ? i % 2000 : i}","title":"Disk almost full","severity":"${i % 20 === 0 ? "high" : "low"}","asset":"host-${i % 500}","rule":"disk-${i % 50}","filler":"${filler}"}`
  const array = (n: number) =>
    `[${Array.from({ length: load.batch }, (_, i) => alert(n * load.batch + i)).join(",")}]`
  // Arrays are made beforehand: the sender must not be what is measured.
  const arrays = load.batch > 1 ? Array.from({ length: 50 }, (_, n) => array(n)) : []
  const start = Math.floor(Math.random() * 1e9)
  return sendLoad({
    port: load.port,
    path: "/ingest/v1/generic",
    headers: { authorization: `Bearer ${load.token}`, "content-type": "application/json" },
    connections: load.connections,
    seconds: load.seconds,
    rate,
    body: (n) => (load.batch > 1 ? (arrays[n % arrays.length] ?? "") : alert(start + n)),
  })
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGTERM")
  await ended
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

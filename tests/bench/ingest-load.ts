import { type ChildProcess, fork } from "node:child_process"
import { randomBytes } from "node:crypto"
import postgres from "postgres"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { createClient } from "#app/domain/clients/create.server.ts"
import { createSource } from "#app/domain/sources/create.server.ts"
import { newId, type SourceId, type TenantId } from "#app/kernel/ids.ts"
import { type DatabaseConfig, loginUrl } from "#db/config.ts"
import { projectRoot } from "#db/migrate.ts"
import { inTenant } from "#db/tenant.ts"
import { backpressure } from "#workers/receiver/limits.ts"
import { type HttpResult, sendLoad } from "./http-load.ts"

/** A client with one source. */
export type Sender = { readonly tenantId: TenantId; readonly sourceId: SourceId; readonly token: string }

export type Load = {
  readonly seconds: number
  readonly connections: number
  /** Alerts in one request. */
  readonly batch: number
  readonly sender: Sender
  /** Every request has alerts of its own; else requests of many alerts are made beforehand and come again. */
  readonly fresh?: boolean
}

export type Processes = {
  readonly config: DatabaseConfig
  readonly port: number
  readonly startWorker: () => Promise<() => Promise<void>>
  readonly owner: postgres.Sql
  readonly reader: postgres.Sql
  readonly stop: () => Promise<void>
}

/** The receiver as a process of its own, as in production; the worker is started where it is measured. */
export async function startProcesses(config: DatabaseConfig): Promise<Processes> {
  const port = 10_000 + Math.floor(Math.random() * 20_000)
  const env = {
    ...process.env,
    DATABASE_URL: config.ownerUrl,
    SECRET_KEY: config.secretKey,
    INGEST_PORT: String(port),
    INGEST_CLIENT_RATE: "1000000",
    LOG_LEVEL: "warn",
  }
  const launch = (role: string): ChildProcess =>
    fork("portal.ts", [role], { cwd: projectRoot(), env, stdio: ["ignore", "inherit", "inherit", "ipc"] })
  const receiver = launch("ingest")
  const isUp = () =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    )
  for (let tries = 0; tries < 400 && !(await isUp()); tries++) await pause(50)
  const reader = postgres(loginUrl(config, "portal_worker"), { max: 2, onnotice: () => {} })
  const owner = postgres(config.ownerUrl, { max: 1, onnotice: () => {} })
  return {
    ...{ config, port, owner, reader },
    async startWorker() {
      const worker = launch("worker")
      await new Promise((resolve) => worker.once("message", resolve))
      return () => end(worker)
    },
    async stop() {
      await end(receiver)
      await reader.end()
      await owner.end()
    },
  }
}

let made = 0

/** A client of its own. @param limit what its source may send; left out, as much as it can */
export function newSender(limit = { ratePerSecond: 100_000, burst: 1_000_000 }): Promise<Sender> {
  const tenantId = newId<"tenant">()
  const actor = { kind: "token", id: tenantId, name: "bench" } as const
  const scope = mintScope<"clients.manage" | "sources.manage" | "sources.read">(tenantId, actor)
  return inTenant(scope, async (t) => {
    const name = `Bench ${++made}`
    await createClient(t, { code: `BENCH${made}`, name, timeZone: "UTC" })
    const { source, token } = await createSource(t, { adapter: "generic", ...limit })
    return { tenantId, sourceId: source.id, token }
  })
}

/** Waits until the receiver no longer takes what went for a pipeline at work, to which senders would be slowed. */
export async function emptyInbox({ owner }: Processes): Promise<void> {
  await owner`truncate inbox`
  await pause(backpressure.stillMs + 500)
}

/** Deliveries that wait, counted to `most`. */
export function waitingRows({ reader }: Processes, most = 1): Promise<number> {
  return reader.begin(async (tx) => {
    await tx`select set_config('app.door', 'inbox', true)`
    const [row] = await tx<
      { n: number }[]
    >`select count(*)::int as n from (select from inbox limit ${most}) x`
    return row?.n ?? 0
  })
}

/** Durable accept alone, no worker. @returns alerts a second answered with 202 */
export async function acceptRate(bench: Processes, load: Load): Promise<number> {
  const result = await fire(bench, load)
  if (result.others > 0) console.error(`  ${result.others} answers were not 202`)
  return (result.accepted * load.batch) / result.seconds
}

export type Visible = { readonly rate: number; readonly p50: number; readonly p99: number }

/**
 * Receiver and worker together, until the inbox is empty. `rate` holds all senders back together; null lets them go flat out.
 * Latency runs from the receipt in the database to the commit that makes the alert visible.
 */
export async function endToEnd(
  bench: Processes,
  loads: readonly Load[],
  rate: number | null,
): Promise<Visible> {
  const fireAll = (seconds = loads[0]?.seconds ?? 0) =>
    Promise.all(loads.map((load) => fire(bench, { ...load, seconds }, rate && rate / loads.length)))
  const stop = await bench.startWorker()
  // A process that has just started compiles its code while it works: what counts is one that has been up a while.
  await fireAll(warmUpSeconds)
  while ((await waitingRows(bench)) > 0) await pause(20)
  const since = await databaseNow(bench)
  const began = performance.now()
  const results = await fireAll()
  while ((await waitingRows(bench)) > 0) await pause(20)
  const took = (performance.now() - began) / 1000
  await stop()
  const accepted = results.reduce((sum, result, i) => sum + result.accepted * (loads[i]?.batch ?? 1), 0)
  const offered = rate && rate * (loads[0]?.seconds ?? 0)
  if (offered && accepted < 0.9 * offered)
    console.error(`  only ${accepted} of ${Math.round(offered)} were sent`)
  const senders = loads.map((load) => load.sender)
  return { rate: accepted / took, ...(await visibleOf(bench, senders, since)) }
}

export async function databaseNow({ reader }: Processes): Promise<Date> {
  const [row] = await reader<{ now: Date }[]>`select now()`
  return row?.now ?? new Date()
}

/** How long the alerts of these clients took to be visible, since then, in milliseconds. */
export async function visibleOf(
  { reader }: Processes,
  senders: readonly Sender[],
  since: Date,
): Promise<Omit<Visible, "rate">> {
  const [times] = await reader.begin(async (tx) => {
    await tx`select set_config('app.tenants', ${`{${senders.map((s) => s.tenantId).join(",")}}`}, true)`
    return tx<{ p50: number | null; p99: number | null }[]>`
      select percentile_cont(0.5) within group (order by ms) as p50, percentile_cont(0.99) within group (order by ms) as p99
      from (select extract(epoch from processed_at - received_at) * 1000 as ms from deliveries where received_at >= ${since}) x`
  })
  return { p50: Number(times?.p50 ?? 0), p99: Number(times?.p99 ?? 0) }
}

const warmUpSeconds = 4

/** Half of the traffic repeats a problem that is known, as in real life. */
export function fire(bench: Processes, load: Load, rate: number | null = null): Promise<HttpResult> {
  const filler = randomBytes(400).toString("hex")
  const alert = (i: number) =>
    `{"key":"k${i % 2 === 0 ? i % 2000 : i}","title":"Disk almost full","severity":"${i % 20 === 0 ? "high" : "low"}","asset":"host-${i % 500}","rule":"disk-${i % 50}","filler":"${filler}"}`
  const array = (n: number) =>
    `[${Array.from({ length: load.batch }, (_, i) => alert(n * load.batch + i)).join(",")}]`
  const start = Math.floor(Math.random() * 1e9)
  // Made beforehand the sender is not what is measured.
  const arrays = load.batch > 1 && !load.fresh ? Array.from({ length: 50 }, (_, n) => array(n)) : []
  return sendLoad({
    port: bench.port,
    path: "/ingest/v1/generic",
    headers: { authorization: `Bearer ${load.sender.token}`, "content-type": "application/json" },
    connections: load.connections,
    seconds: load.seconds,
    rate,
    body: (n) => {
      if (load.batch === 1) return alert(start + n)
      return arrays[n % arrays.length] ?? array(start + n)
    },
  })
}

export async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGTERM")
  await ended
}

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

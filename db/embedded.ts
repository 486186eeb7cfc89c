import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import postgres from "postgres"
import { asUnprivileged, postgresBinaries } from "./postgres-binaries.ts"

/** A Postgres of our own in a folder, with the URL of the role that owns the product's database. */
export type EmbeddedPostgres = {
  readonly ownerUrl: string
  readonly pid: number
  /** Fast shutdown: running transactions are rolled back, everything committed is on disk. */
  readonly stop: () => Promise<void>
  /** Settles when the server ends, wanted or not. */
  readonly ended: Promise<void>
}

type Secrets = { readonly superuser: string; readonly owner: string }

const database = "watchfloor"
const settings = {
  // Said aloud because 202 depends on them; a configuration file cannot undo a flag.
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  max_wal_size: "4GB",
  // Statistics of a table nobody has looked at yet make the planner take any index: a minute is long where thousands come a second.
  autovacuum_naptime: "10s",
  // Short statements only: compiling them costs more than running them.
  jit: "off",
  log_min_messages: "warning",
}

/**
 * Starts Postgres on the data in `folder`, making the cluster and the database at the first start. A server left
 * behind by a killed parent is shut down first, so that the data has one master.
 *
 * @param port where it listens on 127.0.0.1; 0 picks a free one.
 */
export async function startEmbedded(folder: string, port = 0): Promise<EmbeddedPostgres> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const data = join(folder, "pg")
  const secrets = readSecrets(folder)
  const bin = await postgresBinaries()
  if (!existsSync(join(data, "PG_VERSION"))) initialise(bin.initdb, data, folder, secrets)
  await stopLeftover(data)

  const chosen = port || (await freePort())
  const server = await launch(bin.postgres, data, chosen)
  const superuser = `postgres://postgres:${secrets.superuser}@127.0.0.1:${chosen}/postgres`
  await ensureDatabase(superuser, secrets.owner)
  return { ...server, ownerUrl: `postgres://portal_owner:${secrets.owner}@127.0.0.1:${chosen}/${database}` }
}

/** The owner's URL of the server that runs on this folder right now, or null. */
export async function readRunning(folder: string): Promise<string | null> {
  const pidFile = join(folder, "pg", "postmaster.pid")
  if (!existsSync(pidFile)) return null
  const [pid, , , port] = readFileSync(pidFile, "utf8").split("\n")
  if (!isPostgresOn(Number(pid), join(folder, "pg"))) return null
  return `postgres://portal_owner:${readSecrets(folder).owner}@127.0.0.1:${port}/${database}`
}

function readSecrets(folder: string): Secrets {
  const file = join(folder, "postgres-secrets.json")
  if (!existsSync(file)) {
    const fresh: Secrets = {
      superuser: randomBytes(24).toString("hex"),
      owner: randomBytes(24).toString("hex"),
    }
    writeFileSync(file, JSON.stringify(fresh), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(file, "utf8")) as Secrets
}

function initialise(initdb: string, data: string, folder: string, secrets: Secrets): void {
  const passwordFile = join(folder, "initdb-password")
  writeFileSync(passwordFile, secrets.superuser, { mode: 0o600 })
  try {
    const flags = [
      "-D",
      data,
      "-U",
      "postgres",
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      "--locale=C",
      "--data-checksums",
    ]
    const [command, args] = asUnprivileged(initdb, flags, folder)
    const made = spawnSync(command, args, { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } })
    if (made.status !== 0) {
      rmSync(data, { recursive: true, force: true })
      throw new Error(`initdb failed: ${made.stderr || made.error?.message}`)
    }
  } finally {
    rmSync(passwordFile, { force: true })
  }
  chmodSync(data, 0o700)
}

/** A killed parent leaves its Postgres running; two masters on one folder would destroy it. */
async function stopLeftover(data: string): Promise<void> {
  const pidFile = join(data, "postmaster.pid")
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0])
  if (!Number.isInteger(pid) || pid < 2 || !isPostgresOn(pid, data)) return
  process.kill(pid, "SIGINT")
  for (let tries = 0; tries < 300 && isPostgresOn(pid, data); tries++)
    await new Promise((r) => setTimeout(r, 100))
}

function isPostgresOn(pid: number, data: string): boolean {
  try {
    process.kill(pid, 0)
    const command = existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, "utf8") : data
    return command.includes(data)
  } catch {
    return false
  }
}

async function launch(binary: string, data: string, port: number) {
  const flags = [
    "-D",
    data,
    "-p",
    String(port),
    ...Object.entries(settings).flatMap(([k, v]) => ["-c", `${k}=${v}`]),
  ]
  const [command, args] = asUnprivileged(binary, flags, data)
  const child = spawn(command, args, {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, LC_ALL: "C" },
    detached: true,
  })
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  const log = tail(child)
  await readyOrDead(port, ended, log)
  const stop = async () => {
    child.kill("SIGINT")
    await ended
  }
  return { pid: child.pid ?? 0, stop, ended }
}

function tail(child: ChildProcess): () => string {
  let text = ""
  child.stderr?.on("data", (chunk: Buffer) => (text = (text + chunk.toString()).slice(-4000)))
  return () => text
}

async function readyOrDead(port: number, ended: Promise<void>, log: () => string): Promise<void> {
  let dead = false
  void ended.then(() => (dead = true))
  const probe = postgres({
    host: "127.0.0.1",
    port,
    user: "probe",
    database: "postgres",
    max: 1,
    connect_timeout: 2,
    onnotice: () => {},
  })
  try {
    for (let tries = 0; tries < 600 && !dead; tries++) {
      const refused = await probe`select 1`.then(
        () => null,
        (error: { code?: string }) => error.code ?? "unknown",
      )
      // 28xxx: it speaks, and refuses the name or password we made up. 57P03: still recovering.
      if (refused === null || refused.startsWith("28")) return
      await new Promise((r) => setTimeout(r, 50))
    }
    throw new Error(`Postgres did not start: ${log()}`)
  } finally {
    await probe.end({ timeout: 0 })
  }
}

async function ensureDatabase(superuserUrl: string, ownerPassword: string): Promise<void> {
  const admin = postgres(superuserUrl, { max: 1, onnotice: () => {} })
  try {
    const [role] = await admin`select 1 from pg_roles where rolname = 'portal_owner'`
    if (!role)
      await admin.unsafe(`create role portal_owner login createrole createdb password '${ownerPassword}'`)
    const [db] = await admin`select 1 from pg_database where datname = ${database}`
    if (!db) await admin.unsafe(`create database ${database} owner portal_owner`)
  } finally {
    await admin.end()
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      const port = typeof address === "object" && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

import { createServer } from "node:http"
import { createRequire } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import postgres from "postgres"

/**
 * What the receiver is measured beside: servers that store every request and answer, and do nothing else. Started as a
 * process of its own: `node tests/bench/accept-server.ts KIND DATABASE-URL PORT [FOLDER OF THE LIBRARIES]`.
 */
type Store = (body: string) => Promise<unknown>

/** Connections a job library may hold. */
const connections = 16

const kinds: Readonly<Record<string, (url: string, folder: string) => Promise<Store>>> = {
  "bare group commit": bareGroupCommit,
  async "graphile-worker"(connectionString, folder) {
    const { makeWorkerUtils } = (await load("graphile-worker", folder)) as GraphileWorker
    const worker = await makeWorkerUtils({ connectionString, maxPoolSize: connections })
    await worker.migrate()
    return (body) => worker.addJob("alert", JSON.parse(body))
  },
  async "pg-boss"(connectionString, folder) {
    const { PgBoss } = (await load("pg-boss", folder)) as PgBossModule
    const boss = new PgBoss({ connectionString, max: connections, supervise: false, schedule: false })
    boss.on("error", (error) => console.error(error))
    await boss.start()
    await boss.createQueue("alert")
    return (body) => boss.send("alert", JSON.parse(body))
  },
}

type GraphileWorker = {
  readonly makeWorkerUtils: (options: object) => Promise<{
    readonly migrate: () => Promise<void>
    readonly addJob: (task: string, payload: unknown) => Promise<unknown>
  }>
}
type PgBossModule = {
  readonly PgBoss: new (options: object) => {
    readonly on: (event: "error", heard: (error: Error) => void) => void
    readonly start: () => Promise<unknown>
    readonly createQueue: (name: string) => Promise<void>
    readonly send: (queue: string, payload: unknown) => Promise<string | null>
  }
}

function load(library: string, folder: string): Promise<unknown> {
  const path = createRequire(join(folder, "package.json")).resolve(library)
  return import(pathToFileURL(path).href)
}

/** Two lanes that insert what has come since the last flush into a table without walls, keys or checks. */
async function bareGroupCommit(url: string): Promise<Store> {
  const sql = postgres(url, { max: 2, onnotice: () => {} })
  await sql.unsafe(
    "create table if not exists bench_bare (tenant_id uuid not null, id uuid not null, received_at timestamptz not null, body text not null); truncate bench_bare",
  )
  const waiting: { readonly body: string; readonly done: (stored: unknown) => void }[] = []
  let busy = 0
  const run = async () => {
    busy++
    while (waiting.length > 0) {
      const group = waiting.splice(0, 500)
      const bodies = group.map(({ body }) => body)
      await sql`insert into bench_bare select gen_random_uuid(), gen_random_uuid(), now(), b from unnest(${bodies}::text[]) b`
      for (const { done } of group) done(null)
    }
    busy--
  }
  return (body) =>
    new Promise((done) => {
      waiting.push({ body, done })
      if (busy < 2) void run()
    })
}

async function main(): Promise<void> {
  const [kind = "", url = "", port = "0", folder = ""] = process.argv.slice(2)
  const store = await kinds[kind]?.(url, folder)
  if (!store) throw new Error(`There is no server "${kind}" to compare with.`)
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const answer = (status: number) => response.writeHead(status, { "content-length": 0 }).end()
      store(Buffer.concat(chunks).toString()).then(
        () => answer(202),
        () => answer(500),
      )
    })
  })
  server.listen(Number(port), "127.0.0.1", () => process.send?.("up"))
  process.once("SIGTERM", () => process.exit())
}

void main()

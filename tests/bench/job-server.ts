import { createRequire } from "node:module"
import { createServer } from "node:http"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

/**
 * What most would build instead: a server that makes a job of every request, on a library, and answers once it is stored.
 * Started as a process of its own: `node tests/bench/job-server.ts LIBRARY FOLDER DATABASE-URL PORT`.
 */
type Enqueue = (body: unknown) => Promise<unknown>
type GraphileWorker = {
  readonly makeWorkerUtils: (options: object) => Promise<{
    readonly migrate: () => Promise<void>
    readonly addJob: (task: string, payload: unknown) => Promise<unknown>
  }>
}
type PgBoss = {
  readonly PgBoss: new (options: object) => {
    readonly on: (event: "error", heard: (error: Error) => void) => void
    readonly start: () => Promise<unknown>
    readonly createQueue: (name: string) => Promise<void>
    readonly send: (queue: string, payload: unknown) => Promise<string | null>
  }
}

/** Connections either library may hold: what the receiver's committer would find sensible with one request each. */
const connections = 16

const libraries: Readonly<Record<string, (module: unknown, url: string) => Promise<Enqueue>>> = {
  async "graphile-worker"(module, connectionString) {
    const { makeWorkerUtils } = module as GraphileWorker
    const worker = await makeWorkerUtils({ connectionString, maxPoolSize: connections })
    await worker.migrate()
    return (body) => worker.addJob("alert", body)
  },
  async "pg-boss"(module, connectionString) {
    const { PgBoss } = module as PgBoss
    const boss = new PgBoss({ connectionString, max: connections, supervise: false, schedule: false })
    boss.on("error", (error) => console.error(error))
    await boss.start()
    await boss.createQueue("alert")
    return (body) => boss.send("alert", body)
  },
}

async function main(): Promise<void> {
  const [library = "", folder = "", url = "", port = "0"] = process.argv.slice(2)
  const path = createRequire(join(folder, "package.json")).resolve(library)
  const enqueue = await libraries[library]?.(await import(pathToFileURL(path).href), url)
  if (!enqueue) throw new Error(`There is no job library "${library}" to compare with.`)
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const answer = (status: number) => response.writeHead(status, { "content-length": 0 }).end()
      enqueue(JSON.parse(Buffer.concat(chunks).toString())).then(
        () => answer(202),
        () => answer(500),
      )
    })
  })
  server.listen(Number(port), "127.0.0.1", () => process.send?.("up"))
  process.once("SIGTERM", () => process.exit())
}

void main()

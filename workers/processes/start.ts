import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { env } from "#app/env.server.ts"
import { anyUserExists } from "#app/auth/store.server.ts"
import { configureDatabase, type DatabaseConfig } from "#db/config.ts"
import { type EmbeddedPostgres, startEmbedded } from "#db/embedded.ts"
import { inIdentity } from "#db/identity.ts"
import { migrateDatabase, projectRoot } from "#db/migrate.ts"
import { closePools } from "#db/pool.ts"
import { startSummary } from "../seed/summary.ts"
import { onShutdown } from "./shutdown.ts"
import { supervise } from "./supervise.ts"

/** Brings up the whole portal on this machine and keeps it up; what `npm start` runs. */
export async function startEverything(options: {
  readonly dev: boolean
  readonly demo: boolean
}): Promise<void> {
  const { DATABASE_URL, DATA_DIR, SECRET_KEY, PORT, origin } = env()
  if (!options.dev) buildFromSource()
  const postgres = DATABASE_URL ? null : await startPostgres(DATA_DIR)
  const config: DatabaseConfig = {
    ownerUrl: DATABASE_URL ?? postgres?.ownerUrl() ?? "",
    secretKey: SECRET_KEY,
  }
  configureDatabase(config)
  await migrateDatabase(config)
  if (options.demo && !DATABASE_URL) await seedWhenEmpty(origin)
  await closePools()

  const environment = {
    ...process.env,
    DATABASE_URL: config.ownerUrl,
    SECRET_KEY,
    PORT: String(PORT),
    PUBLIC_URL: origin,
    DATA_DIR,
  }
  const web = supervise("web", ["web", "--with-ingest", ...(options.dev ? ["--dev"] : [])], environment, say)
  const worker = supervise("worker", ["worker"], environment, say)
  onShutdown(async () => {
    say("Stopping …")
    await Promise.all([web.stop(), worker.stop()])
    await postgres?.stop()
  })
  await Promise.all([web.ready, worker.ready])
  say(startSummary(DATA_DIR, origin))
}

const say = (text: string) => console.log(text)

/** Run from its sources the portal builds itself; run from `build/` it has been built. */
function buildFromSource(): void {
  if (!process.argv[1]?.endsWith(".ts")) return
  const root = projectRoot()
  say("Building …")
  const bin = join(root, "node_modules/.bin")
  for (const [tool, args] of [
    ["react-router", ["build"]],
    ["vite", ["build", "--config", "vite.portal.config.ts"]],
  ] as const) {
    const env = { ...process.env, PATH: `${bin}:${process.env["PATH"]}`, NODE_ENV: "production" }
    const built = spawnSync(join(bin, tool), [...args], { cwd: root, encoding: "utf8", env })
    if (built.status !== 0) throw new Error(`The build failed.\n${built.stdout}\n${built.stderr}`)
  }
  if (!existsSync(join(root, "build/server/index.js"))) throw new Error("The build made no server.")
}

/** The embedded server under watch: when it dies it comes back on the same port, and everybody reconnects. */
async function startPostgres(folder: string) {
  let server: EmbeddedPostgres = await startEmbedded(folder)
  const port = Number(new URL(server.ownerUrl).port)
  let stopping = false
  const watch = async (): Promise<void> => {
    await server.ended
    if (stopping) return
    say("Postgres ended; starting it again")
    server = await startAgain(folder, port, () => stopping)
    return watch()
  }
  void watch().catch((error: unknown) => {
    console.error("Postgres could not be started again:", error)
    process.exitCode = 1
    process.kill(process.pid, "SIGTERM")
  })
  return {
    ownerUrl: () => server.ownerUrl,
    async stop() {
      stopping = true
      await server.stop()
    },
  }
}

async function startAgain(folder: string, port: number, givenUp: () => boolean): Promise<EmbeddedPostgres> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startEmbedded(folder, port)
    } catch (error) {
      if (attempt >= 10 || givenUp()) throw error
      await new Promise((resolve) => setTimeout(resolve, 500 * attempt))
    }
  }
}

async function seedWhenEmpty(origin: string): Promise<void> {
  if (await inIdentity(anyUserExists)) return
  const { seedDemo } = await import("../seed/demo.ts")
  await seedDemo({ folder: env().DATA_DIR, origin, days: env().DEMO_DAYS })
}

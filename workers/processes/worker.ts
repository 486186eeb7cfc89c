import { env } from "#app/env.server.ts"
import { log } from "#app/http/log.server.ts"
import { configureDatabase } from "#db/config.ts"
import { closePools } from "#db/pool.ts"
import { startPipeline } from "../pipeline/run.ts"
import { startJobs } from "../runtime.ts"
import { onShutdown } from "./shutdown.ts"

/** Drains the inbox and runs the jobs. */
export async function runWorker(): Promise<void> {
  const { DATABASE_URL, SECRET_KEY } = env()
  if (!DATABASE_URL) throw new Error("DATABASE_URL is not set. `portal start` brings its own Postgres.")
  configureDatabase({ ownerUrl: DATABASE_URL, secretKey: SECRET_KEY })
  const pipeline = await startPipeline(log)
  const jobs = await startJobs(log)
  process.send?.("listening")
  onShutdown(async () => {
    await Promise.all([pipeline.stop(), jobs.stop()])
    await closePools()
  })
}

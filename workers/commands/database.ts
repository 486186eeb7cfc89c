import { env } from "#app/env.server.ts"
import { configureDatabase, type DatabaseConfig } from "#db/config.ts"
import { type EmbeddedPostgres, readRunning, startEmbedded } from "#db/embedded.ts"
import { closePools } from "#db/pool.ts"

/**
 * Runs a short command on the database: the one of `DATABASE_URL`, the embedded one that `start` has running, or the
 * embedded one started for just this command.
 */
export async function withDatabase<T>(work: (config: DatabaseConfig) => Promise<T>): Promise<T> {
  const { DATABASE_URL, DATA_DIR, SECRET_KEY } = env()
  const running = DATABASE_URL ?? (await readRunning(DATA_DIR))
  const own: EmbeddedPostgres | null = running ? null : await startEmbedded(DATA_DIR)
  const config = { ownerUrl: running ?? own?.ownerUrl ?? "", secretKey: SECRET_KEY }
  configureDatabase(config)
  try {
    return await work(config)
  } finally {
    await closePools()
    await own?.stop()
  }
}

import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { drizzle } from "drizzle-orm/postgres-js"
import { migrate } from "drizzle-orm/postgres-js/migrator"
import postgres from "postgres"
import type { DatabaseConfig } from "./config.ts"
import { ensureBackupAccess, ensureRoles } from "./roles.ts"

/** Months of partitions kept ready: history a demo or an import may bring, and a year ahead. */
const monthsBehind = 3
const monthsAhead = 12

/**
 * Brings the database to this version: roles, migrations, partitions. Safe to run again and from several machines at
 * once (an advisory lock lets one through at a time).
 */
export async function migrateDatabase(config: DatabaseConfig): Promise<void> {
  const owner = postgres(config.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await ensureRoles(owner, config)
    await owner`select pg_advisory_lock(hashtext('watchfloor migrate'))`
    await migrate(drizzle(owner), { migrationsFolder: join(projectRoot(), "db/migrations") })
    await ensurePartitions(owner)
    await ensureBackupAccess(owner)
  } finally {
    await owner.end()
  }
}

/** Makes the month partitions of history that do not exist yet. */
export async function ensurePartitions(owner: postgres.Sql): Promise<void> {
  await owner`select ensure_month_partitions((now() - make_interval(months => ${monthsBehind}))::date, ${monthsBehind + monthsAhead})`
}

/** The folder with package.json: migrations are read from it, built or not. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, "package.json"))) {
    const up = dirname(folder)
    if (up === folder) throw new Error("The project's folder was not found above " + import.meta.url)
    folder = up
  }
  return folder
}

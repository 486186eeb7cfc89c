import postgres from "postgres"
import { afterAll } from "vitest"
import { type DatabaseConfig, loginUrl } from "#db/config.ts"
import type { TenantId } from "#app/kernel/ids.ts"

/** Asks the database as the worker would, for these clients' rows and the whole inbox: what a test looks at from outside. */
export function workerRows(config: DatabaseConfig) {
  const sql = postgres(loginUrl(config, "portal_worker"), { max: 1, onnotice: () => {} })
  afterAll(() => sql.end({ timeout: 1 }))
  return <T>(tenants: readonly TenantId[], ask: (tx: postgres.TransactionSql) => Promise<T>): Promise<T> =>
    sql.begin(async (tx) => {
      await tx`select set_config('app.door', 'inbox', true), set_config('app.tenants', ${`{${tenants.join(",")}}`}, true)`
      return ask(tx)
    }) as Promise<T>
}

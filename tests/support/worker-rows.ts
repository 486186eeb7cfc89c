import postgres from "postgres"
import { afterAll } from "vitest"
import { type DatabaseConfig, loginUrl } from "#db/config.ts"
import type { TenantId } from "#app/kernel/ids.ts"

/** Asks as the worker would, for these clients' rows and the whole inbox: what a test looks at from outside. */
export type Look = <T>(
  tenants: readonly TenantId[],
  ask: (tx: postgres.TransactionSql) => Promise<T>,
) => Promise<T>

/** For as long as the test file runs. */
export function workerRows(config: DatabaseConfig): Look {
  const { look, end } = openWorkerRows(config)
  afterAll(end)
  return look
}

export function openWorkerRows(config: DatabaseConfig): {
  readonly look: Look
  readonly end: () => Promise<void>
} {
  const sql = postgres(loginUrl(config, "portal_worker"), { max: 1, onnotice: () => {} })
  const look: Look = (tenants, ask) =>
    sql
      .begin(async (tx) => {
        await tx`select set_config('app.door', 'inbox', true), set_config('app.tenants', ${`{${tenants.join(",")}}`}, true)`
        return { value: await ask(tx) }
      })
      .then(({ value }) => value)
  return { look, end: () => sql.end({ timeout: 1 }) }
}

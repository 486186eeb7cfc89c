import { randomBytes } from "node:crypto"
import postgres from "postgres"
import { afterAll, inject } from "vitest"
import { configureDatabase, type DatabaseConfig } from "#db/config.ts"
import { closePools } from "#db/pool.ts"
import { dropDatabase } from "./drop-database.ts"
import { testSecret } from "./global-setup.ts"

/**
 * A migrated database of this test file's own, gone after its last test. Call it once at the top of the file; the
 * doors of `db/` then lead into it.
 */
export async function testDatabase(): Promise<DatabaseConfig & { readonly owner: postgres.Sql }> {
  const template = new URL(inject("databaseUrl"))
  const name = `test_${randomBytes(6).toString("hex")}`
  const admin = postgres(new URL("/postgres", template).toString(), { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name} template ${template.pathname.slice(1)} strategy file_copy`)

  const url = new URL(template)
  url.pathname = `/${name}`
  const config = { ownerUrl: url.toString(), secretKey: testSecret }
  configureDatabase(config)
  const owner = postgres(config.ownerUrl, { max: 2, onnotice: () => {} })
  afterAll(async () => {
    await closePools(1)
    await owner.end({ timeout: 1 })
    await dropDatabase(admin, name)
    await admin.end()
  })
  return { ...config, owner }
}

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { startEmbedded } from "#db/embedded.ts"
import { migrateDatabase } from "#db/migrate.ts"

declare module "vitest" {
  export interface ProvidedContext {
    databaseUrl: string
  }
}

export const testSecret = "test-secret-test-secret-test-secret"

/** One Postgres for the run, with a migrated database that every test file copies. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), "watchfloor-test-"))
  const server = await startEmbedded(folder)
  await migrateDatabase({ ownerUrl: server.ownerUrl, secretKey: testSecret })
  project.provide("databaseUrl", server.ownerUrl)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

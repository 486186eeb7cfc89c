import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { configureDatabase } from "#db/config.ts"
import { startEmbedded } from "#db/embedded.ts"
import { migrateDatabase } from "#db/migrate.ts"
import { closePools } from "#db/pool.ts"
import { option } from "#workers/commands/command.ts"
import { type Processes, startProcesses } from "./ingest-load.ts"

/** Runs a measurement on a Postgres of its own, with a receiver beside it, and leaves nothing behind. */
export async function onBenchDatabase<T>(measure: (bench: Processes) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "watchfloor-bench-"))
  const postgres = await startEmbedded(folder)
  const config = { ownerUrl: postgres.ownerUrl, secretKey: "bench-secret-bench-secret-bench-secret" }
  configureDatabase(config)
  await migrateDatabase(config)
  const processes = await startProcesses(config)
  try {
    return await measure(processes)
  } finally {
    await processes.stop()
    await closePools()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @throws Error naming the option that is no number */
export function optionNumber(args: readonly string[], name: string, otherwise: number): number {
  const text = option(args, name)
  if (text === undefined) return otherwise
  const value = Number(text)
  if (!Number.isFinite(value) || value <= 0) throw new Error(`--${name} takes a number above 0.`)
  return value
}

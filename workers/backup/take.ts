import { createHash } from "node:crypto"
import { createReadStream, createWriteStream, existsSync } from "node:fs"
import { mkdir, rename, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import postgres from "postgres"
import { backupLogin, type DatabaseConfig, loginUrl } from "#db/config.ts"
import { fileOf, type Manifest, manifestFile } from "./manifest.ts"
import { newestMigration, type Table, tablesInOrder } from "./tables.ts"

/**
 * Writes every table as it stood at one moment into a new folder, while everything goes on working. The folder gets its
 * name only when it is whole.
 *
 * @throws Error when the folder exists
 */
export async function takeBackup(
  config: DatabaseConfig,
  folder: string,
  say: (line: string) => void,
): Promise<Manifest> {
  if (existsSync(folder)) throw new Error(`${folder} exists already. Name a folder that does not.`)
  const unfinished = `${folder}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true, mode: 0o700 })
  const owner = postgres(config.ownerUrl, { max: 1, onnotice: () => {} })
  const reader = postgres(loginUrl(config, backupLogin), { max: 1, onnotice: () => {} })
  try {
    const migration = await newestMigration(owner)
    const manifest = await reader.begin("isolation level repeatable read read only", async (tx) => {
      const [moment] = await tx<{ at: string; oldest: string | null }[]>`
        select to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, min(received_at)::date::text as oldest from deliveries`
      const tables: Manifest["tables"] = []
      for (const table of await tablesInOrder(tx)) {
        tables.push(await writeTable(tx, table, unfinished))
        say(`${table.name}: ${tables.at(-1)?.rows} rows`)
      }
      return {
        ...{ format: 1 as const, takenAt: moment?.at ?? "", migration },
        ...{ oldest: moment?.oldest ?? null, tables },
      }
    })
    await writeFile(join(unfinished, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    await rename(unfinished, folder)
    return manifest
  } finally {
    await reader.end({ timeout: 1 })
    await owner.end({ timeout: 1 })
  }
}

async function writeTable(tx: postgres.TransactionSql, { name, columns }: Table, folder: string) {
  const path = join(folder, fileOf(name))
  const list = columns.map((column) => `"${column}"`).join(", ")
  const [count] = await tx.unsafe<{ n: number }[]>(`select count(*)::int as n from "${name}"`)
  const rows = await tx.unsafe(`copy (select ${list} from "${name}") to stdout`).readable()
  await pipeline(rows, createGzip({ level: 6 }), createWriteStream(path, { mode: 0o600 }))
  return { name, columns: [...columns], rows: count?.n ?? 0, sha256: await digestOf(path) }
}

/** Hex SHA-256 of a file. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256")
  await pipeline(createReadStream(path), hash)
  return hash.digest("hex")
}

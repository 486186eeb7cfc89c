import { createReadStream } from "node:fs"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { pipeline } from "node:stream/promises"
import { createGunzip } from "node:zlib"
import postgres from "postgres"
import type { DatabaseConfig } from "#db/config.ts"
import { migrateDatabase } from "#db/migrate.ts"
import { fileOf, type Manifest, manifestFile, manifestSchema } from "./manifest.ts"
import { newestMigration, tablesInOrder } from "./tables.ts"
import { digestOf } from "./take.ts"

/**
 * Puts a backup into an empty database, all of it or nothing. Every file is checked before the first row is written.
 *
 * @throws Error for a folder that is not whole, a database that is not empty, another version
 */
export async function restoreBackup(
  config: DatabaseConfig,
  folder: string,
  say: (line: string) => void,
): Promise<Manifest> {
  const manifest = await readWhole(folder)
  await migrateDatabase(config)
  const owner = postgres(config.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    if ((await newestMigration(owner)) !== manifest.migration)
      throw new Error(
        "The backup is of another version of Watchfloor. Restore it with that version, then migrate.",
      )
    await owner.begin(async (tx) => {
      if (manifest.oldest)
        await tx`select ensure_month_partitions(${manifest.oldest}::date, (extract(year from age(now(), ${manifest.oldest}::date)) * 12 + extract(month from age(now(), ${manifest.oldest}::date)))::int + 2)`
      const present = (await tablesInOrder(tx)).map((table) => table.name)
      // Forced row security binds the owner too. The tables are locked until the end: nobody looks meanwhile.
      for (const name of present) await tx.unsafe(`alter table "${name}" no force row level security`)
      await refuseFull(tx)
      for (const name of present.toReversed()) await tx.unsafe(`delete from "${name}"`)
      for (const table of manifest.tables) {
        await readTable(tx, table, folder)
        say(`${table.name}: ${table.rows} rows`)
      }
      for (const name of present) await tx.unsafe(`alter table "${name}" force row level security`)
    })
    return manifest
  } finally {
    await owner.end({ timeout: 1 })
  }
}

async function readWhole(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, manifestFile), "utf8").catch(() => {
    throw new Error(`${folder} holds no ${manifestFile}: it is no whole backup.`)
  })
  const manifest = manifestSchema.parse(JSON.parse(text))
  for (const { name, sha256 } of manifest.tables) {
    const found = await digestOf(join(folder, fileOf(name))).catch(() => null)
    if (found !== sha256) throw new Error(`${fileOf(name)} is missing or not as it was written.`)
  }
  return manifest
}

/** A database in which somebody works is never overwritten. */
async function refuseFull(tx: postgres.TransactionSql): Promise<void> {
  const [found] = await tx<{ full: boolean }[]>`
    select exists (select from users) or exists (select from clients) or exists (select from inbox) as full`
  if (found?.full) throw new Error("The database is not empty. Restore into a new one; nothing was changed.")
}

async function readTable(
  tx: postgres.TransactionSql,
  { name, columns, rows }: Manifest["tables"][number],
  folder: string,
): Promise<void> {
  const list = columns.map((column) => `"${column}"`).join(", ")
  const into = await tx.unsafe(`copy "${name}" (${list}) from stdin`).writable()
  await pipeline(createReadStream(join(folder, fileOf(name))), createGunzip(), into)
  const [count] = await tx.unsafe<{ n: number }[]>(`select count(*)::int as n from "${name}"`)
  if (count?.n !== rows)
    throw new Error(`${name}: ${count?.n} rows came back of ${rows}. Nothing was restored.`)
}

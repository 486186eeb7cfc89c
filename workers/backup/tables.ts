import type postgres from "postgres"

export type Table = { readonly name: string; readonly columns: readonly string[] }

/** What lives for minutes only, or signs somebody in: everybody signs in anew after a restore. */
const leftOut = ["sessions", "ceremonies", "sign_in_tries"]

/** Every table worth keeping, each after those it refers to. */
export async function tablesInOrder(sql: postgres.Sql | postgres.TransactionSql): Promise<Table[]> {
  const tables = await sql<{ name: string; columns: string[] }[]>`
    select c.relname as name, array(
      select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = '' order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all (${leftOut})
    order by c.relname`
  const references = await sql<{ from: string; to: string }[]>`
    select f.relname as "from", t.relname as "to" from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and f.oid <> t.oid and not f.relispartition`
  const placed: Table[] = []
  const isPlaced = (name: string) => placed.some((table) => table.name === name)
  const isFree = (table: Table) =>
    references.every(({ from, to }) => from !== table.name || isPlaced(to) || leftOut.includes(to))
  while (placed.length < tables.length) {
    const next = tables.find((table) => !isPlaced(table.name) && isFree(table))
    if (!next)
      throw new Error("The tables refer to each other in a circle: there is no order to restore them in.")
    placed.push(next)
  }
  return placed
}

/** The newest migration that ran, by its hash. */
export async function newestMigration(owner: postgres.Sql): Promise<string> {
  const [row] = await owner<{ hash: string }[]>`
    select hash from drizzle.__drizzle_migrations order by created_at desc limit 1`
  if (!row) throw new Error("The database was never migrated.")
  return row.hash
}

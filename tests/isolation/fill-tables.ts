import type postgres from "postgres"

type Column = { name: string; type: string }
type Key = { table: string; columns: string[]; parent: string; parents: string[] }

/** What stands in a column nobody cares about. */
const anyValue: Readonly<Record<string, string>> = {
  uuid: "gen_random_uuid()",
  text: "gen_random_uuid()::text",
  "timestamp with time zone": "now()",
  integer: "1",
  smallint: "1",
  boolean: "false",
  jsonb: "'{}'",
  json: "'{}'",
  "text[]": "'{}'",
}

/**
 * Gives every tenant a row in each of the tables that has none of its own: made up from the catalogue, with the keys of
 * rows that are there. Parents are filled before their children.
 */
export async function fillTables(owner: postgres.Sql, tables: readonly string[], tenants: readonly string[]) {
  const keys = await foreignKeys(owner)
  const left = new Set(tables)
  while (left.size > 0) {
    const ready = [...left].filter((table) =>
      keys.every((k) => k.table !== table || k.parent === table || !left.has(k.parent)),
    )
    if (ready.length === 0) throw new Error(`tables that wait for each other: ${[...left].join(", ")}`)
    for (const table of ready) {
      for (const tenant of tenants) await fillTable(owner, table, tenant, keys)
      left.delete(table)
    }
  }
}

async function fillTable(owner: postgres.Sql, table: string, tenant: string, keys: readonly Key[]) {
  await owner.begin(async (tx) => {
    for (const name of new Set([table, ...keys.filter((k) => k.table === table).map((k) => k.parent)]))
      await tx.unsafe(`alter table ${name} no force row level security`)
    const [has] = await tx.unsafe(`select 1 from ${table} where tenant_id = '${tenant}' limit 1`)
    if (!has) await insertRow(tx, table, tenant, keys)
    for (const name of new Set([table, ...keys.filter((k) => k.table === table).map((k) => k.parent)]))
      await tx.unsafe(`alter table ${name} force row level security`)
  })
}

async function insertRow(tx: postgres.TransactionSql, table: string, tenant: string, keys: readonly Key[]) {
  const columns = await tx.unsafe<Column[]>(
    `select a.attname as name, format_type(a.atttypid, null) as type from pg_attribute a
     where a.attrelid = '${table}'::regclass and a.attnum > 0 and a.attnotnull and not a.atthasdef and not a.attisdropped`,
  )
  const values = new Map<string, string>([["tenant_id", `'${tenant}'`]])
  for (const key of keys.filter((k) => k.table === table && k.parent !== "clients")) {
    const [parent] = await tx.unsafe(`select * from ${key.parent} where tenant_id = '${tenant}' limit 1`)
    key.columns.forEach((column, i) => {
      if (parent) values.set(column, `'${String(parent[key.parents[i]!])}'`)
    })
  }
  for (const { name, type } of columns) if (!values.has(name)) values.set(name, anyValue[type] ?? "default")
  await tx.unsafe(
    `insert into ${table} (${[...values.keys()].join(", ")}) values (${[...values.values()].join(", ")})`,
  )
}

async function foreignKeys(owner: postgres.Sql): Promise<Key[]> {
  return owner<Key[]>`
    select c.conrelid::regclass::text as table, c.confrelid::regclass::text as parent,
      array(select attname::text from unnest(c.conkey) with ordinality k(n, i) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n order by i) as columns,
      array(select attname::text from unnest(c.confkey) with ordinality k(n, i) join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.n order by i) as parents
    from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace`
}

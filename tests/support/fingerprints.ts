import type postgres from "postgres"

/** A checksum of every table, by name: what was written shows as a difference. Partitions are read through their parent. */
export async function fingerprints(owner: postgres.Sql): Promise<Record<string, string>> {
  const tables = await owner<{ name: string; forced: boolean }[]>`
    select c.relname as name, c.relforcerowsecurity as forced
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`
  const found: Record<string, string> = {}
  for (const { name, forced } of tables) {
    // The owner is bound as well, and would see nothing. The portal's own logins stay bound.
    if (forced) await owner`alter table ${owner(name)} no force row level security`
    const [row] = await owner<{ sum: string }[]>`
      select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum
      from ${owner(name)} t`
    found[name] = row?.sum ?? ""
  }
  return found
}

/** The tables whose rows are not what they were. */
export function changedTables(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string[] {
  return Object.keys(after).filter((name) => before[name] !== after[name])
}

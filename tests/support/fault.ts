import type postgres from "postgres"

/**
 * Makes Postgres fail as it would on a full disk or under a lock: an insert into `table` raises the error of this SQLSTATE.
 * The code is the real one, the place it comes from is not: what is tested is what the portal makes of it.
 */
export async function failing<T>(
  owner: postgres.Sql,
  table: string,
  sqlState: string,
  meanwhile: () => Promise<T>,
): Promise<T> {
  await owner.unsafe(`
    create function fault() returns trigger language plpgsql as $$ begin raise exception 'fault' using errcode = '${sqlState}'; end $$;
    create trigger fault before insert on ${table} for each row execute function fault()`)
  try {
    return await meanwhile()
  } finally {
    await owner.unsafe(`drop trigger fault on ${table}; drop function fault()`)
  }
}

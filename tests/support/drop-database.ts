import type postgres from "postgres"

/**
 * Drops a test's database with what is still connected to it. `with (force)` would be refused while autovacuum is at work
 * there, which is not ours to end: a plain drop ends that by itself.
 */
export async function dropDatabase(sql: postgres.Sql, name: string): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = ${name} and backend_type = 'client backend' and pid <> pg_backend_pid()`
  await sql.unsafe(`drop database ${name}`)
}

import type postgres from "postgres"
import { backupLogin, type DatabaseConfig, loginPassword, logins } from "./config.ts"

/**
 * Makes the program's logins, or sets their passwords anew, as the owner. They can log in and nothing else: no
 * ownership, no bypass of row security. `portal_portfolio` cannot log in at all; `portal_web` may become it, and
 * (NOINHERIT) has none of its rights until it does.
 */
export async function ensureRoles(owner: postgres.Sql, config: DatabaseConfig): Promise<void> {
  // Roles belong to the cluster, not to the database: two migrations at once would collide on them.
  await owner.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('watchfloor roles'))`
    const existing = new Set((await tx`select rolname from pg_roles`).map((r) => String(r.rolname)))
    if (!existing.has("portal_portfolio")) await tx.unsafe("create role portal_portfolio nologin noinherit")
    for (const login of logins) {
      if (!existing.has(login)) await tx.unsafe(`create role ${login} login noinherit`)
      await setPassword(tx, config, login)
      // The answer 202 is a promise about the disk: no session default may weaken it.
      await tx.unsafe(`alter role ${login} set synchronous_commit = on`)
    }
    await tx.unsafe("grant portal_portfolio to portal_web")
    if (!existing.has(backupLogin)) await tx.unsafe(`create role ${backupLogin} login noinherit`)
    await setPassword(tx, config, backupLogin)
  })
}

async function setPassword(
  tx: postgres.TransactionSql,
  config: DatabaseConfig,
  login: Parameters<typeof loginPassword>[1],
): Promise<void> {
  // Base64url has no quote to escape; ALTER ROLE takes no parameters.
  await tx.unsafe(`alter role ${login} password '${loginPassword(config, login)}'`)
}

/** Lets backups read every table there is, also those of the newest migration. Row security stays on for all others. */
export async function ensureBackupAccess(owner: postgres.Sql): Promise<void> {
  await owner.unsafe(`grant usage on schema public to ${backupLogin}`)
  const tables = await owner<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'backup_reads')`
  for (const { name } of tables) {
    await owner.unsafe(`create policy backup_reads on "${name}" for select to ${backupLogin} using (true)`)
    await owner.unsafe(`grant select on "${name}" to ${backupLogin}`)
  }
}

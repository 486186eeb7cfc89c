import type postgres from "postgres"
import { type DatabaseConfig, type Login, loginPassword, logins } from "./config.ts"

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
  })
}

async function setPassword(tx: postgres.TransactionSql, config: DatabaseConfig, login: Login): Promise<void> {
  // Base64url has no quote to escape; ALTER ROLE takes no parameters.
  await tx.unsafe(`alter role ${login} password '${loginPassword(config, login)}'`)
}

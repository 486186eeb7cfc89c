import { type ExtractTablesWithRelations, sql } from "drizzle-orm"
import type { PgTransaction } from "drizzle-orm/pg-core"
import type { PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Portfolio, Reach, Scope } from "#app/kernel/scope.ts"
import type { Sight } from "#app/kernel/sight.ts"
import { type Instant, instantNow } from "#app/kernel/time.ts"
import { poolOf } from "./pool.ts"
import { sightSettings } from "./sight.ts"

type NoSchema = Record<string, never>
export type Sql = PgTransaction<PostgresJsQueryResultHKT, NoSchema, ExtractTablesWithRelations<NoSchema>>
type ReadSql = Pick<Sql, "select" | "selectDistinct" | "selectDistinctOn" | "with" | "$count"> & {
  /** For hand-written selects; the database lets this transaction do nothing else. */
  readonly execute: Sql["execute"]
}

declare const opened: unique symbol

/** An open transaction that can see exactly one tenant. The only door to writing tenant rows. */
export type TenantTx<P extends Permission = never> = {
  readonly sql: Sql
  readonly scope: Scope<P>
  readonly reach: readonly [TenantId]
  readonly sight: Sight
  /** Fixed when the transaction opens: one unit of work, one "now". */
  readonly now: Instant
  readonly [opened]: { readonly [K in P]: true }
}

/** An open read-only transaction over the tenants in reach. A `TenantTx` is one too. */
export type ReadTx<P extends Permission = never> = {
  readonly sql: ReadSql
  /** Bind it in every query: row security is the second wall, not the first. */
  readonly reach: Reach
  /** What it sees of what is need to know. Row security goes by the same. */
  readonly sight: Sight
  readonly now: Instant
  readonly [opened]: { readonly [K in P]: true }
}

/** One unit of work on one tenant: all of it or nothing. The system's own work logs in as the worker. */
export function inTenant<P extends Permission, T>(
  scope: Scope<P>,
  work: (t: TenantTx<P>) => Promise<T>,
): Promise<T> {
  return inTenantAt(scope, instantNow(), work)
}

/** A unit of work that counts as done at another time than now: for history that is replayed through the real verbs. */
export function inTenantAt<P extends Permission, T>(
  scope: Scope<P>,
  now: Instant,
  work: (t: TenantTx<P>) => Promise<T>,
): Promise<T> {
  const login = scope.actor.kind === "system" ? "portal_worker" : "portal_web"
  return poolOf(login).db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('app.tenant', ${scope.tenantId}, true), set_config('app.tenants', ${`{${scope.tenantId}}`}, true), ${sightSettings(scope.sight)}`,
    )
    const { sight } = scope
    return work({ sql: tx, scope, reach: [scope.tenantId], sight, now } as unknown as TenantTx<P>)
  })
}

/** Reads across the tenants of a portfolio, as a login that can do nothing but select. */
export function inPortfolio<P extends Permission, T>(
  portfolio: Portfolio<P>,
  read: (t: ReadTx<P>) => Promise<T>,
): Promise<T> {
  const { reach, sight } = portfolio
  const all = reach === "all"
  return poolOf("portal_web").db.transaction(
    async (tx) => {
      await tx.execute(
        sql`select set_config('role', 'portal_portfolio', true), set_config('app.clients', ${all ? "all" : ""}, true), set_config('app.tenants', ${all ? "" : `{${reach.join(",")}}`}, true), ${sightSettings(sight)}`,
      )
      return read({ sql: tx, reach, sight, now: instantNow() } as unknown as ReadTx<P>)
    },
    { accessMode: "read only" },
  )
}

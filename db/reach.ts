import { eq, inArray, type SQL, sql } from "drizzle-orm"
import type { AnyPgColumn } from "drizzle-orm/pg-core"
import type { Reach } from "#app/kernel/scope.ts"

/**
 * The tenant predicate every query binds itself, beside row security: bound values keep the planner on the indexes that
 * start with the tenant.
 */
export function within(column: AnyPgColumn, reach: Reach): SQL | undefined {
  if (reach === "all") return undefined
  const [first, ...rest] = reach
  if (first === undefined) return sql`false`
  return rest.length === 0 ? eq(column, first) : inArray(column, [...reach])
}

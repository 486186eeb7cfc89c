import { type SQL, sql } from "drizzle-orm"
import type { AnyPgColumn } from "drizzle-orm/pg-core"
import type { Reach } from "#app/kernel/scope.ts"
import type { Sight } from "#app/kernel/sight.ts"

/** What row security goes by in this transaction: an array of client ids, or of the word "all". */
export function sightSettings({ restricted, asked }: Sight): SQL {
  return sql`set_config('app.sight', ${listed(restricted)}, true), set_config('app.asked', ${listed(asked)}, true)`
}

/** True for rows of clients of which this sight reads what is need to know. */
export function seesRestrictedOf({ restricted }: Sight, tenant: AnyPgColumn): SQL {
  return restricted === "all" ? sql`true` : sql`${tenant}::text = any (${listed(restricted)}::text[])`
}

const listed = (reach: Reach) => (reach === "all" ? "{all}" : `{${reach.join(",")}}`)

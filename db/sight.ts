import { type SQL, sql } from "drizzle-orm"
import type { AnyPgColumn } from "drizzle-orm/pg-core"
import { fullSight, type Reach, type Sight } from "#app/kernel/scope.ts"
import type { TenantTx } from "./tenant.ts"

/** What row security goes by in this transaction: an array of client ids, or of the word "all". */
export function sightSettings({ restricted, asked }: Sight): SQL {
  return sql`set_config('app.sight', ${listed(restricted)}, true), set_config('app.asked', ${listed(asked)}, true)`
}

/**
 * Keeps a record whole for somebody who sees part of it: the clocks and alerts of an incident that is need to know move
 * with the answer of the team that was asked. What the work gives back must tell nothing of the record.
 */
export async function withFullSight<T>(t: TenantTx<never>, work: () => Promise<T>): Promise<T> {
  await t.sql.execute(sql`select ${sightSettings(fullSight)}`)
  try {
    return await work()
  } finally {
    // After a failed statement the transaction does nothing more, this neither; its settings end with it.
    await t.sql.execute(sql`select ${sightSettings(t.sight)}`).catch(() => {})
  }
}

/** True for rows of clients of which this sight reads what is need to know. */
export function seesRestrictedOf({ restricted }: Sight, tenant: AnyPgColumn): SQL {
  return restricted === "all" ? sql`true` : sql`${tenant}::text = any (${listed(restricted)}::text[])`
}

const listed = (reach: Reach) => (reach === "all" ? "{all}" : `{${reach.join(",")}}`)

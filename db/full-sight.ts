import { sql } from "drizzle-orm"
import { fullSight } from "#app/kernel/sight.ts"
import { sightSettings } from "./sight.ts"
import type { TenantTx } from "./tenant.ts"

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

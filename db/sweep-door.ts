import { sql } from "drizzle-orm"
import type { TenantId } from "#app/kernel/ids.ts"
import { poolOf } from "./pool.ts"
import { clients } from "./schema/clients.ts"

/** The ids of every client, for recurring jobs that then work on one at a time. Nothing else of them is read here. */
export function listTenants(): Promise<TenantId[]> {
  return poolOf("portal_worker").db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.door', 'tenants', true)`)
    const rows = await tx.select({ id: clients.id }).from(clients).orderBy(clients.id)
    return rows.map((row) => row.id)
  })
}

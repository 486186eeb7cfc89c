import { and, eq, isNull } from "drizzle-orm"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "./reach.ts"
import { alerts } from "./schema/alerts.ts"
import { clients } from "./schema/clients.ts"
import { incidents } from "./schema/incidents.ts"
import { sources } from "./schema/sources.ts"
import type { ReadTx } from "./tenant.ts"

export type RecordKind = "alert" | "incident" | "source" | "tenant"

/** The client that owns a record, as far as this reader reaches. @param id a parsed id: any other text is an error of the caller */
export async function tenantOf<P extends Permission>(
  t: ReadTx<P>,
  kind: RecordKind,
  id: string,
): Promise<TenantId | undefined> {
  const rows = await find(t, kind, id)
  return rows[0]?.tenantId
}

function find<P extends Permission>(
  t: ReadTx<P>,
  kind: RecordKind,
  id: string,
): Promise<{ tenantId: TenantId }[]> {
  switch (kind) {
    case "tenant":
      return t.sql
        .select({ tenantId: clients.id })
        .from(clients)
        .where(and(within(clients.id, t.reach), eq(clients.id, id as TenantId)))
    case "alert":
      return t.sql
        .select({ tenantId: alerts.tenantId })
        .from(alerts)
        .where(and(within(alerts.tenantId, t.reach), eq(alerts.id, id as (typeof alerts.$inferSelect)["id"])))
    case "incident":
      return t.sql
        .select({ tenantId: incidents.tenantId })
        .from(incidents)
        .where(
          and(
            within(incidents.tenantId, t.reach),
            eq(incidents.id, id as (typeof incidents.$inferSelect)["id"]),
          ),
        )
    case "source":
      return t.sql
        .select({ tenantId: sources.tenantId })
        .from(sources)
        .where(
          and(
            within(sources.tenantId, t.reach),
            eq(sources.id, id as (typeof sources.$inferSelect)["id"]),
            isNull(sources.deletedAt),
          ),
        )
  }
}

import { and, eq, isNull, sql } from "drizzle-orm"
import type { Id, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "./reach.ts"
import { alerts } from "./schema/alerts.ts"
import { clients } from "./schema/clients.ts"
import { findings } from "./schema/findings.ts"
import { handoffs } from "./schema/handoffs.ts"
import { incidents } from "./schema/incidents.ts"
import { slaClocks } from "./schema/sla.ts"
import { sources } from "./schema/sources.ts"
import type { ReadTx } from "./tenant.ts"

export type RecordKind = "alert" | "finding" | "incident" | "handoff" | "source" | "tenant" | "clock"

/** Where a record belongs: its client and, for what is worked on, its discipline. A handoff is for the team it asks. */
export type Location = { readonly tenantId: TenantId; readonly discipline: "noc" | "soc" | null }

/** Where a record is, as far as this reader reaches. @param id a parsed id: any other text is an error of the caller */
export async function locate<P extends Permission>(
  t: ReadTx<P>,
  kind: RecordKind,
  id: string,
): Promise<Location | undefined> {
  const rows = await find(t, kind, id)
  return rows[0]
}

const none = sql<null>`null`

function find<P extends Permission>(t: ReadTx<P>, kind: RecordKind, id: string): Promise<Location[]> {
  switch (kind) {
    case "tenant":
      return t.sql
        .select({ tenantId: clients.id, discipline: none })
        .from(clients)
        .where(and(within(clients.id, t.reach), eq(clients.id, id as TenantId)))
    case "alert":
      return t.sql
        .select({ tenantId: alerts.tenantId, discipline: alerts.discipline })
        .from(alerts)
        .where(and(within(alerts.tenantId, t.reach), eq(alerts.id, id as Id<"alert">)))
    case "finding":
      return t.sql
        .select({ tenantId: findings.tenantId, discipline: findings.discipline })
        .from(findings)
        .where(and(within(findings.tenantId, t.reach), eq(findings.id, id as Id<"finding">)))
    case "incident":
      return t.sql
        .select({ tenantId: incidents.tenantId, discipline: incidents.discipline })
        .from(incidents)
        .where(and(within(incidents.tenantId, t.reach), eq(incidents.id, id as Id<"incident">)))
    case "handoff":
      return t.sql
        .select({ tenantId: handoffs.tenantId, discipline: handoffs.toTeam })
        .from(handoffs)
        .where(and(within(handoffs.tenantId, t.reach), eq(handoffs.id, id as Id<"handoff">)))
    case "clock":
      return t.sql
        .select({ tenantId: slaClocks.tenantId, discipline: none })
        .from(slaClocks)
        .where(and(within(slaClocks.tenantId, t.reach), eq(slaClocks.id, id as Id<"clock">)))
    case "source":
      return t.sql
        .select({ tenantId: sources.tenantId, discipline: none })
        .from(sources)
        .where(
          and(
            within(sources.tenantId, t.reach),
            eq(sources.id, id as Id<"source">),
            isNull(sources.deletedAt),
          ),
        )
  }
}

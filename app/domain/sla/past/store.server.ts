import { and, asc, gt, gte } from "drizzle-orm"
import { type IncidentId, lowestIdAt, type TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { incidents } from "#db/schema/incidents.ts"
import type { ReadTx } from "#db/tenant.ts"

/** Incidents opened since a moment, oldest first. @param client one of those in reach; null for all of them */
export function selectPastIncidents<P extends Permission>(
  t: ReadTx<P>,
  from: {
    readonly since: Instant
    readonly client: TenantId | null
    readonly after: IncidentId | null
  },
  limit: number,
) {
  return t.sql
    .select({
      ...{ tenantId: incidents.tenantId, id: incidents.id },
      ...{ number: incidents.number, title: incidents.title },
    })
    .from(incidents)
    .where(
      and(
        within(incidents.tenantId, t.reach),
        from.client ? within(incidents.tenantId, [from.client]) : undefined,
        // Ids sort by when the incident was opened.
        gte(incidents.id, lowestIdAt<"incident">(from.since.epochMilliseconds)),
        from.after ? gt(incidents.id, from.after) : undefined,
      ),
    )
    .orderBy(asc(incidents.id))
    .limit(limit)
}

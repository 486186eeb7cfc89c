import { and, desc, eq, gte, inArray, isNull, sql } from "drizzle-orm"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { incidentEntities, incidents } from "#db/schema/incidents.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { EntityType } from "./entity.ts"

/** Entities of these types that incidents of several clients in reach name since `cutoff`, most clients first. */
export async function selectSeenAtSeveral<P extends Permission>(
  t: ReadTx<P>,
  of: { readonly types: readonly EntityType[]; readonly cutoff: Instant; readonly limit: number },
) {
  const clients = sql<number>`count(distinct ${incidentEntities.tenantId})::int`
  const rows = await t.sql
    .select({
      type: sql<EntityType>`${incidentEntities.type}`,
      value: incidentEntities.value,
      clients,
      incidents: sql<
        IncidentId[]
      >`(array_agg(distinct ${incidentEntities.incidentId} order by ${incidentEntities.incidentId}))[1:50]`,
    })
    .from(incidentEntities)
    .innerJoin(
      incidents,
      and(
        eq(incidents.tenantId, incidentEntities.tenantId),
        eq(incidents.id, incidentEntities.incidentId),
        isNull(incidents.dismissedAt),
      ),
    )
    .where(
      and(
        within(incidentEntities.tenantId, t.reach),
        inArray(incidentEntities.type, [...of.types]),
        gte(incidentEntities.lastSeenAt, of.cutoff),
      ),
    )
    .groupBy(incidentEntities.type, incidentEntities.value)
    .having(sql`${clients} > 1`)
    .orderBy(desc(clients), desc(sql`max(${incidentEntities.lastSeenAt})`))
    .limit(of.limit)
  return rows
}

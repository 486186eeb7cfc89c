import { and, asc, eq, isNotNull, lte, notInArray } from "drizzle-orm"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { incidents } from "#db/schema/incidents.ts"
import type { TenantTx } from "#db/tenant.ts"
import { doneStages } from "./incident.ts"

/** Open incidents whose hold has lasted until its day, the longest first. */
export async function selectHeldTooLong<P extends Permission>(t: TenantTx<P>): Promise<IncidentId[]> {
  const rows = await t.sql
    .select({ id: incidents.id })
    .from(incidents)
    .where(
      and(
        eq(incidents.tenantId, t.scope.tenantId),
        notInArray(incidents.stage, [...doneStages]),
        isNotNull(incidents.hold),
        lte(incidents.holdUntil, t.now),
      ),
    )
    .orderBy(asc(incidents.holdUntil), asc(incidents.id))
    .limit(200)
  return rows.map((row) => row.id)
}

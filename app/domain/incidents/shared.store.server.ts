import { and, eq, inArray, isNotNull, isNull, notInArray, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/pg-core"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { incidents } from "#db/schema/incidents.ts"
import type { ReadTx } from "#db/tenant.ts"
import { doneStages } from "./incident.ts"

const survivors = alias(incidents, "survivors")

/** What stands behind merged incidents: how far the survivor is, and whether the client has been told of it. */
export async function selectSurvivors<P extends Permission>(t: ReadTx<P>, ids: readonly IncidentId[]) {
  if (ids.length === 0) return []
  return t.sql
    .select({
      id: survivors.id,
      number: survivors.number,
      stage: survivors.stage,
      resolvedAt: survivors.resolvedAt,
      isShared: sql<boolean>`${survivors.sharedAt} is not null and not ${survivors.isCandidate}`,
    })
    .from(survivors)
    .where(and(within(survivors.tenantId, t.reach), inArray(survivors.id, [...ids])))
}

/** Shared incidents that go on in a survivor the client has not been told of. */
export async function countCarriedOn<P extends Permission>(t: ReadTx<P>): Promise<number> {
  const [row] = await t.sql
    .select({ n: sql<number>`count(*)::int` })
    .from(incidents)
    .innerJoin(
      survivors,
      and(eq(survivors.tenantId, incidents.tenantId), eq(survivors.id, incidents.mergedInto)),
    )
    .where(
      and(
        within(incidents.tenantId, t.reach),
        isNotNull(incidents.mergedInto),
        isNotNull(incidents.sharedAt),
        isNull(survivors.sharedAt),
        notInArray(survivors.stage, [...doneStages]),
      ),
    )
  return row?.n ?? 0
}

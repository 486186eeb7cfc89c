import { and, eq } from "drizzle-orm"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { restrictedIncidents } from "#db/schema/incidents.ts"
import type { TenantTx } from "#db/tenant.ts"

export async function insertRestricted<P extends Permission>(
  t: TenantTx<P>,
  words: { readonly incidentId: IncidentId; readonly title: string; readonly reason: string },
): Promise<void> {
  await t.sql.insert(restrictedIncidents).values({
    ...{ ...words, tenantId: t.scope.tenantId },
    ...{ restrictedByName: t.scope.actor.name, restrictedAt: t.now },
  })
}

/** Gives back the title it had; nothing where there is no such row. */
export async function deleteRestricted<P extends Permission>(
  t: TenantTx<P>,
  id: IncidentId,
): Promise<string | undefined> {
  const [row] = await t.sql
    .delete(restrictedIncidents)
    .where(and(eq(restrictedIncidents.tenantId, t.scope.tenantId), eq(restrictedIncidents.incidentId, id)))
    .returning({ title: restrictedIncidents.title })
  return row?.title
}

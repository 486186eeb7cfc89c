import { and, asc, eq, isNull, sql } from "drizzle-orm"
import type { SourceId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { tenantMapEntries } from "#db/schema/shared-sources.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import type { MapEntry } from "./tenant-map.ts"

/** The live entries of a shared source, in the order they are tried. */
export async function selectEntries<P extends Permission>(
  t: ReadTx<P>,
  sourceId: SourceId,
): Promise<MapEntry[]> {
  return t.sql
    .select({
      id: tenantMapEntries.id,
      field: tenantMapEntries.field,
      value: tenantMapEntries.value,
      clientId: tenantMapEntries.clientId,
      mirrorId: tenantMapEntries.mirrorId,
    })
    .from(tenantMapEntries)
    .where(
      and(
        within(tenantMapEntries.tenantId, t.reach),
        eq(tenantMapEntries.sourceId, sourceId),
        isNull(tenantMapEntries.removedAt),
      ),
    )
    .orderBy(asc(tenantMapEntries.position), asc(tenantMapEntries.id))
}

/** Lets one change of a source's map happen at a time. */
export async function lockMap<P extends Permission>(t: TenantTx<P>, sourceId: SourceId): Promise<void> {
  await t.sql.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`tenant map ${sourceId}`}, 0))`)
}

export async function insertEntry<P extends Permission>(
  t: TenantTx<P>,
  sourceId: SourceId,
  entry: MapEntry,
  position: number,
): Promise<void> {
  await t.sql
    .insert(tenantMapEntries)
    .values({ ...entry, tenantId: t.scope.tenantId, sourceId, position, createdAt: t.now })
}

export async function markRemoved<P extends Permission>(t: TenantTx<P>, id: string): Promise<void> {
  await t.sql
    .update(tenantMapEntries)
    .set({ removedAt: t.now })
    .where(and(eq(tenantMapEntries.tenantId, t.scope.tenantId), eq(tenantMapEntries.id, id)))
}

/** Numbers the entries anew, in the order given. */
export async function writeOrder<P extends Permission>(
  t: TenantTx<P>,
  ids: readonly string[],
): Promise<void> {
  const rows = ids.map((id, position) => ({ id, position }))
  await t.sql.execute(sql`
    update tenant_map_entries set position = x.position from json_to_recordset(${JSON.stringify(rows)}::json) as x(id uuid, position int)
    where tenant_map_entries.tenant_id = ${t.scope.tenantId} and tenant_map_entries.id = x.id`)
}

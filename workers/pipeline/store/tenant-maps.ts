import { sql } from "drizzle-orm"
import type { LiveEntry } from "#app/domain/shared-sources/tenant-map.ts"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { InboxTx } from "#db/inbox-door.ts"

type Row = Record<string, unknown>

type Source = { readonly tenantId: TenantId; readonly id: SourceId; readonly isShared: boolean }

export type TenantMaps = ReadonlyMap<SourceId, readonly LiveEntry[]>

/**
 * The tenant maps of the shared sources among these. Where there are any, the transaction is narrowed anew: to the clients
 * of these sources and those the maps name, so that what the batch will go by can be read for them too.
 */
export async function readTenantMaps(tx: InboxTx, sources: readonly Source[]): Promise<TenantMaps> {
  const shared = sources.filter((source) => source.isShared)
  if (shared.length === 0) return new Map()
  const rows = await tx.sql.execute<Row>(sql`
    select e.* from json_to_recordset(${JSON.stringify(shared.map((s) => ({ t: s.tenantId, i: s.id })))}::json) as k(t uuid, i uuid)
    join tenant_map_entries e on e.tenant_id = k.t and e.source_id = k.i and e.removed_at is null
    order by e.source_id, e.position, e.id`)
  const named = rows.map((row) => row["client_id"] as TenantId)
  await tx.narrowTo([...new Set([...sources.map((source) => source.tenantId), ...named])])
  const open = await openMirrors(tx, rows)
  return Map.groupBy(
    rows.map((row): LiveEntry & { sourceId: SourceId } => ({
      id: String(row["id"]),
      sourceId: row["source_id"] as SourceId,
      field: String(row["field"]),
      value: String(row["value"]),
      clientId: row["client_id"] as TenantId,
      mirrorId: row["mirror_id"] as SourceId,
      isOpen: open.has(String(row["id"])),
    })),
    (entry) => entry.sourceId,
  )
}

/** The entries whose client is active and whose source there is the one the entry says, standing for this shared one. */
async function openMirrors(tx: InboxTx, entries: readonly Row[]): Promise<ReadonlySet<string>> {
  const keys = entries.map((e) => ({ e: e["id"], t: e["client_id"], m: e["mirror_id"], s: e["source_id"] }))
  const rows = await tx.sql.execute<Row>(sql`
    select k.e from json_to_recordset(${JSON.stringify(keys)}::json) as k(e uuid, t uuid, m uuid, s uuid)
    join clients c on c.id = k.t and c.status = 'active' and not c.is_provider
    join sources x on x.tenant_id = k.t and x.id = k.m and x.mirror_of = k.s and x.enabled and x.deleted_at is null`)
  return new Set(rows.map((row) => String(row["e"])))
}

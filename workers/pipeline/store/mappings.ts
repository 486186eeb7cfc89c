import { sql } from "drizzle-orm"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { InboxTx } from "#db/inbox-door.ts"

type Row = Record<string, unknown>

/** The newest mapping of every mapped source among these; no query where there is none. */
export async function readMappings(
  tx: InboxTx,
  sources: readonly { readonly tenantId: TenantId; readonly id: SourceId; readonly adapter: string }[],
): Promise<Map<SourceId, unknown>> {
  const mapped = sources.filter((source) => source.adapter === "mapped")
  if (mapped.length === 0) return new Map()
  const keys = mapped.map((source) => ({ t: source.tenantId, s: source.id }))
  const rows = await tx.sql.execute<Row>(sql`
    select distinct on (m.tenant_id, m.source_id) m.source_id, m.mapping
    from json_to_recordset(${JSON.stringify(keys)}::json) as k(t uuid, s uuid)
    join source_mappings m on m.tenant_id = k.t and m.source_id = k.s
    order by m.tenant_id, m.source_id, m.version desc`)
  return new Map(rows.map((row) => [row["source_id"] as SourceId, row["mapping"]]))
}

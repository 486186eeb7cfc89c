import { sql } from "drizzle-orm"
import { newId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { SlaTelling } from "#db/sla-door.ts"
import type { LevelEntry } from "./level-entries.ts"

const actor = '{"kind":"system","name":"sla sweep"}'

/** Notes on incidents, for the provider alone, which levels were reached and who was told. */
export async function insertLevelEntries(
  tx: SlaTelling,
  entries: readonly LevelEntry[],
  now: Instant,
): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map(({ tenantId, incidentId, data }) => ({
    ...{ t: tenantId, id: newId(), incident: incidentId, data },
  }))
  await tx.sql.execute(sql`
    insert into incident_timeline (tenant_id, id, incident_id, at, kind, lane, actor, data)
    select t, id, incident, ${now.toString()}::timestamptz, 'level-reached', 'internal', ${actor}::jsonb, data
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(t uuid, id uuid, incident uuid, data jsonb)`)
}

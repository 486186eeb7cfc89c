import { sql } from "drizzle-orm"
import { entitiesOf } from "#app/domain/incidents/entity.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { IncidentDraft } from "../incident-draft.ts"

/** Writes what the alerts that joined incidents in this batch name. The incidents have to be locked. */
export async function upsertEntities(tx: InboxTx, incidents: readonly IncidentDraft[]): Promise<void> {
  const rows = incidents.flatMap((incident) =>
    incident.added.flatMap((alert) =>
      entitiesOf(alert).map((entity) => ({
        ...{ t: incident.tenantId, i: incident.id, ...entity },
        ...{ from: alert.firstSeenAt.toString(), to: alert.lastSeenAt.toString() },
      })),
    ),
  )
  if (rows.length === 0) return
  await tx.sql.execute(sql`
    insert into incident_entities (tenant_id, incident_id, type, value, first_seen_at, last_seen_at)
    select t, i, type, value, min("from"), max("to")
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(t uuid, i uuid, type text, value text, "from" timestamptz, "to" timestamptz)
    group by t, i, type, value order by t, i, type, value
    on conflict (tenant_id, incident_id, type, value) do update set
      first_seen_at = least(incident_entities.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(incident_entities.last_seen_at, excluded.last_seen_at)`)
}

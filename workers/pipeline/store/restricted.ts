import { sql } from "drizzle-orm"
import { recordSystemAudit } from "#app/domain/audit/record.server.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { IncidentDraft } from "../incident-draft.ts"

const reason = "It follows an incident that is need to know."
const by = "correlation"

/** Puts the titles of new incidents that are need to know where only the SOC reads, and writes down that they are. */
export async function insertRestricted(tx: InboxTx, incidents: readonly IncidentDraft[]): Promise<void> {
  const rows = incidents.flatMap(({ tenantId, id, title, restrictedAt }) =>
    restrictedAt ? [{ t: tenantId, i: id, title, at: restrictedAt.toString() }] : [],
  )
  if (rows.length === 0) return
  // One that another worker has added a moment before is not there: the batch finds out, and is taken again.
  await tx.sql.execute(sql`
    insert into restricted_incidents (tenant_id, incident_id, title, reason, restricted_by_name, restricted_at)
    select x.t, x.i, x.title, ${reason}, ${by}, x.at
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(t uuid, i uuid, title text, at timestamptz)
    join incidents n on n.tenant_id = x.t and n.id = x.i`)
  for (const { t: tenantId, i: targetId } of rows)
    await recordSystemAudit(tx, { tenantId, name: by }, { action: "incident.restrict", targetId, reason })
}

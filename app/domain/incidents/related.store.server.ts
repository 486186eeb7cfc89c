import { sql } from "drizzle-orm"
import type { IncidentId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import type { RelatedIncident } from "./related.ts"

type Row = RelatedIncident & Record<string, unknown>

/** Everything an incident is tied to, of the same client: by its own columns, by theirs, and by the timeline. */
export async function selectRelated<P extends Permission>(
  t: ReadTx<P>,
  { tenantId, id }: { readonly tenantId: TenantId; readonly id: IncidentId },
): Promise<RelatedIncident[]> {
  const rows = await t.sql.execute<Row>(sql`
    with self as (select * from incidents where tenant_id = ${tenantId} and id = ${id}),
    tied as (
      select merged_into as other, 'merged-into' as relation from self where merged_into is not null
      union select recurrence_of, 'recurrence-of' from self where recurrence_of is not null
      union select sibling_of, 'sibling-of' from self where sibling_of is not null
      union select id, 'merged' from incidents where tenant_id = ${tenantId} and merged_into = ${id}
      union select id, 'recurrence' from incidents where tenant_id = ${tenantId} and recurrence_of = ${id}
      union select id, 'sibling' from incidents where tenant_id = ${tenantId} and sibling_of = ${id}
      union select (data->>'incident')::uuid, kind from incident_timeline
        where tenant_id = ${tenantId} and incident_id = ${id} and kind in ('linked', 'split-from', 'split-off')
    )
    select n.id, c.code || '-' || n.number as reference, n.title, n.stage, tied.relation
    from tied join incidents n on n.tenant_id = ${tenantId} and n.id = tied.other join clients c on c.id = n.tenant_id
    order by n.opened_at desc, n.id limit 100`)
  return rows.map(({ id: other, reference, title, stage, relation }) => ({
    ...{ id: other, reference, title, stage, relation },
  }))
}

export async function hasLink<P extends Permission>(
  t: TenantTx<P>,
  one: IncidentId,
  other: IncidentId,
): Promise<boolean> {
  const rows = await t.sql.execute(sql`
    select 1 from incident_timeline where tenant_id = ${t.scope.tenantId} and incident_id = ${one} and kind = 'linked'
      and data->>'incident' = ${other} limit 1`)
  return rows.length > 0
}

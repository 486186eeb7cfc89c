import { and, asc, eq, sql } from "drizzle-orm"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { readInstant } from "#db/columns.ts"
import { within } from "#db/reach.ts"
import { slaClocks } from "#db/schema/sla.ts"
import type { ReadTx, Sql } from "#db/tenant.ts"
import type { EventRow } from "./event-json.ts"
import { columnsOfSubject, type Subject, type TenantSubject } from "./subject.ts"

type Row = Record<string, unknown>
type Reading = { readonly sql: Pick<Sql, "execute"> }

/** The stored clocks of one record, in the order of their start. */
export function selectClocks<P extends Permission>(t: ReadTx<P>, subject: Subject) {
  const of =
    "incident" in subject ? eq(slaClocks.incidentId, subject.incident) : eq(slaClocks.alertId, subject.alert)
  return t.sql
    .select()
    .from(slaClocks)
    .where(and(within(slaClocks.tenantId, t.reach), of))
    .orderBy(asc(slaClocks.startedAt), asc(slaClocks.metric), asc(slaClocks.cycle))
}

/** The events of these records, by record, in no order. */
export async function selectEvents(
  tx: Reading,
  records: readonly TenantSubject[],
): Promise<ReadonlyMap<string, readonly EventRow[]>> {
  if (records.length === 0) return new Map()
  const keys = records.map((r) => ({ t: r.tenantId, ...columnsOfSubject(r.subject) }))
  const rows = await tx.sql.execute<Row>(sql`
    with k as (select * from json_to_recordset(${JSON.stringify(keys)}::json) as k(t uuid, incident uuid, alert uuid))
    select e.incident_id as record, e.id, e.at, e.kind, e.data from k join sla_events e on e.tenant_id = k.t and e.incident_id = k.incident
    union all
    select e.alert_id, e.id, e.at, e.kind, e.data from k join sla_events e on e.tenant_id = k.t and e.alert_id = k.alert`)
  const found = new Map<string, EventRow[]>()
  for (const row of rows) {
    const record = String(row["record"])
    const event = {
      id: String(row["id"]),
      at: readInstant(String(row["at"])),
      kind: String(row["kind"]),
      data: row["data"],
    }
    const known = found.get(record)
    if (known) known.push(event)
    else found.set(record, [event])
  }
  return found
}

export type BoundPolicyRow = {
  readonly tenantId: TenantId
  readonly policyId: string
  readonly version: number
  readonly effectiveFrom: string
  readonly endedAt: string | null
  readonly terms: unknown
}

/** What was bound to these clients, ever. */
export async function selectBoundPolicies(
  tx: Reading,
  tenants: readonly TenantId[],
): Promise<readonly BoundPolicyRow[]> {
  const rows = await tx.sql.execute<Row>(sql`
    select p.* from json_to_recordset(${JSON.stringify(tenants.map((t) => ({ t })))}::json) as k(t uuid)
    join client_sla_policies p on p.tenant_id = k.t`)
  return rows.map((row) => ({
    tenantId: row["tenant_id"] as TenantId,
    policyId: String(row["policy_id"]),
    version: Number(row["version"]),
    effectiveFrom: readInstant(String(row["effective_from"])).toString(),
    endedAt: row["ended_at"] === null ? null : readInstant(String(row["ended_at"])).toString(),
    terms: row["terms"],
  }))
}

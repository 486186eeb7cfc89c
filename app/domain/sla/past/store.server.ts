import { and, asc, gt, gte, lt, sql } from "drizzle-orm"
import { type IncidentId, lowestIdAt, type TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { readInstant } from "#db/columns.ts"
import { within } from "#db/reach.ts"
import { incidents } from "#db/schema/incidents.ts"
import type { ReadTx } from "#db/tenant.ts"

/** Incidents opened between two moments. */
type Past = {
  readonly since: Instant
  /** Of its millisecond all are taken. */
  readonly asOf: Instant
  /** One of those in reach; null for all of them. */
  readonly client: TenantId | null
  readonly after: IncidentId | null
}

/** A page of them, the oldest first. */
export function selectPastIncidents<P extends Permission>(t: ReadTx<P>, past: Past, limit: number) {
  return t.sql
    .select({
      ...{ tenantId: incidents.tenantId, id: incidents.id },
      ...{ number: incidents.number, title: incidents.title },
    })
    .from(incidents)
    .where(ofPast(t, past))
    .orderBy(asc(incidents.id))
    .limit(limit)
}

export function countPastIncidents<P extends Permission>(t: ReadTx<P>, past: Past): Promise<number> {
  return t.sql.$count(incidents, ofPast(t, past))
}

/**
 * When people of the provider wrote or did something on these incidents, by incident. Of what is need to know only those see
 * it who may read it.
 */
export async function selectWritten<P extends Permission>(
  t: ReadTx<P>,
  page: readonly { readonly tenantId: TenantId; readonly id: IncidentId }[],
): Promise<ReadonlyMap<IncidentId, readonly Instant[]>> {
  const keys = page.map(({ tenantId, id }) => ({ t: tenantId, i: id }))
  const rows = await t.sql.execute<{ id: IncidentId; at: string }>(sql`
    select l.incident_id as id, l.at from json_to_recordset(${JSON.stringify(keys)}::json) as k(t uuid, i uuid)
    join incident_timeline l on l.tenant_id = k.t and l.incident_id = k.i where l.actor ->> 'kind' = 'user'`)
  const moments = rows.map(({ id, at }) => ({ id, at: readInstant(String(at)) }))
  return new Map([...Map.groupBy(moments, ({ id }) => id)].map(([id, all]) => [id, all.map(({ at }) => at)]))
}

/** Ids sort by when the incident was opened. */
function ofPast<P extends Permission>(t: ReadTx<P>, { since, asOf, client, after }: Past) {
  return and(
    within(incidents.tenantId, t.reach),
    client ? within(incidents.tenantId, [client]) : undefined,
    gte(incidents.id, lowestIdAt<"incident">(since.epochMilliseconds)),
    lt(incidents.id, lowestIdAt<"incident">(asOf.epochMilliseconds + 1)),
    after ? gt(incidents.id, after) : undefined,
  )
}

import { and, eq, sql } from "drizzle-orm"
import type { IncidentId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { alerts } from "#db/schema/alerts.ts"
import { incidentEntities } from "#db/schema/incidents.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import type { Observable } from "../ingest/adapter.ts"
import { type Entity, entitiesOf, type EntityType } from "./entity.ts"

/** Writes anew what the alerts of an incident name. The incident has to be locked. */
export async function refreshEntities<P extends Permission>(t: TenantTx<P>, id: IncidentId): Promise<void> {
  const { tenantId } = t.scope
  const members = await t.sql
    .select({
      observables: alerts.observables,
      asset: alerts.asset,
      firstSeenAt: alerts.firstSeenAt,
      lastSeenAt: alerts.lastSeenAt,
    })
    .from(alerts)
    .where(and(eq(alerts.tenantId, tenantId), eq(alerts.incidentId, id)))
  await t.sql
    .delete(incidentEntities)
    .where(and(eq(incidentEntities.tenantId, tenantId), eq(incidentEntities.incidentId, id)))
  const named = members.flatMap((m) =>
    entitiesOf({ asset: m.asset, observables: m.observables as Observable[] }).map((entity) => ({
      ...entity,
      from: m.firstSeenAt.toString(),
      to: m.lastSeenAt.toString(),
    })),
  )
  if (named.length === 0) return
  await t.sql.execute(sql`
    insert into incident_entities (tenant_id, incident_id, type, value, first_seen_at, last_seen_at)
    select ${tenantId}, ${id}, type, value, min("from"), max("to")
    from json_to_recordset(${JSON.stringify(named)}::json) as x(type text, value text, "from" timestamptz, "to" timestamptz)
    group by type, value`)
}

/** One entity that another incident of the client names too. */
export type Sharing = Entity & { readonly incident: IncidentId }

/**
 * What an incident's entities are also named by, since `cutoff`.
 *
 * @param perEntity incidents read for one entity at most
 */
export async function selectSharing<P extends Permission>(
  t: ReadTx<P>,
  of: { readonly tenantId: TenantId; readonly id: IncidentId },
  limits: { readonly cutoff: Instant; readonly entities: number; readonly perEntity: number },
): Promise<Sharing[]> {
  const rows = await t.sql.execute<{ type: EntityType; value: string; incident: IncidentId }>(sql`
    with mine as (
      select type, value from incident_entities where tenant_id = ${of.tenantId} and incident_id = ${of.id}
      order by last_seen_at desc, type, value limit ${limits.entities}
    )
    select mine.type, mine.value, other.incident_id as incident from mine cross join lateral (
      select e.incident_id from incident_entities e
      where e.tenant_id = ${of.tenantId} and e.type = mine.type and e.value = mine.value
        and e.last_seen_at >= ${limits.cutoff.toString()}::timestamptz and e.incident_id <> ${of.id}
      order by e.last_seen_at desc limit ${limits.perEntity}
    ) other`)
  return rows.map(({ type, value, incident }) => ({ type, value, incident }))
}

/**
 * Deletes what ended incidents named, last before then. The incidents are locked first, as everybody does who writes what
 * they name; one that somebody works on at this moment is left for the next time.
 *
 * @param limit incidents looked at, at most
 */
export async function deleteEntitiesBefore<P extends Permission>(
  t: TenantTx<P>,
  before: Instant,
  limit: number,
): Promise<void> {
  const { tenantId } = t.scope
  const old = sql`tenant_id = ${tenantId} and last_seen_at < ${before.toString()}::timestamptz`
  await t.sql.execute(sql`
    with ended as materialized (
      select i.id from incidents i
      where i.tenant_id = ${tenantId} and i.stage in ('resolved', 'closed')
        and i.id in (select incident_id from incident_entities where ${old})
      order by i.id limit ${limit} for update of i skip locked
    )
    delete from incident_entities where ${old} and incident_id in (select id from ended)`)
}

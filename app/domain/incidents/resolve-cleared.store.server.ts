import { sql } from "drizzle-orm"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { ResolvePolicy } from "./correlation.ts"

export type DueIncident = {
  readonly id: IncidentId
  readonly policy: ResolvePolicy
  /** Nothing happened for long, whether it cleared or not. */
  readonly isInactive: boolean
}

/** Open, in nobody's hands, and no candidate: what may end by itself. */
const untouched = sql`i.stage = 'new' and i.owner_id is null and not i.is_candidate and i.merged_into is null`

/**
 * Notes since when the resolve policy of each untouched incident holds, and that it does not hold any more. An alert is
 * over when its tool said so or somebody closed it; one that flaps is not. The first and the latest alert are those by
 * their first sighting; alerts that only follow from the outage count for `all-cleared` alone.
 */
export async function markCleared<P extends Permission>(t: TenantTx<P>, only?: IncidentId): Promise<void> {
  const tenant = t.scope.tenantId
  await t.sql.execute(sql`
    update incidents set cleared_at = held.since
    from (
      select i.id, case i.resolve_policy
          when 'all-cleared' then case when every then all_over end
          when 'last-cleared' then last_over
          when 'first-cleared' then first_over end as since
      from incidents i cross join lateral (
        select bool_and(a.over is not null) as every, max(a.over) as all_over,
          (array_agg(a.over order by a.first_seen_at desc, a.id desc) filter (where not a.is_child))[1] as last_over,
          (array_agg(a.over order by a.first_seen_at, a.id) filter (where not a.is_child))[1] as first_over
        from (
          select a.id, a.first_seen_at, a.is_child, case
              when a.state = 'closed' then coalesce(a.cleared_at, a.closed_at)
              when a.condition = 'cleared' and a.flapping_since is null then a.cleared_at end as over
          from alerts a where a.tenant_id = ${tenant} and a.incident_id = i.id
        ) a
      ) m
      where i.tenant_id = ${tenant} and ${untouched} and i.resolve_policy <> 'never' ${one(only)}
        and (i.cleared_at is not null or exists (
          select from alerts c where c.tenant_id = ${tenant} and c.incident_id = i.id and c.condition = 'cleared'))
    ) held
    where incidents.tenant_id = ${tenant} and incidents.id = held.id and incidents.cleared_at is distinct from held.since`)
}

/** Incidents that are to be resolved now. */
export async function selectDue<P extends Permission>(
  t: TenantTx<P>,
  only?: IncidentId,
): Promise<DueIncident[]> {
  const tenant = t.scope.tenantId
  const now = sql`${t.now.toString()}::timestamptz`
  const inactive = sql`i.inactivity_close_seconds is not null
    and i.last_activity_at + make_interval(secs => i.inactivity_close_seconds) <= ${now}
    and not exists (select from alerts a where a.tenant_id = ${tenant} and a.incident_id = i.id
      and a.last_seen_at + make_interval(secs => i.inactivity_close_seconds) > ${now})`
  const rows = await t.sql.execute<{ id: IncidentId; policy: ResolvePolicy; cleared: boolean }>(sql`
    select * from (
      select i.id, i.resolve_policy as policy, ${inactive} as inactive, coalesce(i.resolve_policy <> 'never'
          and i.cleared_at + make_interval(secs => i.resolve_delay_seconds) <= ${now}, false) as cleared
      from incidents i where i.tenant_id = ${tenant} and ${untouched} ${one(only)}
        and (i.cleared_at is not null or i.inactivity_close_seconds is not null)
    ) d where cleared or inactive order by id limit 200`)
  return rows.map(({ id, policy, cleared }) => ({ id, policy, isInactive: !cleared }))
}

const one = (id: IncidentId | undefined) => (id ? sql`and i.id = ${id}` : sql``)

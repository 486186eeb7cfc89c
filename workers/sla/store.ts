import { sql } from "drizzle-orm"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { SlaTx } from "#db/sla-door.ts"

/** How many clocks of a client were noted. */
export type Swept = { readonly tenantId: TenantId; readonly clocks: number }

type Row = { tenant_id: TenantId; clocks: number }

const actor = '{"kind":"system","name":"sla sweep"}'

/**
 * Notes every breach before a moment, worst first, with its trail and its notice. Where another worker holds the row it is
 * that worker's to note. A clock that was never noted at risk is so on its way.
 */
export async function noteBreaches(tx: SlaTx, before: Instant, limit: number): Promise<Swept[]> {
  const at = before.toString()
  const rows = await tx.sql.execute<Row>(sql`
    with due as (
      select tenant_id, id from sla_clocks
      where state = 'running' and breach_noted_at is null and due_at < ${at}::timestamptz
      order by due_at limit ${limit} for update skip locked
    ),
    fired as (
      update sla_clocks c set breached_at = coalesce(c.breached_at, c.due_at), breach_cause = coalesce(c.breach_cause, 'due_passed'),
        breach_noted_at = ${at}::timestamptz
      from due d where c.tenant_id = d.tenant_id and c.id = d.id
      returning c.tenant_id, c.id, c.due_at, c.breached_at, c.breach_cause, c.at_risk_at, c.risk_noted_at
    ),
    trail as (
      insert into sla_clock_events (tenant_id, clock_id, kind, at, cause, ordinal, actor, recorded_at)
      select tenant_id, id, 'breached', breached_at, breach_cause, 0, ${actor}::jsonb, ${at}::timestamptz from fired
      union all
      select tenant_id, id, 'at_risk', at_risk_at, 'share_reached', 0, ${actor}::jsonb, ${at}::timestamptz from fired
      where risk_noted_at is null and at_risk_at <= due_at
      on conflict do nothing
    ),
    told as (
      insert into sla_notices (tenant_id, clock_id, kind, at, found_at)
      select tenant_id, id, 'breached', breached_at, ${at}::timestamptz from fired
      on conflict do nothing
    )
    select tenant_id, count(*)::int as clocks from fired group by tenant_id`)
  return rows.map((row) => ({ tenantId: row.tenant_id, clocks: row.clocks }))
}

/** Notes every clock that came to be at risk before a moment and is not breached. */
export async function noteAtRisk(tx: SlaTx, before: Instant, limit: number): Promise<Swept[]> {
  const at = before.toString()
  const rows = await tx.sql.execute<Row>(sql`
    with risky as (
      select tenant_id, id from sla_clocks
      where state = 'running' and risk_noted_at is null and breach_noted_at is null and at_risk_at < ${at}::timestamptz
      order by at_risk_at limit ${limit} for update skip locked
    ),
    fired as (
      update sla_clocks c set risk_noted_at = ${at}::timestamptz
      from risky r where c.tenant_id = r.tenant_id and c.id = r.id
      returning c.tenant_id, c.id, c.at_risk_at
    ),
    trail as (
      insert into sla_clock_events (tenant_id, clock_id, kind, at, cause, ordinal, actor, recorded_at)
      select tenant_id, id, 'at_risk', at_risk_at, 'share_reached', 0, ${actor}::jsonb, ${at}::timestamptz from fired
      on conflict do nothing
    ),
    told as (
      insert into sla_notices (tenant_id, clock_id, kind, at, found_at)
      select tenant_id, id, 'at_risk', at_risk_at, ${at}::timestamptz from fired
      on conflict do nothing
    )
    select tenant_id, count(*)::int as clocks from fired group by tenant_id`)
  return rows.map((row) => ({ tenantId: row.tenant_id, clocks: row.clocks }))
}

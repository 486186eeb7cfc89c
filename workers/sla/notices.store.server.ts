import { sql } from "drizzle-orm"
import type { Discipline } from "#app/domain/ingest/adapter.ts"
import type { Priority } from "#app/domain/incidents/priority.ts"
import type { NoticeKind } from "#app/domain/sla/clock/notice.ts"
import type { SlaMetric } from "#app/domain/sla/clock/metric.ts"
import type { AlertId, ClockId, FindingId, IncidentId, TenantId, UserId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { readInstant } from "#db/columns.ts"
import type { SlaSweep, SlaTelling } from "#db/sla-door.ts"

/** A clock that came to be at risk or breached or reached a level of its target, and of which nobody was told. */
export type Untold = {
  readonly tenantId: TenantId
  readonly clockId: ClockId
  readonly kind: NoticeKind
  /** When it came about. */
  readonly at: Instant
  readonly ordinal: number
  /** The level that was reached; null for what is none. */
  readonly level: string | null
  readonly metric: SlaMetric
  readonly priority: Priority | null
  readonly policyId: string
  readonly policyVersion: number
  readonly dueAt: Instant | null
}

/** What a notice says of the record a clock measures. */
export type Measured = {
  readonly clockId: ClockId
  readonly code: string
  readonly client: string
  /** IANA zone the client's people read times in. */
  readonly zone: string
  /** Null for an alert and a finding. */
  readonly number: number | null
  readonly incidentId: IncidentId | null
  readonly alertId: AlertId | null
  readonly findingId: FindingId | null
  readonly desk: Discipline
  readonly ownerId: UserId | null
}

/** Clocks told of at a time; the next round takes the rest. */
const most = 2000

/** What is looked for: of these priorities, noted since then. */
export type Look = { readonly priorities: readonly Priority[] | "all"; readonly since: Instant }

/** The level an event in the trail is about. */
const levelOf = (event: string) => sql.raw(`(case when ${event}.kind = 'escalated' then ${event}.cause end)`)

/**
 * What is to be told, oldest first. A clock that is breached by now is told of as that alone; one that is at risk only
 * while it runs; of a level while the clock is not over and the level was not put off. Each once, whatever it came to be
 * again after it was told.
 */
export async function selectUntold(
  db: SlaSweep,
  now: Instant,
  { priorities, since }: Look,
): Promise<Untold[]> {
  const at = sql`${now.toString()}::timestamptz`
  const wanted =
    priorities === "all"
      ? sql`true`
      : sql`c.priority in (${sql.join(
          priorities.map((p) => sql`${p}`),
          sql`, `,
        )})`
  const rows = await db.sql.execute<Record<string, string | number | null>>(sql`
    select * from (
      select distinct on (e.tenant_id, e.clock_id, e.kind, ${levelOf("e")}) e.tenant_id, e.clock_id, e.kind, e.at::text as at, e.ordinal, e.recorded_at,
        ${levelOf("e")} as level,
        c.metric, c.priority, c.policy_id, c.policy_version, c.due_at::text as due_at
      from sla_clock_events e join sla_clocks c on c.tenant_id = e.tenant_id and c.id = e.clock_id
      where e.told_at is null and e.kind in ('at_risk', 'breached', 'escalated')
        and e.recorded_at > ${since.toString()}::timestamptz and ${wanted}
        and case e.kind
          when 'breached' then c.state in ('running', 'paused', 'missed') and coalesce(c.breached_at, c.due_at) <= ${at}
          when 'escalated' then c.state in ('running', 'paused') and not exists (select from sla_clock_levels ahead
            where ahead.tenant_id = e.tenant_id and ahead.clock_id = e.clock_id and ahead.level = e.cause and ahead.at > ${at})
          else c.state = 'running' and c.breached_at is null and c.at_risk_at <= ${at} and c.due_at >= ${at} end
        and not exists (select from sla_clock_events told where told.tenant_id = e.tenant_id and told.clock_id = e.clock_id
          and told.kind = e.kind and told.told_at is not null and ${levelOf("told")} is not distinct from ${levelOf("e")})
      order by e.tenant_id, e.clock_id, e.kind, ${levelOf("e")}, e.at, e.ordinal
    ) untold order by recorded_at, clock_id limit ${most}`)
  return rows.map((row) => ({
    tenantId: row["tenant_id"] as TenantId,
    clockId: row["clock_id"] as ClockId,
    kind: row["kind"] as NoticeKind,
    at: readInstant(String(row["at"])),
    ordinal: Number(row["ordinal"]),
    level: row["level"] === null ? null : String(row["level"]),
    metric: row["metric"] as SlaMetric,
    priority: row["priority"] as Priority | null,
    policyId: String(row["policy_id"]),
    policyVersion: Number(row["policy_version"]),
    dueAt: row["due_at"] === null ? null : readInstant(String(row["due_at"])),
  }))
}

/**
 * Notes these as told. Gives those that nobody else has told meanwhile; the key of the table lets each clock be told of once
 * for each kind and level, so two who tell at once do not both succeed.
 */
export async function markTold(tx: SlaTelling, untold: readonly Untold[], now: Instant): Promise<Untold[]> {
  const keys = untold.map((u) => ({
    t: u.tenantId,
    c: u.clockId,
    k: u.kind,
    at: u.at.toString(),
    o: u.ordinal,
    l: u.level,
  }))
  const rows = await tx.sql.execute<{ clock_id: string; kind: string; level: string | null }>(sql`
    update sla_clock_events e set told_at = ${now.toString()}::timestamptz
    from json_to_recordset(${JSON.stringify(keys)}::json) as u(t uuid, c uuid, k text, at timestamptz, o smallint, l text)
    where e.tenant_id = u.t and e.clock_id = u.c and e.kind = u.k and e.at = u.at and e.ordinal = u.o and e.told_at is null
      and (u.l is null or e.cause = u.l)
    returning e.clock_id, e.kind, ${levelOf("e")} as level`)
  const told = new Set(rows.map((row) => `${row.clock_id} ${row.kind} ${row.level ?? ""}`))
  return untold.filter((u) => told.has(`${u.clockId} ${u.kind} ${u.level ?? ""}`))
}

/** What these clocks measure, by clock. An alert in an incident is owned as the incident is. */
export async function selectMeasured(
  tx: SlaTelling,
  clocks: readonly Pick<Untold, "tenantId" | "clockId">[],
): Promise<ReadonlyMap<ClockId, Measured>> {
  const keys = clocks.map((clock) => ({ t: clock.tenantId, c: clock.clockId }))
  const rows = await tx.sql.execute<Record<string, string | number | null>>(sql`
    select c.id, l.code, l.name, l.time_zone, i.number, c.incident_id, c.alert_id, c.finding_id,
      coalesce(h.to_team, i.discipline, a.discipline, f.discipline) as desk, coalesce(i.owner_id, a.assignee_id) as owner
    from json_to_recordset(${JSON.stringify(keys)}::json) as k(t uuid, c uuid)
    join sla_clocks c on c.tenant_id = k.t and c.id = k.c
    join clients l on l.id = c.tenant_id
    left join incidents i on i.tenant_id = c.tenant_id and i.id = c.incident_id
    left join alerts a on a.tenant_id = c.tenant_id and a.id = c.alert_id
    left join findings f on f.tenant_id = c.tenant_id and f.id = c.finding_id
    left join handoffs h on h.tenant_id = c.tenant_id and h.id = c.handoff_id`)
  const found = rows.map((row): Measured => ({
    clockId: row["id"] as ClockId,
    code: String(row["code"]),
    client: String(row["name"]),
    zone: String(row["time_zone"]),
    number: row["number"] === null ? null : Number(row["number"]),
    incidentId: row["incident_id"] as IncidentId | null,
    alertId: row["alert_id"] as AlertId | null,
    findingId: row["finding_id"] as FindingId | null,
    desk: row["desk"] as Discipline,
    ownerId: row["owner"] as UserId | null,
  }))
  return new Map(found.map((measured) => [measured.clockId, measured]))
}

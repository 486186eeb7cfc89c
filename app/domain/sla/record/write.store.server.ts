import { sql } from "drizzle-orm"
import { newId, type SlaEventId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import type { Instant } from "#app/kernel/time.ts"
import { writeInstant } from "#db/columns.ts"
import type { Sql } from "#db/tenant.ts"
import { type ColumnType, unnestRows } from "#db/unnest-rows.ts"
import { columnsOfSubject, type TenantSubject } from "./subject.ts"
import type { ClockColumns, ClockName } from "./project.ts"

/*
 * Written for many records at once, so that a batch of the pipeline and a person's verb go the same way. The caller's
 * transaction sees the clients of the rows and nobody else's.
 */
type Writing = { readonly sql: Sql }

export type NewEvent = TenantSubject & {
  readonly id: SlaEventId
  readonly at: Instant
  readonly kind: string
  readonly data: object
  readonly actor: Actor
}

export async function insertEvents(tx: Writing, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const rows = events.map((e) => ({
    t: e.tenantId,
    id: e.id,
    ...columnsOfSubject(e.subject),
    at: writeInstant(e.at),
    kind: e.kind,
    data: e.data,
    actor: e.actor,
  }))
  await tx.sql.execute(sql`
    insert into sla_events (tenant_id, id, incident_id, alert_id, finding_id, at, kind, data, actor)
    select t, id, incident, alert, finding, at, kind, data, actor
    from ${unnestRows(rows, { t: "uuid", id: "uuid", incident: "uuid", alert: "uuid", finding: "uuid", at: "timestamptz", kind: "text", data: "jsonb", actor: "jsonb" })}
    on conflict do nothing`)
}

export type ProjectedRecord = TenantSubject & {
  readonly clocks: readonly ClockColumns[]
  /** Stored clocks that never began: they end without an outcome. */
  readonly gone: readonly ClockName[]
  /** Who did what the clocks moved by. */
  readonly actor: Actor
}

/** Writes the cached columns and the new part of the trail, with what is at risk or breached by now. */
export async function writeClocks(
  tx: Writing,
  records: readonly ProjectedRecord[],
  now: Instant,
): Promise<void> {
  const ending = endGone(tx, records, now)
  const rows = records.flatMap((record) => record.clocks.map((clock) => rowOf(record, clock)))
  if (rows.length === 0) return ending
  const writing = tx.sql.execute(sql`
    with x as (
      select * from ${unnestRows(rows, columnTypes)}
    ),
    known as (
      -- One join for each index: an "or" of them would read every clock of the client.
      select x.*, coalesce(i.id, a.id, f.id, x.id) as clock, coalesce(i.id, a.id, f.id) is not null as is_known from x
      left join sla_clocks i on i.tenant_id = x.t and i.incident_id = x.incident and i.metric = x.metric and i.cycle = x.cycle
      left join sla_clocks a on a.tenant_id = x.t and a.alert_id = x.alert and a.metric = x.metric and a.cycle = x.cycle
      left join sla_clocks f on f.tenant_id = x.t and f.finding_id = x.finding and f.metric = x.metric and f.cycle = x.cycle
    ),
    added as (
      insert into sla_clocks (tenant_id, id, incident_id, alert_id, finding_id, metric, cycle, handoff_id, priority, state, target_seconds, started_at,
        due_at, at_risk_at, ended_at, first_stopped_at, paused_since, pause_reason, breached_at, breach_cause, elapsed_seconds, policy_id,
        policy_version, calendar)
      select t, clock, incident, alert, finding, metric, cycle, handoff, priority, state, target, started, due, risk, ended, "firstStopped",
        "pausedSince", "pauseReason", breached, "breachCause", elapsed, policy, version, calendar
      from known where not is_known
    ),
    moved as (
      update sla_clocks c set handoff_id = k.handoff, priority = k.priority, state = k.state, target_seconds = k.target, started_at = k.started, due_at = k.due,
        at_risk_at = k.risk, ended_at = k.ended, first_stopped_at = k."firstStopped", paused_since = k."pausedSince",
        pause_reason = k."pauseReason", breached_at = k.breached, breach_cause = k."breachCause", elapsed_seconds = k.elapsed,
        policy_id = k.policy, policy_version = k.version, calendar = k.calendar
      from known k where k.is_known and c.tenant_id = k.t and c.id = k.clock
    ),
    ahead as (select k.t, k.clock, l.id as level, l.at from known k, jsonb_to_recordset(k.levels) as l(id text, at timestamptz)),
    passed as (
      delete from sla_clock_levels l using known k where k.is_known and l.tenant_id = k.t and l.clock_id = k.clock
        and not exists (select from ahead a where a.t = l.tenant_id and a.clock = l.clock_id and a.level = l.level)
    ),
    levels as (
      insert into sla_clock_levels (tenant_id, clock_id, level, at) select t, clock, level, at from ahead
      on conflict (tenant_id, clock_id, level) do update set at = excluded.at
    )
    insert into sla_clock_events (tenant_id, clock_id, kind, at, cause, ordinal, actor, recorded_at)
    select k.t, k.clock, e.kind, e.at, e.cause, e.ordinal, k.actor, ${now.toString()}::timestamptz
    from known k, jsonb_to_recordset(k.trail) as e(kind text, at timestamptz, cause text, ordinal smallint)
    union all
    -- What came about by time between the event and now: the sweep may have gone past it.
    select t, clock, 'at_risk', risk, 'share_reached', 0, actor, ${now.toString()}::timestamptz
    from known where state = 'running' and breached is null and risk < ${now.toString()}::timestamptz and risk <= due
    union all
    select t, clock, 'breached', due, 'due_passed', 0, actor, ${now.toString()}::timestamptz
    from known where state = 'running' and breached is null and due < ${now.toString()}::timestamptz
    union all
    select a.t, a.clock, 'escalated', a.at, a.level, 0, k.actor, ${now.toString()}::timestamptz
    from ahead a join known k on k.t = a.t and k.clock = a.clock where a.at < ${now.toString()}::timestamptz
    on conflict do nothing`)
  await Promise.all([ending, writing])
}

async function endGone(tx: Writing, records: readonly ProjectedRecord[], now: Instant): Promise<void> {
  const rows = records.flatMap(({ tenantId, subject, gone }) =>
    gone.map((name) => ({ t: tenantId, ...columnsOfSubject(subject), ...name })),
  )
  if (rows.length === 0) return
  await tx.sql.execute(sql`
    with g as (select * from json_to_recordset(${JSON.stringify(rows)}::json) as g(t uuid, incident uuid, alert uuid, finding uuid, metric text, cycle smallint)),
    ended as (
      select c.tenant_id, c.id from g join sla_clocks c on c.tenant_id = g.t and c.incident_id = g.incident and c.metric = g.metric and c.cycle = g.cycle
      union all
      select c.tenant_id, c.id from g join sla_clocks c on c.tenant_id = g.t and c.alert_id = g.alert and c.metric = g.metric and c.cycle = g.cycle
      union all
      select c.tenant_id, c.id from g join sla_clocks c on c.tenant_id = g.t and c.finding_id = g.finding and c.metric = g.metric and c.cycle = g.cycle
    ),
    silenced as (delete from sla_clock_levels l using ended e where l.tenant_id = e.tenant_id and l.clock_id = e.id)
    update sla_clocks c set state = 'cancelled', ended_at = ${now.toString()}::timestamptz, due_at = null, at_risk_at = null,
      paused_since = null, pause_reason = null, breached_at = null, breach_cause = null
    from ended e where c.tenant_id = e.tenant_id and c.id = e.id and c.state <> 'cancelled'`)
}

const columnTypes = {
  t: "uuid",
  id: "uuid",
  incident: "uuid",
  alert: "uuid",
  finding: "uuid",
  metric: "text",
  cycle: "smallint",
  handoff: "uuid",
  priority: "smallint",
  state: "text",
  target: "int",
  started: "timestamptz",
  due: "timestamptz",
  risk: "timestamptz",
  ended: "timestamptz",
  firstStopped: "timestamptz",
  pausedSince: "timestamptz",
  pauseReason: "text",
  breached: "timestamptz",
  breachCause: "text",
  elapsed: "float8",
  policy: "text",
  version: "int",
  calendar: "text",
  levels: "jsonb",
  actor: "jsonb",
  trail: "jsonb",
} as const satisfies Record<string, ColumnType>

function rowOf({ tenantId, subject, actor }: ProjectedRecord, c: ClockColumns) {
  const text = (at: Instant | null) => at && writeInstant(at)
  return {
    t: tenantId,
    id: newId<"clock">(),
    ...columnsOfSubject(subject),
    metric: c.metric,
    cycle: c.cycle,
    handoff: c.handoff,
    priority: c.priority,
    state: c.state,
    target: c.targetSeconds,
    started: text(c.startedAt),
    due: text(c.dueAt),
    risk: text(c.atRiskAt),
    ended: text(c.endedAt),
    firstStopped: text(c.firstStoppedAt),
    pausedSince: text(c.pausedSince),
    pauseReason: c.pauseReason,
    breached: text(c.breachedAt),
    breachCause: c.breachCause,
    elapsed: c.elapsedSeconds,
    policy: c.policyId,
    version: c.policyVersion,
    calendar: c.calendar,
    levels: c.levels.map(({ id, at }) => ({ id, at: writeInstant(at) })),
    actor,
    trail: c.trail.map((e) => ({ ...e, at: writeInstant(e.at) })),
  }
}

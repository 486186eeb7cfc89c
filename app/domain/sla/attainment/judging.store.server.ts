import { type SQL, sql } from "drizzle-orm"
import type { Instant } from "#app/kernel/time.ts"

/*
 * What decides of a stored clock, in terms of SQL. Each is about a row of `sla_clocks` called `c`.
 */

/** When it was breached; null when it was not. One that runs past its deadline is, whether or not anything happened since. */
export const breached = (now: Instant): SQL => breachedAt("c", now)

const breachedAt = (clock: "c" | "o", now: Instant) => {
  const of = sql.raw(clock)
  return sql`coalesce(${of}.breached_at, case when ${of}.state = 'running' and ${of}.due_at < ${now.toString()}::timestamptz then ${of}.due_at end)`
}

/** Whether the incident an alert is in was late by the same: its clock began no later than the alert's. */
export const isTakenOver = (now: Instant): SQL => sql`exists (
    select from alerts a join sla_clocks o on o.tenant_id = a.tenant_id and o.incident_id = a.incident_id and o.metric = c.metric
    where a.tenant_id = c.tenant_id and a.id = c.alert_id and o.started_at <= c.started_at
      and ${breachedAt("o", now)} is not null)`

/**
 * Whether it is of an incident merged into another whose own clock ran when it began and came out the same: the client
 * waited once. A survivor that had been answered by then, or came out otherwise, leaves it a promise of its own.
 */
export const isSurvivors = (now: Instant): SQL => sql`exists (
    select from incidents m join sla_clocks o on o.tenant_id = m.tenant_id and o.incident_id = m.merged_into and o.metric = c.metric
    where m.tenant_id = c.tenant_id and m.id = c.incident_id
      and o.started_at <= c.started_at and coalesce(o.ended_at, 'infinity') > c.started_at
      and case when ${breached(now)} is null then o.state = 'met' else ${breachedAt("o", now)} is not null end)`

import { sql } from "drizzle-orm"
import type { Priority } from "#app/domain/incidents/priority.ts"
import { startClock } from "#app/domain/sla/clock.ts"
import type { Metric } from "#app/domain/sla/policy.ts"
import { type ClockId, newId } from "#app/kernel/ids.ts"
import { readInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { AlertDraft } from "../alert-draft.ts"
import { isLearned } from "../learning.ts"
import type { ClockDraft, IncidentDraft } from "../incident-draft.ts"

type Row = Record<string, unknown>

/** The clocks of these incidents, by incident. */
export async function clocksOf(
  tx: InboxTx,
  incidents: readonly IncidentDraft[],
): Promise<Map<string, ClockDraft[]>> {
  const found = new Map<string, ClockDraft[]>()
  if (incidents.length === 0) return found
  const keys = incidents.map((i) => ({ t: i.tenantId, i: i.id }))
  const rows = await tx.sql.execute<Row>(sql`
    select c.* from json_to_recordset(${JSON.stringify(keys)}::json) as k(t uuid, i uuid)
    join sla_clocks c on c.tenant_id = k.t and c.incident_id = k.i`)
  for (const row of rows) {
    const incident = String(row["incident_id"])
    found.set(incident, [...(found.get(incident) ?? []), clockDraft(row)])
  }
  return found
}

/** Starts the clocks of new incidents and writes moved ones of old incidents. */
export async function writeIncidentClocks(tx: InboxTx, incidents: readonly IncidentDraft[]): Promise<void> {
  const rows = incidents
    .filter((i) => i.isNew || i.reopenedAt || i.raisedFrom)
    .flatMap((i) => i.clocks.map((c) => ({ ...clockRow(c), t: i.tenantId, incident: i.id, alert: null })))
  await upsertClocks(tx, rows)
}

/**
 * An alert outside any incident has an acknowledge clock of its own: it starts with the alert, follows its severity, and
 * ends when an incident takes over. Information and what was replayed have no clock. Sets the draft's deadline.
 */
export async function writeAlertClocks(tx: InboxTx, alerts: readonly AlertDraft[]): Promise<void> {
  const alone = alerts.filter(
    (a) =>
      a.suppressedBy === null &&
      a.incidentId === null &&
      !a.isReplay &&
      a.severity < 5 &&
      !isLearned(a) &&
      (a.first ?? (a.released || movesClock(a))),
  )
  for (const a of alerts) if (a.lowered && a.severity === 5 && a.incidentId === null) a.dueAt = null
  const rows = alone
    .filter((a) => a.state === "new")
    .map((a) => {
      const clock = startClock("acknowledge", a.priority, a.reopened ? a.lastSeenAt : a.firstSeenAt)
      a.dueAt = clock.dueAt
      return { ...clockRow({ ...clock, id: newId() }), t: a.tenantId, incident: null, alert: a.id }
    })
  await cancelAlertClocks(
    tx,
    alerts.filter((a) => !a.first && (a.joined || a.newlyHidden || movesClock(a))),
  )
  await upsertClocks(tx, rows)
}

const movesClock = (a: AlertDraft) => a.raised || a.reopened || (a.lowered && a.state === "new")

/** Ends the own clock of alerts that were raised, lowered, came back, were hidden or went into an incident; a new one may follow. */
async function cancelAlertClocks(tx: InboxTx, alerts: readonly AlertDraft[]): Promise<void> {
  if (alerts.length === 0) return
  const rows = alerts.map((a) => ({ t: a.tenantId, a: a.id, at: a.lastSeenAt.toString() }))
  await tx.sql.execute(sql`
    update sla_clocks set cancelled_at = x.at from json_to_recordset(${JSON.stringify(rows)}::json) as x(t uuid, a uuid, at timestamptz)
    where tenant_id = x.t and alert_id = x.a and cancelled_at is null`)
}

type ClockRow = ReturnType<typeof clockRow> & { t: string; incident: string | null; alert: string | null }

async function upsertClocks(tx: InboxTx, rows: readonly ClockRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.sql.execute(sql`
    insert into sla_clocks (tenant_id, id, incident_id, alert_id, metric, priority, target_seconds, started_at, due_at, stopped_at, paused_seconds)
    select t, id, incident, alert, metric, priority, target, "startedAt", "dueAt", "stoppedAt", paused
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(t uuid, id uuid, incident uuid, alert uuid, metric text, priority smallint,
      target int, "startedAt" timestamptz, "dueAt" timestamptz, "stoppedAt" timestamptz, paused int)
    on conflict (tenant_id, id) do update set priority = excluded.priority, target_seconds = excluded.target_seconds,
      due_at = excluded.due_at, stopped_at = excluded.stopped_at, paused_seconds = excluded.paused_seconds`)
}

function clockRow(c: ClockDraft) {
  return {
    id: c.id,
    metric: c.metric,
    priority: c.priority,
    target: c.targetSeconds,
    startedAt: c.startedAt.toString(),
    dueAt: c.dueAt.toString(),
    stoppedAt: c.stoppedAt?.toString() ?? null,
    paused: c.pausedSeconds,
  }
}

function clockDraft(row: Row): ClockDraft {
  const at = (name: string) => (row[name] === null ? null : readInstant(String(row[name])))
  return {
    id: row["id"] as ClockId,
    metric: row["metric"] as Metric,
    priority: Number(row["priority"]) as Priority,
    targetSeconds: Number(row["target_seconds"]),
    startedAt: readInstant(String(row["started_at"])),
    dueAt: readInstant(String(row["due_at"])),
    stoppedAt: at("stopped_at"),
    pausedSeconds: Number(row["paused_seconds"]),
    cancelledAt: at("cancelled_at"),
  }
}

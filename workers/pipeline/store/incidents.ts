import { sql } from "drizzle-orm"
import type { Priority } from "#app/domain/incidents/priority.ts"
import { newId, type IncidentId } from "#app/kernel/ids.ts"
import { standInTitle } from "#app/domain/incidents/need-to-know.ts"
import { readInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { IncidentDraft } from "../incident-draft.ts"
import { insertRestricted } from "./restricted.ts"

type Row = Record<string, unknown>

/** Incidents that give up their key let go of it before the next of it is added. */
export async function releaseKeys(tx: InboxTx, incidents: readonly IncidentDraft[]): Promise<void> {
  const rows = incidents.filter((i) => i.gaveUpKey && !i.isNew).map((i) => ({ t: i.tenantId, i: i.id }))
  if (rows.length === 0) return
  await tx.sql.execute(sql`
    update incidents set group_key = null from json_to_recordset(${JSON.stringify(rows)}::json) as x(t uuid, i uuid)
    where tenant_id = x.t and id = x.i`)
}

/** Adds new incidents with their numbers, in the order given; gives how many another worker had not added a moment before. */
export async function insertIncidents(tx: InboxTx, incidents: readonly IncidentDraft[]): Promise<number> {
  const fresh = incidents.filter((i) => i.isNew)
  if (fresh.length === 0) return 0
  const rows = fresh.map((i, made) => ({
    ...incidentRow(i),
    ...(i.restrictedAt ? { title: standInTitle, restrictedAt: i.restrictedAt.toString() } : {}),
    made,
    openedBy: i.openedBy,
    flavour: i.discipline === "soc" ? "security" : "availability",
    discipline: i.discipline,
    openedAt: i.openedAt.toString(),
    rule: i.ruleId,
    policy: i.resolvePolicy,
    delay: i.resolveDelaySeconds,
    inactivity: i.inactivityCloseSeconds,
    recurrence: i.recurrenceOf,
    sibling: i.siblingOf,
  }))
  const added = await tx.sql.execute<Row>(sql`
    with x as (
      select *, row_number() over (partition by tenant order by made) as nth, count(*) over (partition by tenant) as many
      from json_to_recordset(${JSON.stringify(rows)}::json) as x(made int, tenant uuid, id uuid, title text, flavour text, discipline text,
        priority smallint, severity smallint, stage text, "group" text, "openedAt" timestamptz, "lastActivityAt" timestamptz,
        "alertCount" int, "dueAt" timestamptz, candidate boolean, tier smallint, service uuid, "clearedAt" timestamptz,
        "lastAlertAt" timestamptz, "openedBy" text, rule uuid, policy text, delay int, inactivity int, recurrence uuid, sibling uuid,
        "restrictedAt" timestamptz)
    ),
    numbers as (
      insert into tenant_counters (tenant_id, kind, next) select tenant, 'incident', 1000 + many from (select distinct tenant, many from x) t order by tenant
      on conflict (tenant_id, kind) do update set next = tenant_counters.next + (excluded.next - 1000)
      returning tenant_id, next
    )
    insert into incidents (tenant_id, id, number, title, flavour, discipline, priority, severity, stage, group_key, opened_by, opened_at,
      alert_count, last_activity_at, due_at, is_candidate, tier, service_id, cleared_at, last_alert_at, rule_id, resolve_policy,
      resolve_delay_seconds, inactivity_close_seconds, recurrence_of, sibling_of, restricted_at, updated_at)
    select x.tenant, x.id, n.next - x.many + x.nth, x.title, x.flavour, x.discipline, x.priority, x.severity, x.stage, x."group", x."openedBy",
      x."openedAt", x."alertCount", x."lastActivityAt", coalesce(x."dueAt", 'infinity'), x.candidate, x.tier, x.service,
      x."clearedAt", x."lastAlertAt", x.rule, x.policy, x.delay, x.inactivity, x.recurrence, x.sibling, x."restrictedAt", now()
    from x join numbers n on n.tenant_id = x.tenant order by x.tenant, x."group"
    on conflict (tenant_id, group_key) where stage not in ('resolved', 'closed') do nothing returning 1`)
  await insertRestricted(tx, fresh)
  return added.length
}

/** Writes what the batch changed on incidents that were there before, and moves their alerts' deadlines along. */
export async function updateIncidents(tx: InboxTx, incidents: readonly IncidentDraft[]): Promise<void> {
  const rows = incidents
    .filter((i) => !i.isNew)
    .map((i) => ({ ...incidentRow(i), moved: i.moving.length > 0 }))
  if (rows.length === 0) return
  await tx.sql.execute(sql`
    with x as (select * from json_to_recordset(${JSON.stringify(rows)}::json) as x(tenant uuid, id uuid, title text, priority smallint, severity smallint,
      stage text, "resolvedAt" timestamptz, "lastActivityAt" timestamptz, "alertCount" int, "dueAt" timestamptz, "group" text, candidate boolean,
      tier smallint, service uuid, "clearedAt" timestamptz, "lastAlertAt" timestamptz, moved boolean)),
    done as (
      update incidents set title = x.title, priority = x.priority, severity = x.severity, stage = x.stage, resolved_at = x."resolvedAt",
        last_activity_at = x."lastActivityAt", alert_count = x."alertCount", due_at = coalesce(x."dueAt", 'infinity'),
        group_key = x."group", is_candidate = x.candidate, tier = x.tier, service_id = x.service, cleared_at = x."clearedAt",
        last_alert_at = x."lastAlertAt", updated_at = now(), version = version + 1
      from x where incidents.tenant_id = x.tenant and incidents.id = x.id
    )
    update alerts set due_at = coalesce(x."dueAt", 'infinity') from x
    where x.moved and alerts.tenant_id = x.tenant and alerts.incident_id = x.id and alerts.state <> 'closed'`)
}

/** One line for each thing the batch did to an incident: opened, alerts added, raised, reopened. */
export async function insertTimeline(tx: InboxTx, incidents: readonly IncidentDraft[]): Promise<void> {
  const rows = incidents.flatMap(timelineOf)
  if (rows.length === 0) return
  await tx.sql.execute(sql`
    insert into incident_timeline (tenant_id, id, incident_id, at, kind, lane, actor, text, data)
    select t, id, i, at, kind, 'internal', '{"kind":"system","name":"correlation"}', null, data
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(t uuid, id uuid, i uuid, at timestamptz, kind text, data jsonb)`)
}

/** Why it is there, and which alert lent it service, discipline and tier: these are not taken anew from later ones. */
function openingOf(incident: IncidentDraft): object {
  return {
    rule: incident.openedBy,
    priority: incident.priority,
    valuesFrom: incident.added[0]?.id,
    ...(incident.isCandidate ? { candidate: true } : {}),
    ...(incident.recurrenceOf ? { recurrenceOf: incident.recurrenceOf } : {}),
    ...(incident.siblingOf ? { siblingOf: incident.siblingOf } : {}),
  }
}

function timelineOf(incident: IncidentDraft): object[] {
  const line = (kind: string, data: object, at = incident.lastActivityAt) => ({
    t: incident.tenantId,
    id: newId(),
    i: incident.id,
    at: at.toString(),
    kind,
    data,
  })
  const added = incident.added.map((a) => ({
    id: a.id,
    title: a.title.slice(0, 200),
    asset: a.asset,
    severity: a.severity,
  }))
  return [
    ...(incident.isNew ? [line("opened", openingOf(incident), incident.openedAt)] : []),
    ...(incident.isNew && incident.restrictedAt ? [line("restricted", {})] : []),
    ...(incident.reopenedAt
      ? [line("reopened", { cause: "the problem came back" }, incident.reopenedAt)]
      : []),
    ...(added.length > 0 ? [line("alerts-added", { count: added.length, alerts: added.slice(0, 20) })] : []),
    ...(incident.raisedFrom && !incident.isNew
      ? [
          line("priority-changed", {
            from: incident.raisedFrom,
            to: incident.priority,
            cause: "a worse alert",
          }),
        ]
      : []),
  ]
}

function incidentRow(i: IncidentDraft) {
  return {
    tenant: i.tenantId,
    id: i.id,
    title: i.title,
    priority: i.priority,
    severity: i.severity,
    stage: i.stage,
    resolvedAt: i.resolvedAt?.toString() ?? null,
    lastActivityAt: i.lastActivityAt.toString(),
    alertCount: i.alertCount,
    dueAt: i.dueAt?.toString() ?? null,
    group: i.groupKey,
    candidate: i.isCandidate,
    tier: i.tier,
    service: i.serviceId,
    clearedAt: i.clearedAt?.toString() ?? null,
    lastAlertAt: i.lastAlertAt?.toString() ?? null,
  }
}

export function incidentDraft(row: Row): IncidentDraft {
  const at = (name: string) => (row[name] === null ? null : readInstant(String(row[name])))
  return {
    tenantId: row["tenant_id"] as IncidentDraft["tenantId"],
    id: row["id"] as IncidentId,
    groupKey: row["group_key"] as string | null,
    gaveUpKey: false,
    openedBy: String(row["opened_by"]),
    openedAt: readInstant(String(row["opened_at"])),
    isNew: false,
    title: String(row["title"]),
    severity: Number(row["severity"]),
    priority: Number(row["priority"]) as Priority,
    stage: row["stage"] as IncidentDraft["stage"],
    resolvedAt: at("resolved_at"),
    alertCount: Number(row["alert_count"]),
    dueAt: row["due_at"] === "infinity" ? null : readInstant(String(row["due_at"])),
    discipline: row["discipline"] as "noc" | "soc",
    lastActivityAt: readInstant(String(row["last_activity_at"])),
    isCandidate: row["is_candidate"] === true,
    isDismissed: row["dismissed_at"] !== null,
    mergedInto: row["merged_into"] as IncidentId | null,
    tier: Number(row["tier"]),
    serviceId: row["service_id"] as IncidentDraft["serviceId"],
    ruleId: row["rule_id"] as IncidentDraft["ruleId"],
    resolvePolicy: row["resolve_policy"] as IncidentDraft["resolvePolicy"],
    resolveDelaySeconds: Number(row["resolve_delay_seconds"]),
    clearedAt: at("cleared_at"),
    inactivityCloseSeconds: row["inactivity_close_seconds"] as number | null,
    lastAlertAt: at("last_alert_at"),
    recurrenceOf: row["recurrence_of"] as IncidentId | null,
    siblingOf: row["sibling_of"] as IncidentId | null,
    restrictedAt: at("restricted_at"),
    moving: [],
    members: [],
    added: [],
    reopenedAt: null,
    raisedFrom: null,
  }
}

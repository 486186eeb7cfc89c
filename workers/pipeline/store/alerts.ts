import { sql } from "drizzle-orm"
import type { AlertState, Condition, Disposition } from "#app/domain/alerts/alert.ts"
import type { AlertId, IncidentId } from "#app/kernel/ids.ts"
import { readInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { AlertDraft } from "../fold.ts"
import type { IncomingEvent } from "../incoming.ts"

type Row = Record<string, unknown>

/** Locks and reads the newest alert of every fingerprint in the batch, in lock order. */
export async function lockLatest(tx: InboxTx, events: readonly IncomingEvent[]): Promise<AlertDraft[]> {
  const keys = new Map(
    events.map((e) => [`${e.tenantId} ${e.fingerprint}`, { t: e.tenantId, f: e.fingerprint }]),
  )
  const rows = await tx.sql.execute<Row>(sql`
    select a.* from json_to_recordset(${JSON.stringify([...keys.values()])}::json) as k(t uuid, f text)
    join alerts a on a.tenant_id = k.t and a.fingerprint = k.f and a.is_latest
    order by a.tenant_id, a.fingerprint for update of a`)
  return rows.map(draft)
}

/** Marks closed alerts as followed by a newer one. */
export async function retire(tx: InboxTx, drafts: readonly AlertDraft[]): Promise<void> {
  if (drafts.length === 0) return
  const rows = drafts.map((d) => ({ t: d.tenantId, i: d.id }))
  await tx.sql.execute(sql`
    update alerts set is_latest = false from json_to_recordset(${JSON.stringify(rows)}::json) as x(t uuid, i uuid)
    where tenant_id = x.t and id = x.i`)
}

/** Adds new alerts; gives the number that another worker had not added a moment before. */
export async function insertAlerts(tx: InboxTx, drafts: readonly AlertDraft[]): Promise<number> {
  const rows = drafts.flatMap((d) => (d.first ? [insertRow(d, d.first)] : []))
  if (rows.length === 0) return 0
  const added = await tx.sql.execute<Row>(sql`
    insert into alerts (tenant_id, id, source_id, fingerprint, is_latest, group_key, discipline, severity, source_severity, state,
      condition, title, description, external_id, asset, category, rule, url, observables, techniques, labels, flags, occurred_at,
      first_seen_at, last_seen_at, count, episode, cleared_at, incident_id, previous_alert_id, due_at, updated_at)
    select tenant, id, source, fingerprint, true, "group", discipline, severity, "sourceSeverity", state,
      condition, title, description, "externalId", asset, category, rule, url, observables,
      array(select jsonb_array_elements_text(techniques)), labels, array(select jsonb_array_elements_text(flags)), "occurredAt",
      "firstSeenAt", "lastSeenAt", count, episode, "clearedAt", incident, previous, coalesce("dueAt", 'infinity'), "lastSeenAt"
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(tenant uuid, id uuid, source uuid, fingerprint text, "group" text,
      discipline text, severity smallint, "sourceSeverity" text, state text, condition text, title text, description text,
      "externalId" text, asset text, category text, rule text, url text, observables jsonb, techniques jsonb, labels jsonb,
      flags jsonb, "occurredAt" timestamptz, "firstSeenAt" timestamptz, "lastSeenAt" timestamptz, count int, episode int,
      "clearedAt" timestamptz, incident uuid, previous uuid, "dueAt" timestamptz)
    order by tenant, fingerprint
    on conflict (tenant_id, fingerprint) where is_latest do nothing returning 1`)
  return added.length
}

/** Writes what the batch changed on alerts that were there before. */
export async function updateAlerts(tx: InboxTx, drafts: readonly AlertDraft[]): Promise<void> {
  const rows = drafts.filter((d) => !d.first).map(updateRow)
  if (rows.length === 0) return
  await tx.sql.execute(sql`
    update alerts set state = x.state, condition = x.condition, severity = x.severity, last_seen_at = x."lastSeenAt", count = x.count,
      episode = x.episode, cleared_at = x."clearedAt", closed_at = x."closedAt", disposition = x.disposition, labels = x.labels,
      flags = array(select jsonb_array_elements_text(x.flags)), incident_id = x.incident,
      due_at = coalesce(x."dueAt", 'infinity'), updated_at = now(), version = version + 1
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(tenant uuid, id uuid, state text, condition text, severity smallint,
      "lastSeenAt" timestamptz, count int, episode int, "clearedAt" timestamptz, "closedAt" timestamptz, disposition text,
      labels jsonb, flags jsonb, incident uuid, "dueAt" timestamptz)
    where alerts.tenant_id = x.tenant and alerts.id = x.id`)
}

function updateRow(d: AlertDraft) {
  return {
    tenant: d.tenantId,
    id: d.id,
    state: d.state,
    condition: d.condition,
    severity: d.severity,
    lastSeenAt: d.lastSeenAt.toString(),
    count: d.count,
    episode: d.episode,
    clearedAt: d.clearedAt?.toString() ?? null,
    closedAt: d.closedAt?.toString() ?? null,
    disposition: d.disposition,
    labels: d.labels,
    flags: d.flags,
    incident: d.incidentId,
    dueAt: d.dueAt?.toString() ?? null,
  }
}

function insertRow(d: AlertDraft, { event, occurredAt }: IncomingEvent) {
  return {
    ...updateRow(d),
    source: d.sourceId,
    fingerprint: d.fingerprint,
    group: d.groupKey,
    discipline: event.discipline,
    sourceSeverity: event.sourceSeverity,
    title: event.title,
    description: event.description,
    externalId: event.externalId,
    asset: event.asset,
    category: event.category,
    rule: event.rule,
    url: event.url,
    observables: event.observables,
    techniques: event.techniques,
    occurredAt: occurredAt?.toString() ?? null,
    firstSeenAt: d.firstSeenAt.toString(),
    previous: d.previousAlertId,
  }
}

function draft(row: Row): AlertDraft {
  const at = (name: string) => (row[name] === null ? null : readInstant(String(row[name])))
  return {
    tenantId: row["tenant_id"] as AlertDraft["tenantId"],
    id: row["id"] as AlertId,
    sourceId: row["source_id"] as AlertDraft["sourceId"],
    fingerprint: String(row["fingerprint"]),
    groupKey: String(row["group_key"]),
    firstSeenAt: readInstant(String(row["first_seen_at"])),
    previousAlertId: row["previous_alert_id"] as AlertId | null,
    first: null,
    state: row["state"] as AlertState,
    condition: row["condition"] as Condition,
    severity: Number(row["severity"]),
    lastSeenAt: readInstant(String(row["last_seen_at"])),
    count: Number(row["count"]),
    episode: Number(row["episode"]),
    clearedAt: at("cleared_at"),
    closedAt: at("closed_at"),
    disposition: row["disposition"] as Disposition | null,
    incidentId: row["incident_id"] as IncidentId | null,
    dueAt: row["due_at"] === "infinity" ? null : at("due_at"),
    labels: row["labels"] as Record<string, string>,
    asset: row["asset"] as string | null,
    title: String(row["title"]),
    discipline: row["discipline"] as "noc" | "soc",
    flags: row["flags"] as string[],
    changed: false,
    raised: false,
    reopened: false,
    cleared: false,
  }
}

import { sql } from "drizzle-orm"
import type { AlertState, Condition, Disposition } from "#app/domain/alerts/alert.ts"
import type { Observable } from "#app/domain/ingest/adapter.ts"
import type { AlertId, IncidentId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { readInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import { unnestRows } from "#db/unnest-rows.ts"
import type { AlertDraft } from "../alert-draft.ts"
import type { IncomingEvent } from "../incoming.ts"
import { stormKey } from "../storms.ts"
import { adding, changing, insertRow, updateRow } from "./alert-rows.ts"
import { isSkewed } from "#app/domain/alerts/signal-rules.ts"

type Row = Record<string, unknown>

/** Locks and reads the newest alert of every fingerprint in the batch and those of storms its rules are in, in lock order. */
export async function lockLatest(tx: InboxTx, events: readonly IncomingEvent[]): Promise<AlertDraft[]> {
  const keys = new Map<string, { t: string; f: string }>()
  for (const e of events)
    for (const f of [e.fingerprint, ...e.formerFingerprints])
      keys.set(`${e.tenantId} ${f}`, { t: e.tenantId, f })
  const rules = new Map(events.map((e) => [stormKey(e), { t: e.tenantId, s: e.sourceId, g: e.groupKey }]))
  const rows = await tx.sql.execute<Row>(sql`
    with k as (
      select t, f from ${unnestRows([...keys.values()], { t: "uuid", f: "text" }, "k")}
      union all select o.tenant_id, o.fingerprint from ${unnestRows([...rules.values()], { t: "uuid", s: "uuid", g: "text" }, "r")}
      join storms s on s.tenant_id = r.t and s.source_id = r.s and s.group_key = r.g and s.alert_id is not null
      join alerts o on o.tenant_id = s.tenant_id and o.id = s.alert_id
    )
    select a.*, s.adapter as tool, a.condition_changes::text[] as condition_changes from k
    join alerts a on a.tenant_id = k.t and a.fingerprint = k.f and a.is_latest
    left join sources s on s.tenant_id = a.tenant_id and s.id = a.source_id
    order by a.tenant_id, a.fingerprint for update of a`)
  return rows.map(draft)
}

/** Locks and reads the open alerts that something hides, in lock order. */
export async function lockHidden(
  tx: InboxTx,
  tenantId: TenantId,
  ids: readonly AlertId[],
): Promise<AlertDraft[]> {
  const keys = ids.map((i) => ({ i }))
  const rows = await tx.sql.execute<Row>(sql`
    select a.*, s.adapter as tool, a.condition_changes::text[] as condition_changes
    from json_to_recordset(${JSON.stringify(keys)}::json) as k(i uuid)
    join alerts a on a.tenant_id = ${tenantId} and a.id = k.i and a.state <> 'closed' and a.suppressed_by is not null
    left join sources s on s.tenant_id = a.tenant_id and s.id = a.source_id
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
      first_seen_at, last_seen_at, count, exact_dupes, payload_hash, condition_changes, flapping_since, false_positives, episode,
      cleared_at, suppressed_by, suppressed_by_id, suppressed_at, is_overflow, is_replay, service_id, asset_id, tier, priority,
      correlation_rule_id, correlation_key, is_child, incident_id, previous_alert_id, due_at, updated_at)
    select tenant, id, source, fingerprint, true, "group", discipline, severity, "sourceSeverity", state,
      condition, title, description, "externalId", asset, category, rule, url, observables,
      techniques::text[], labels, flags::text[], "occurredAt",
      "firstSeenAt", "lastSeenAt", count, "exactDupes", "payloadHash", changes::timestamptz[], "flappingSince", "falsePositives", episode,
      "clearedAt", "suppressedBy", "suppressedById", "suppressedAt", "isOverflow", "isReplay", service, "assetId", tier, priority,
      "ruleId", "ruleKey", "isChild", incident, previous, coalesce("dueAt", 'infinity'), "lastSeenAt"
    from ${unnestRows(rows, adding)}
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
      exact_dupes = x."exactDupes", payload_hash = x."payloadHash", condition_changes = x.changes::timestamptz[],
      flapping_since = x."flappingSince", false_positives = x."falsePositives", suppressed_by = x."suppressedBy",
      suppressed_by_id = x."suppressedById", suppressed_at = x."suppressedAt", is_overflow = x."isOverflow", is_replay = x."isReplay", service_id = x.service,
      asset_id = x."assetId", tier = x.tier, priority = x.priority, correlation_rule_id = x."ruleId", correlation_key = x."ruleKey",
      is_child = x."isChild", episode = x.episode, cleared_at = x."clearedAt", closed_at = x."closedAt", disposition = x.disposition, labels = x.labels,
      flags = x.flags::text[], incident_id = x.incident,
      due_at = coalesce(x."dueAt", 'infinity'), updated_at = now(), version = version + 1
    from ${unnestRows(rows, changing)}
    where alerts.tenant_id = x.tenant and alerts.id = x.id`)
}

/** An alert as it was read. The row has its source's adapter as `tool`, and `condition_changes` as text. */
export function draft(row: Row): AlertDraft {
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
    tool: String(row["tool"]),
    description: row["description"] as string | null,
    category: String(row["category"]),
    rule: row["rule"] as string | null,
    url: row["url"] as string | null,
    techniques: row["techniques"] as string[],
    observables: row["observables"] as Observable[],
    isReplay: row["is_replay"] === true,
    startedAt: trusted(at("occurred_at"), readInstant(String(row["first_seen_at"]))),
    lastFiredAt: null,
    lastClearedAt: null,
    exactDupes: Number(row["exact_dupes"]),
    payloadHash: row["payload_hash"] as string | null,
    conditionChanges: (row["condition_changes"] as string[]).map(readInstant),
    flappingSince: at("flapping_since"),
    falsePositives: Number(row["false_positives"]),
    suppressedBy: row["suppressed_by"] as AlertDraft["suppressedBy"],
    suppressedById: row["suppressed_by_id"] as string | null,
    suppressedAt: at("suppressed_at"),
    isOverflow: row["is_overflow"] === true,
    serviceId: row["service_id"] as AlertDraft["serviceId"],
    assetId: row["asset_id"] as AlertDraft["assetId"],
    tier: Number(row["tier"]),
    priority: Number(row["priority"]) as AlertDraft["priority"],
    correlationRuleId: row["correlation_rule_id"] as AlertDraft["correlationRuleId"],
    correlationKey: row["correlation_key"] as string | null,
    isChild: row["is_child"] === true,
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
    lowered: false,
    reopened: false,
    cleared: false,
    turns: [],
    joined: false,
    released: false,
    newlyHidden: false,
    turnedAt: null,
    firedAt: null,
  }
}

const trusted = (occurredAt: Instant | null, receivedAt: Instant) =>
  isSkewed(occurredAt, receivedAt) ? null : occurredAt

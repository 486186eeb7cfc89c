import { sql } from "drizzle-orm"
import type { FindingState } from "#app/domain/findings/finding.ts"
import type { Priority } from "#app/domain/incidents/priority.ts"
import { type FindingId, newIdAt } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { readInstant, writeInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { DraftSighting, FindingDraft } from "../finding-draft.ts"
import { byScanner } from "#app/domain/findings/finding.ts"
import type { IncomingEvent } from "../incoming.ts"

type Row = Record<string, unknown>

/** What a batch may change on a finding: the columns an insert and an update share. */
const changing =
  sql.raw(`fingerprint text, discipline text, state text, "stateBy" text, "stateAt" timestamptz, severity smallint, priority smallint,
  exploit boolean, labels jsonb, "assetId" uuid, service uuid, "lastSeenAt" timestamptz, count int, "exactDupes" int, "payloadHash" text,
  "lastFiredAt" timestamptz, "lastClearedAt" timestamptz, "isReplay" boolean, "acceptedUntil" timestamptz, "plannedUntil" timestamptz,
  "dueAt" timestamptz, title text, description text, asset text, rule text, url text, "externalId" text, cves jsonb`)

const cves = (column: string) => sql.raw(`array(select jsonb_array_elements_text(${column}))`)

/** Locks and reads the findings these events may be about, in lock order. */
export async function lockFindings(tx: InboxTx, events: readonly IncomingEvent[]): Promise<FindingDraft[]> {
  const keys = new Map<string, { t: string; f: string }>()
  for (const e of events)
    for (const f of [e.fingerprint, ...e.formerFingerprints])
      keys.set(`${e.tenantId} ${f}`, { t: e.tenantId, f })
  const rows = await tx.sql.execute<Row>(sql`
    select f.* from json_to_recordset(${JSON.stringify([...keys.values()])}::json) as k(t uuid, f text)
    join findings f on f.tenant_id = k.t and f.fingerprint = k.f
    order by f.tenant_id, f.fingerprint for update of f`)
  return rows.map(draft)
}

/** Adds new findings; gives the number that another worker had not added a moment before. */
export async function insertFindings(tx: InboxTx, drafts: readonly FindingDraft[]): Promise<number> {
  const rows = drafts.filter((d) => d.isNew).map(rowOf)
  if (rows.length === 0) return 0
  const added = await tx.sql.execute<Row>(sql`
    insert into findings (tenant_id, id, source_id, fingerprint, discipline, state, state_by, state_at, severity, priority, exploit_known, title,
      description, asset, rule, url, external_id, cves, labels, asset_id, service_id, first_seen_at, last_seen_at, count, exact_dupes,
      payload_hash, started_at, last_fired_at, last_cleared_at, is_replay, due_at, updated_at)
    select tenant, id, source, fingerprint, discipline, state, "stateBy", "stateAt", severity, priority, exploit, title,
      description, asset, rule, url, "externalId", ${cves("cves")}, labels, "assetId", service, "firstSeenAt", "lastSeenAt", count, "exactDupes",
      "payloadHash", "startedAt", "lastFiredAt", "lastClearedAt", "isReplay", coalesce("dueAt", 'infinity'), ${tx.now.toString()}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(tenant uuid, id uuid, source uuid, "firstSeenAt" timestamptz, "startedAt" timestamptz, ${changing})
    order by tenant, fingerprint
    on conflict (tenant_id, fingerprint) do nothing returning 1`)
  return added.length
}

/** Writes what the batch changed on findings that were there before. What no event of it told anew stays as it was. */
export async function updateFindings(tx: InboxTx, drafts: readonly FindingDraft[]): Promise<void> {
  const rows = drafts.filter((d) => !d.isNew).map(rowOf)
  if (rows.length === 0) return
  await tx.sql.execute(sql`
    update findings f set fingerprint = x.fingerprint, discipline = x.discipline, state = x.state, state_by = x."stateBy", state_at = x."stateAt",
      severity = x.severity, priority = x.priority, exploit_known = x.exploit, labels = x.labels, asset_id = x."assetId", service_id = x.service,
      last_seen_at = x."lastSeenAt", count = x.count, exact_dupes = x."exactDupes", payload_hash = x."payloadHash",
      last_fired_at = x."lastFiredAt", last_cleared_at = x."lastClearedAt", is_replay = x."isReplay", accepted_until = x."acceptedUntil",
      planned_until = x."plannedUntil", planned_note = case when x."plannedUntil" is null then null else f.planned_note end,
      due_at = coalesce(x."dueAt", 'infinity'), updated_at = ${tx.now.toString()}::timestamptz,
      title = coalesce(x.title, f.title), description = coalesce(x.description, f.description), asset = coalesce(x.asset, f.asset),
      rule = coalesce(x.rule, f.rule), url = coalesce(x.url, f.url), external_id = coalesce(x."externalId", f.external_id),
      cves = case when x.cves is null then f.cves else ${cves("x.cves")} end
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(tenant uuid, id uuid, ${changing})
    where f.tenant_id = x.tenant and f.id = x.id`)
}

/** Writes which signals told of which finding. */
export async function insertSightings(tx: InboxTx, sightings: readonly DraftSighting[]): Promise<void> {
  if (sightings.length === 0) return
  const rows = sightings.map(({ event, finding, effect }) => ({
    t: finding.tenantId,
    f: finding.id,
    r: writeInstant(event.receivedAt),
    d: event.deliveryId,
    o: event.ordinal,
    e: effect,
  }))
  await tx.sql.execute(sql`
    insert into finding_sightings (tenant_id, finding_id, received_at, delivery_id, ordinal, effect)
    select t, f, r, d, o, e from json_to_recordset(${JSON.stringify(rows)}::json) as x(t uuid, f uuid, r timestamptz, d uuid, o int, e text)`)
}

/** Writes what became of findings in this batch. */
export async function insertTurns(tx: InboxTx, drafts: readonly FindingDraft[]): Promise<void> {
  const rows = drafts.flatMap(({ tenantId, id, turns }) =>
    turns.map(({ at, kind }) => ({
      ...{ t: tenantId, i: newIdAt(at.epochMilliseconds), f: id, at: writeInstant(at), k: kind },
    })),
  )
  if (rows.length === 0) return
  await tx.sql.execute(sql`
    insert into finding_history (tenant_id, id, finding_id, at, kind, by_name)
    select t, i, f, at, k, ${byScanner} from json_to_recordset(${JSON.stringify(rows)}::json) as x(t uuid, i uuid, f uuid, at timestamptz, k text)`)
}

const maybe = (at: Instant | null) => at && writeInstant(at)

function rowOf(d: FindingDraft) {
  const said = d.newest?.event
  return {
    ...{
      tenant: d.tenantId,
      id: d.id,
      source: d.sourceId,
      fingerprint: d.fingerprint,
      discipline: d.discipline,
    },
    ...{ state: d.state, stateBy: d.stateBy, stateAt: writeInstant(d.stateAt) },
    ...{ severity: d.severity, priority: d.priority, exploit: d.exploitKnown, labels: d.labels },
    ...{ assetId: d.assetId, service: d.serviceId, count: d.count, exactDupes: d.exactDupes },
    ...{ payloadHash: d.payloadHash, isReplay: d.isReplay },
    ...{ firstSeenAt: writeInstant(d.firstSeenAt), lastSeenAt: writeInstant(d.lastSeenAt) },
    ...{
      startedAt: maybe(d.startedAt),
      lastFiredAt: maybe(d.lastFiredAt),
      lastClearedAt: maybe(d.lastClearedAt),
    },
    ...{ acceptedUntil: maybe(d.acceptedUntil), plannedUntil: maybe(d.plannedUntil), dueAt: maybe(d.dueAt) },
    ...{ title: said?.title ?? null, description: said?.description ?? null, asset: said?.asset ?? null },
    ...{ rule: said?.rule ?? null, url: said?.url ?? null, externalId: said?.externalId ?? null },
    cves: said?.observables.flatMap(({ type, value }) => (type === "cve" ? [value] : [])) ?? null,
  }
}

function draft(row: Row): FindingDraft {
  const at = (name: string) => readInstant(String(row[name]))
  const perhaps = (name: string) => (row[name] === null ? null : at(name))
  return {
    tenantId: row["tenant_id"] as FindingDraft["tenantId"],
    id: row["id"] as FindingId,
    sourceId: row["source_id"] as FindingDraft["sourceId"],
    fingerprint: String(row["fingerprint"]),
    discipline: row["discipline"] as FindingDraft["discipline"],
    state: row["state"] as FindingState,
    stateBy: String(row["state_by"]),
    stateAt: at("state_at"),
    severity: Number(row["severity"]),
    priority: Number(row["priority"]) as Priority,
    exploitKnown: row["exploit_known"] as boolean | null,
    labels: row["labels"] as Record<string, string>,
    assetId: row["asset_id"] as FindingDraft["assetId"],
    serviceId: row["service_id"] as FindingDraft["serviceId"],
    firstSeenAt: at("first_seen_at"),
    lastSeenAt: at("last_seen_at"),
    count: Number(row["count"]),
    exactDupes: Number(row["exact_dupes"]),
    payloadHash: row["payload_hash"] as string | null,
    startedAt: perhaps("started_at"),
    lastFiredAt: perhaps("last_fired_at"),
    lastClearedAt: perhaps("last_cleared_at"),
    isReplay: row["is_replay"] === true,
    acceptedUntil: perhaps("accepted_until"),
    plannedUntil: perhaps("planned_until"),
    dueAt: row["due_at"] === "infinity" ? null : perhaps("due_at"),
    newest: null,
    isNew: false,
    turned: false,
    changed: false,
    turns: [],
  }
}

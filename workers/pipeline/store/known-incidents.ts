import { sql } from "drizzle-orm"
import type { AlertId, ServiceId, TenantId } from "#app/kernel/ids.ts"
import type { Correlatable } from "#app/domain/correlation/claims.ts"
import type { Observable } from "#app/domain/ingest/adapter.ts"
import { readInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { AlertDraft } from "../alert-draft.ts"
import type { IncidentDraft } from "../incident-draft.ts"
import { type Dependencies, keyAt, type KnownIncidents, remember } from "../known-incidents.ts"
import { upstreamOf } from "../outage.ts"
import { RacedWithAnotherWorker } from "../raced.ts"
import type { Take } from "../take.ts"
import { lockAwaiting } from "./awaiting.ts"
import { incidentDraft } from "./incidents.ts"

type Row = Record<string, unknown>

/**
 * Locks and reads everything the batch's alerts may be put into: first the alerts that wait under their keys, then the
 * incidents they are in, the ones that hold or held their keys, and the outages they may follow from.
 */
export async function lockKnown(
  tx: InboxTx,
  alerts: readonly AlertDraft[],
  takes: readonly Take[],
): Promise<KnownIncidents> {
  const wanted = takes.filter((take) => take.claims.length > 0)
  const [, awaitingByKey, dependencies] = await Promise.all([
    wanted.length > 0 ? tx.plan("each") : null,
    lockAwaiting(tx, alerts, wanted),
    readDependencies(tx, wanted),
  ])
  const known: KnownIncidents = {
    byId: new Map(),
    openByKey: new Map(),
    overByKey: new Map(),
    outages: new Map(),
    awaitingByKey,
    dependencies,
  }
  for (const incident of await lockIncidents(tx, wanted, dependencies)) remember(known, incident)
  // Merged between our look and our lock: its survivor is not among them.
  for (const { mergedInto } of known.byId.values())
    if (mergedInto && !known.byId.has(mergedInto)) throw new RacedWithAnotherWorker()
  return known
}

async function lockIncidents(
  tx: InboxTx,
  takes: readonly Take[],
  dependencies: Dependencies,
): Promise<IncidentDraft[]> {
  if (takes.length === 0) return []
  const keys = takes.flatMap(({ alert, claims }) => claims.map(({ key }) => ({ t: alert.tenantId, g: key })))
  const ids = takes.flatMap(({ alert: a }) => (a.incidentId ? [{ t: a.tenantId, i: a.incidentId }] : []))
  const services = takes.flatMap(({ alert }) =>
    upstreamOf(alert, dependencies).map((s) => ({ t: alert.tenantId, s })),
  )
  const rows = await tx.sql.execute<Row>(sql`
    with recursive k as (select distinct * from json_to_recordset(${JSON.stringify(keys)}::json) as k(t uuid, g text)),
    found as (
      select n.tenant_id, n.id from k join incidents n on n.tenant_id = k.t and n.group_key = k.g and n.stage not in ('resolved', 'closed')
      union select n.tenant_id, n.id from k cross join lateral (
        select o.tenant_id, o.id from incidents o where o.tenant_id = k.t and o.group_key = k.g and o.dismissed_at is null
        order by o.opened_at desc limit 1) n
      union select n.tenant_id, n.id from (select distinct * from json_to_recordset(${JSON.stringify(services)}::json) as s(t uuid, s uuid)) s
        join incidents n on n.tenant_id = s.t and n.service_id = s.s and n.stage not in ('resolved', 'closed')
          and n.discipline = 'noc' and not n.is_candidate and n.merged_into is null
      union select i.t, i.i from json_to_recordset(${JSON.stringify(ids)}::json) as i(t uuid, i uuid)
    ),
    wanted as (
      select * from found
      union select n.tenant_id, n.merged_into from wanted w
        join incidents n on n.tenant_id = w.tenant_id and n.id = w.id and n.merged_into is not null
    )
    select n.* from incidents n join wanted w on w.tenant_id = n.tenant_id and w.id = n.id
    order by n.tenant_id, n.id for update of n`)
  const incidents = rows.map(incidentDraft)
  // One was merged while the batch waited for it: its survivor has to be locked as well, in the order of all.
  const locked = new Set(incidents.map((incident) => incident.id))
  if (incidents.some(({ mergedInto }) => mergedInto !== null && !locked.has(mergedInto)))
    throw new RacedWithAnotherWorker()
  const members = await membersOf(tx, joinable(incidents, takes))
  for (const incident of incidents) {
    incident.members = members.get(incident.id) ?? []
  }
  return incidents
}

/** Those that an alert of the batch may join: their titles are then made anew. */
function joinable(incidents: readonly IncidentDraft[], takes: readonly Take[]): IncidentDraft[] {
  const byKey = Map.groupBy(
    takes.flatMap(({ alert, claims }) =>
      claims.map(({ key }) => ({ at: keyAt(alert.tenantId, key), incidentId: alert.incidentId })),
    ),
    (one) => one.at,
  )
  return incidents.filter(({ tenantId, groupKey, id }) =>
    byKey.get(keyAt(tenantId, groupKey ?? ""))?.some((one) => one.incidentId !== id),
  )
}

/** The alerts of these incidents, by incident, as far as titles go by them. Those that only follow have no say. */
async function membersOf(
  tx: InboxTx,
  incidents: readonly IncidentDraft[],
): Promise<Map<string, Correlatable[]>> {
  const found = new Map<string, Correlatable[]>()
  if (incidents.length === 0) return found
  const keys = incidents.map((i) => ({ t: i.tenantId, i: i.id }))
  const rows = await tx.sql.execute<Row>(sql`
    select a.tenant_id, a.id, a.incident_id, a.fingerprint, a.group_key, a.first_seen_at, a.flags, a.suppressed_by, a.title, a.severity,
      a.discipline, a.category, a.asset, a.rule, a.source_id, a.service_id, a.url, a.techniques, a.observables, a.labels, s.adapter as tool
    from json_to_recordset(${JSON.stringify(keys)}::json) as k(t uuid, i uuid)
    join alerts a on a.tenant_id = k.t and a.incident_id = k.i and not a.is_child
    left join sources s on s.tenant_id = a.tenant_id and s.id = a.source_id`)
  for (const row of rows) {
    const incident = String(row["incident_id"])
    found.set(incident, [...(found.get(incident) ?? []), member(row)])
  }
  return found
}

function member(row: Row): Correlatable {
  return {
    tenantId: row["tenant_id"] as TenantId,
    id: row["id"] as AlertId,
    fingerprint: String(row["fingerprint"]),
    groupKey: String(row["group_key"]),
    firstSeenAt: readInstant(String(row["first_seen_at"])),
    flags: row["flags"] as string[],
    suppressedBy: row["suppressed_by"] as string | null,
    title: String(row["title"]),
    description: null,
    severity: Number(row["severity"]),
    discipline: String(row["discipline"]),
    category: String(row["category"]),
    asset: row["asset"] as string | null,
    rule: row["rule"] as string | null,
    sourceId: String(row["source_id"]),
    tool: String(row["tool"]),
    serviceId: row["service_id"] as string | null,
    url: row["url"] as string | null,
    techniques: row["techniques"] as string[],
    observables: row["observables"] as Observable[],
    labels: row["labels"] as Record<string, string>,
  }
}

/** What depends on what, at the clients whose alerts have a service. */
async function readDependencies(tx: InboxTx, takes: readonly Take[]): Promise<Dependencies> {
  const tenants = [...new Set(takes.flatMap(({ alert }) => (alert.serviceId ? [alert.tenantId] : [])))]
  const found = new Map<string, ServiceId[]>()
  if (tenants.length === 0) return found
  const rows = await tx.sql.execute<Row>(sql`
    select d.tenant_id, d.service_id, d.depends_on_id
    from json_to_recordset(${JSON.stringify(tenants.map((t) => ({ t })))}::json) as k(t uuid)
    join service_dependencies d on d.tenant_id = k.t order by d.tenant_id, d.service_id, d.depends_on_id`)
  for (const row of rows) {
    const key = keyAt(row["tenant_id"] as TenantId, String(row["service_id"]))
    found.set(key, [...(found.get(key) ?? []), row["depends_on_id"] as ServiceId])
  }
  return found
}

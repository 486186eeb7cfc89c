import { and, asc, eq, getTableColumns, inArray, or, sql } from "drizzle-orm"
import type { AlertId, FindingId, IncidentId, SlaPolicyId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { instant } from "#app/kernel/time.ts"
import { readInstant } from "#db/columns.ts"
import { within } from "#db/reach.ts"
import { slaClocks } from "#db/schema/sla.ts"
import type { ReadTx, Sql, TenantTx } from "#db/tenant.ts"
import type { SlaMetric } from "../clock/metric.ts"
import type { EventRow } from "./event-json.ts"
import type { StoredColumns } from "./stored-columns.ts"
import { columnsOfSubject, keyOfSubject, type Subject, subjectOf, type TenantSubject } from "./subject.ts"

type Row = Record<string, unknown>
type Reading = { readonly sql: Pick<Sql, "execute"> }

/** The stored clocks of one record, in the order of their start. */
export function selectClocks<P extends Permission>(t: ReadTx<P>, subject: Subject) {
  return t.sql
    .select()
    .from(slaClocks)
    .where(and(within(slaClocks.tenantId, t.reach), clocksOf(subject)))
    .orderBy(asc(slaClocks.startedAt), asc(slaClocks.metric), asc(slaClocks.cycle))
}

function clocksOf(subject: Subject) {
  if ("incident" in subject) return eq(slaClocks.incidentId, subject.incident)
  return "alert" in subject ? eq(slaClocks.alertId, subject.alert) : eq(slaClocks.findingId, subject.finding)
}

/** The events of these records, by record, in no order. */
export async function selectEvents(
  tx: Reading,
  records: readonly TenantSubject[],
): Promise<ReadonlyMap<string, readonly EventRow[]>> {
  if (records.length === 0) return new Map()
  const keys = records.map((r) => ({ t: r.tenantId, ...columnsOfSubject(r.subject) }))
  const rows = await tx.sql.execute<Row>(sql`
    with k as (select * from json_to_recordset(${JSON.stringify(keys)}::json) as k(t uuid, incident uuid, alert uuid, finding uuid))
    select e.incident_id as record, e.id, e.at, e.kind, e.data from k join sla_events e on e.tenant_id = k.t and e.incident_id = k.incident
    union all
    select e.alert_id, e.id, e.at, e.kind, e.data from k join sla_events e on e.tenant_id = k.t and e.alert_id = k.alert
    union all
    select e.finding_id, e.id, e.at, e.kind, e.data from k join sla_events e on e.tenant_id = k.t and e.finding_id = k.finding`)
  const found = new Map<string, EventRow[]>()
  for (const row of rows) {
    const record = String(row["record"])
    const event = {
      id: String(row["id"]),
      at: readInstant(String(row["at"])),
      kind: String(row["kind"]),
      data: row["data"],
    }
    const known = found.get(record)
    if (known) known.push(event)
    else found.set(record, [event])
  }
  return found
}

export type BoundPolicyRow = {
  readonly tenantId: TenantId
  readonly policyId: string
  readonly version: number
  readonly effectiveFrom: string
  readonly endedAt: string | null
  readonly terms: unknown
}

/** What was bound to these clients, ever. */
export async function selectBoundPolicies(
  tx: Reading,
  tenants: readonly TenantId[],
): Promise<readonly BoundPolicyRow[]> {
  const rows = await tx.sql.execute<Row>(sql`
    select p.* from json_to_recordset(${JSON.stringify(tenants.map((t) => ({ t })))}::json) as k(t uuid)
    join client_sla_policies p on p.tenant_id = k.t`)
  return rows.map((row) => ({
    tenantId: row["tenant_id"] as TenantId,
    policyId: String(row["policy_id"]),
    version: Number(row["version"]),
    effectiveFrom: readInstant(String(row["effective_from"])).toString(),
    endedAt: row["ended_at"] === null ? null : readInstant(String(row["ended_at"])).toString(),
    terms: row["terms"],
  }))
}

/** A page of the records of one client that have events, by id. */
export async function selectRecords<P extends Permission>(
  t: TenantTx<P>,
  page: { readonly after?: string; readonly limit: number },
): Promise<{ readonly subjects: Subject[]; readonly next: string | null }> {
  const rows = await t.sql.execute<{ id: string; kind: string }>(sql`
    select id, min(kind) as kind from (
      select incident_id as id, 'incident' as kind from sla_events where tenant_id = ${t.scope.tenantId} and incident_id is not null
      union all
      select alert_id, 'alert' from sla_events where tenant_id = ${t.scope.tenantId} and alert_id is not null
      union all
      select finding_id, 'finding' from sla_events where tenant_id = ${t.scope.tenantId} and finding_id is not null
    ) r where ${page.after ? sql`id > ${page.after}::uuid` : sql`true`}
    group by id order by id limit ${page.limit}`)
  const subjects = rows.map(({ id, kind }): Subject => ({ [kind]: id }) as Subject)
  return { subjects, next: rows.length === page.limit ? (rows.at(-1)?.id ?? null) : null }
}

/**
 * The records of one client with a clock that runs or is paused, in the order rows are locked.
 *
 * @param policyId only those with such a clock that goes by this policy
 */
export async function selectRunning<P extends Permission>(
  t: TenantTx<P>,
  policyId: SlaPolicyId | null = null,
): Promise<Subject[]> {
  const rows = await t.sql
    .selectDistinct({
      incidentId: slaClocks.incidentId,
      alertId: slaClocks.alertId,
      findingId: slaClocks.findingId,
    })
    .from(slaClocks)
    .where(
      and(
        eq(slaClocks.tenantId, t.scope.tenantId),
        inArray(slaClocks.state, ["running", "paused"]),
        policyId ? eq(slaClocks.policyId, policyId) : undefined,
      ),
    )
    .orderBy(asc(slaClocks.alertId), asc(slaClocks.incidentId), asc(slaClocks.findingId))
  return rows.map(subjectOf)
}

const levelsAhead = sql<{ id: string; at: string }[]>`(
  select coalesce(json_agg(json_build_object('id', l.level, 'at', l.at) order by l.at), '[]')
  from sla_clock_levels l where l.tenant_id = ${slaClocks.tenantId} and l.clock_id = ${slaClocks.id})`

/** What is cached of these records' clocks, by record. */
export async function selectStored<P extends Permission>(
  t: TenantTx<P>,
  subjects: readonly Subject[],
): Promise<ReadonlyMap<string, StoredColumns[]>> {
  const ids = subjects.map(keyOfSubject)
  if (ids.length === 0) return new Map()
  const rows = await t.sql
    .select({ ...getTableColumns(slaClocks), levels: levelsAhead })
    .from(slaClocks)
    .where(
      and(
        eq(slaClocks.tenantId, t.scope.tenantId),
        or(
          inArray(slaClocks.incidentId, ids as IncidentId[]),
          inArray(slaClocks.alertId, ids as AlertId[]),
          inArray(slaClocks.findingId, ids as FindingId[]),
        ),
      ),
    )
  return Map.groupBy(
    rows.map((row) => ({
      ...row,
      metric: row.metric as SlaMetric,
      levels: row.levels.map(({ id, at }) => ({ id, at: instant(at) })),
    })),
    (row) => keyOfSubject(subjectOf(row)),
  )
}

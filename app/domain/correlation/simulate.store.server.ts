import { sql } from "drizzle-orm"
import type { AlertId, IncidentId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { readInstant } from "#db/columns.ts"
import { within } from "#db/reach.ts"
import { alerts } from "#db/schema/alerts.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Observable } from "../ingest/adapter.ts"
import type { PastAlert } from "./simulate.ts"

type Row = Record<string, unknown>

/** Where a page of the past goes on. */
export type After = { readonly at: string; readonly id: string }

/** Alerts by their first sighting, oldest first. @param client one of those in reach; null for all of them */
export async function selectPastAlerts<P extends Permission>(
  t: ReadTx<P>,
  from: { readonly since: Instant; readonly client: TenantId | null; readonly after: After | null },
  limit: number,
): Promise<{ readonly alerts: PastAlert[]; readonly after: After | null }> {
  const { after, client } = from
  const rows = await t.sql.execute<Row>(sql`
    select alerts.tenant_id, alerts.id, fingerprint, group_key, first_seen_at, flags, suppressed_by, title, description, severity, discipline, category,
      asset, rule, source_id, service_id, url, techniques, observables, labels, incident_id, s.adapter as tool,
      coalesce(least(cleared_at, closed_at), cleared_at, closed_at) as ended_at
    from alerts left join sources s on s.tenant_id = alerts.tenant_id and s.id = alerts.source_id
    where ${within(alerts.tenantId, t.reach) ?? sql`true`} and first_seen_at >= ${from.since.toString()}::timestamptz
      and alerts.id >= ${idFrom(from.since)}::uuid
      and ${client ? sql`alerts.tenant_id = ${client}` : sql`true`}
      and ${after ? sql`(first_seen_at, alerts.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by first_seen_at, alerts.id limit ${limit}`)
  const last = rows.length === limit ? rows.at(-1) : undefined
  return {
    alerts: rows.map(pastAlert),
    after: last ? { at: String(last["first_seen_at"]), id: String(last["id"]) } : null,
  }
}

/** Ids sort by the first sighting: the least of those from a moment on. */
function idFrom(at: Instant): string {
  const time = Math.max(0, at.epochMilliseconds).toString(16).padStart(12, "0")
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`
}

function pastAlert(row: Row): PastAlert {
  const text = (name: string) => row[name] as string | null
  return {
    tenantId: row["tenant_id"] as TenantId,
    id: row["id"] as AlertId,
    fingerprint: String(row["fingerprint"]),
    groupKey: String(row["group_key"]),
    firstSeenAt: readInstant(String(row["first_seen_at"])),
    endedAt: row["ended_at"] === null ? null : readInstant(String(row["ended_at"])),
    incidentId: row["incident_id"] as IncidentId | null,
    flags: row["flags"] as string[],
    suppressedBy: text("suppressed_by"),
    title: String(row["title"]),
    description: text("description"),
    severity: Number(row["severity"]),
    discipline: String(row["discipline"]),
    category: String(row["category"]),
    asset: text("asset"),
    rule: text("rule"),
    sourceId: String(row["source_id"]),
    tool: String(row["tool"]),
    serviceId: text("service_id"),
    url: text("url"),
    techniques: row["techniques"] as string[],
    observables: row["observables"] as Observable[],
    labels: row["labels"] as Record<string, string>,
  }
}

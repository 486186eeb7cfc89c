import { and, eq, gt, gte, inArray, type SQL, sql } from "drizzle-orm"
import { type AlertId, lowestIdAt, type TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { readInstant } from "#db/columns.ts"
import { within } from "#db/reach.ts"
import { alerts } from "#db/schema/alerts.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Observable } from "../ingest/adapter.ts"
import type { PastAlert } from "./replay.ts"

type Row = Record<string, unknown>

/** What of the past: alerts since a moment, of one of the clients in reach or of all, behind one of them or from the first. */
export type PastRange = {
  readonly since: Instant
  readonly client: TenantId | null
  readonly after: AlertId | null
}

/** Alerts by their first sighting, which their ids are made of, oldest first. */
export function selectPastAlerts<P extends Permission>(
  t: ReadTx<P>,
  range: PastRange,
  limit: number,
): Promise<PastAlert[]> {
  return selectAlerts(t, inRange(t, range), limit)
}

/** So many alerts by their ids, those that are there and in sight, at most 1,000. */
export function selectAlertsById<P extends Permission>(
  t: ReadTx<P>,
  ids: readonly AlertId[],
): Promise<PastAlert[]> {
  return selectAlerts(t, and(within(alerts.tenantId, t.reach), inArray(alerts.id, [...ids])), 1000)
}

async function selectAlerts<P extends Permission>(
  t: ReadTx<P>,
  which: SQL | undefined,
  limit: number,
): Promise<PastAlert[]> {
  const rows = await t.sql.execute<Row>(sql`
    select alerts.tenant_id, alerts.id, fingerprint, group_key, first_seen_at, flags, suppressed_by, title, description, severity, discipline, category,
      asset, rule, source_id, service_id, url, techniques, observables, labels, s.adapter as tool,
      coalesce(least(cleared_at, closed_at), cleared_at, closed_at) as ended_at
    from alerts left join sources s on s.tenant_id = alerts.tenant_id and s.id = alerts.source_id
    where ${which}
    order by alerts.id limit ${limit}`)
  return rows.map(pastAlert)
}

/** How many alerts there are, and in how many incidents those up to `until` are. */
export async function countPastAlerts<P extends Permission>(
  t: ReadTx<P>,
  range: Omit<PastRange, "after">,
  until: AlertId,
): Promise<{ readonly total: number; readonly incidents: number }> {
  const [row] = await t.sql.execute<Row>(sql`
    select count(*) as total, count(distinct incident_id) filter (where id <= ${until}::uuid) as incidents
    from alerts where ${inRange(t, { ...range, after: null })}`)
  return { total: Number(row?.["total"] ?? 0), incidents: Number(row?.["incidents"] ?? 0) }
}

function inRange<P extends Permission>(t: ReadTx<P>, { since, client, after }: PastRange) {
  return and(
    within(alerts.tenantId, t.reach),
    client ? eq(alerts.tenantId, client) : undefined,
    after ? gt(alerts.id, after) : gte(alerts.id, lowestIdAt(since.epochMilliseconds)),
  )
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

import { sql } from "drizzle-orm"
import { lookBackSeconds } from "#app/domain/correlation/place.ts"
import { type Instant, isBefore, plusSeconds } from "#app/kernel/time.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { AlertDraft } from "../alert-draft.ts"
import { keyAt, type KnownIncidents } from "../known-incidents.ts"
import type { Take } from "../take.ts"
import { draft } from "./alerts.ts"

type Row = Record<string, unknown>
type Key = { readonly t: string; readonly g: string; readonly since: Instant }

/** Alerts read under one key, the newest ones: more than any rule counts or any incident holds. */
const most = 600

/**
 * Locks and reads the alerts that wait under the keys of rules that count. Two batches with the same key go one after the
 * other: else each would miss the other's alert and neither would reach the number.
 *
 * These alerts come after the batch's own in the order of locks. Two batches that want each other's are told so by the
 * database, and one of them is done over.
 */
export async function lockAwaiting(
  tx: InboxTx,
  own: readonly AlertDraft[],
  takes: readonly Take[],
): Promise<KnownIncidents["awaitingByKey"]> {
  const found: KnownIncidents["awaitingByKey"] = new Map()
  const keys = countedKeys(takes)
  if (keys.length === 0) return found
  const json = JSON.stringify(keys.map((key) => ({ ...key, since: key.since.toString() })))
  const locking = tx.sql.execute(sql`
    select pg_advisory_xact_lock(lock) from (
      select distinct hashtextextended(t || ' ' || g, 0) as lock from json_to_recordset(${json}::json) as k(t text, g text) order by 1
    ) k`)
  // "is true" hides from the planner that the queue's index would serve: of a table it knows nothing of it takes that for as good.
  const reading = tx.sql.execute<Row>(sql`
    with k as (select * from json_to_recordset(${json}::json) as k(t uuid, g text, since timestamptz)),
    w as (
      select n.tenant_id, n.id from k cross join lateral (
        select x.tenant_id, x.id from alerts x where x.tenant_id = k.t and x.correlation_key = k.g and x.state <> 'closed'
          and x.incident_id is null and (x.suppressed_by is null) is true and x.first_seen_at >= k.since
        order by x.first_seen_at desc limit ${most}) n
    )
    select a.*, s.adapter as tool, a.condition_changes::text[] as condition_changes
    from w join alerts a on a.tenant_id = w.tenant_id and a.id = w.id
    left join sources s on s.tenant_id = a.tenant_id and s.id = a.source_id
    where a.state <> 'closed' and a.incident_id is null
    order by a.tenant_id, a.fingerprint for update of a`)
  const [, rows] = await Promise.all([locking, reading])
  const byId = new Map<string, AlertDraft>(own.map((alert) => [alert.id, alert]))
  for (const row of rows) {
    const read = draft(row)
    const key = keyAt(read.tenantId, read.correlationKey ?? "")
    found.set(key, (found.get(key) ?? new Set()).add(byId.get(read.id) ?? read))
  }
  return found
}

/** The keys of rules that want more than one alert, with how far back they look. */
function countedKeys(takes: readonly Take[]): Key[] {
  const keys = new Map<string, Key>()
  for (const { alert, turn, claims } of takes)
    for (const { rule, key } of claims) {
      if (rule.minAlerts === 1 && !rule.minDistinct) continue
      const at = keyAt(alert.tenantId, key)
      const since = plusSeconds(turn.at, -lookBackSeconds(rule))
      const known = keys.get(at)
      if (!known || isBefore(since, known.since)) keys.set(at, { t: alert.tenantId, g: key, since })
    }
  return [...keys.values()]
}

import { sql } from "drizzle-orm"
import { silenceAdapter } from "#app/domain/ingest/silence-event.ts"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { writeInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { SourceHour } from "../counters.ts"
import type { Outcome } from "../incoming.ts"

/**
 * Notes of each source that it spoke, and adds what it brought to its hours. Of the hours the rows are locked last of all, in
 * one order; that a source spoke is noted at most once a second, and not where another batch does so now.
 */
export async function noteSources(
  tx: InboxTx,
  outcomes: readonly Outcome[],
  hours: readonly SourceHour[],
): Promise<void> {
  const rows = hours.map((h) => ({ ...h, hour: new Date(h.hour).toISOString() }))
  await tx.sql.execute(sql`
    with s as (select * from json_to_recordset(${JSON.stringify(spoken(outcomes))}::json) as s(tenant uuid, id uuid, at timestamptz)),
    stale as (
      select x.tenant_id, x.id, s.at from sources x join s on x.tenant_id = s.tenant and x.id = s.id
      where x.last_delivery_at is null or x.last_delivery_at < s.at - interval '1 second'
      order by x.tenant_id, x.id for update of x skip locked
    ),
    seen as (
      update sources set last_delivery_at = stale.at from stale where sources.tenant_id = stale.tenant_id and sources.id = stale.id
    )
    insert into source_hours as h (tenant_id, source_id, hour, deliveries, events, exact_dupes, folded, suppressed, alerts, incidents,
      ignored, quarantined, partial, degraded, defaulted, skewed, out_of_order, findings, lag_milliseconds)
    select "tenantId", "sourceId", hour, deliveries, events, "exactDupes", folded, suppressed, alerts, incidents,
      ignored, quarantined, partial, degraded, defaulted, skewed, "outOfOrder", findings, "lagMilliseconds"
    from json_to_recordset(${JSON.stringify(rows)}::json) as x("tenantId" uuid, "sourceId" uuid, hour timestamptz, deliveries int,
      events int, "exactDupes" int, folded int, suppressed int, alerts int, incidents int, ignored int, quarantined int,
      partial int, degraded int, defaulted int, skewed int, "outOfOrder" int, findings int, "lagMilliseconds" int)
    order by 1, 2, 3
    on conflict (tenant_id, source_id, hour) do update set deliveries = h.deliveries + excluded.deliveries,
      events = h.events + excluded.events, exact_dupes = h.exact_dupes + excluded.exact_dupes, folded = h.folded + excluded.folded,
      suppressed = h.suppressed + excluded.suppressed, alerts = h.alerts + excluded.alerts,
      incidents = h.incidents + excluded.incidents, ignored = h.ignored + excluded.ignored,
      quarantined = h.quarantined + excluded.quarantined, partial = h.partial + excluded.partial,
      degraded = h.degraded + excluded.degraded, defaulted = h.defaulted + excluded.defaulted, skewed = h.skewed + excluded.skewed,
      out_of_order = h.out_of_order + excluded.out_of_order, findings = h.findings + excluded.findings,
      lag_milliseconds = greatest(h.lag_milliseconds, excluded.lag_milliseconds)`)
}

/** When each source spoke last. What the portal says of a source's silence is no word of that source. */
function spoken(outcomes: readonly Outcome[]): object[] {
  const seen = new Map<string, { tenant: TenantId; id: SourceId; at: Instant }>()
  const said = outcomes.filter((o) => o.delivery.adapter !== silenceAdapter.key)
  for (const { tenantId, sourceId, receivedAt } of said.flatMap((o) => [o.delivery, ...o.events]))
    seen.set(sourceId, { tenant: tenantId, id: sourceId, at: receivedAt })
  return [...seen.values()].map((row) => ({ ...row, at: writeInstant(row.at) }))
}

import { sql } from "drizzle-orm"
import type { InboxTx } from "#db/inbox-door.ts"
import type { SourceHour } from "../counters.ts"

/** Adds the figures of a batch. Last of a batch's statements: lanes wait for each other's rows from here to the commit. */
export async function addToHours(tx: InboxTx, hours: readonly SourceHour[]): Promise<void> {
  if (hours.length === 0) return
  const rows = hours.map(({ hour, ...counts }) => ({ ...counts, hour: new Date(hour).toISOString() }))
  await tx.sql.execute(sql`
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

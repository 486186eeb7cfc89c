import { sql } from "drizzle-orm"
import { readInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { AlertDraft } from "../alert-draft.ts"

type Row = Record<string, unknown>

/** So many of an alert's newest signals are looked at: what came before them decides no order any more. */
const newest = 50

/**
 * Gives these alerts the times of their newest firing and clear by the tool's clock, where that can be trusted. A clear that
 * overtook its problem is no signal of the alert's: it is found among the early ones.
 */
export async function readToolTimes(tx: InboxTx, alerts: readonly AlertDraft[]): Promise<void> {
  if (alerts.length === 0) return
  const keys = alerts.map((a) => ({ t: a.tenantId, i: a.id, f: a.fingerprint }))
  const [, rows] = await Promise.all([
    tx.plan("each"),
    tx.sql.execute<Row>(sql`
    select k.i, max(s.occurred_at) filter (where s.kind = 'firing') as fired,
      greatest(max(s.occurred_at) filter (where s.kind = 'resolved'), max(c.occurred_at)) as cleared
    from json_to_recordset(${JSON.stringify(keys)}::json) as k(t uuid, i uuid, f text)
    left join early_clears c on c.tenant_id = k.t and c.fingerprint = k.f
    left join lateral (
      select kind, occurred_at, received_at from signals where tenant_id = k.t and alert_id = k.i
      order by received_at desc limit ${newest}
    ) s on s.occurred_at between s.received_at - interval '1 day' and s.received_at + interval '5 minutes'
    group by k.i`),
  ])
  const times = new Map(rows.map((row) => [String(row["i"]), row]))
  const at = (value: unknown) => (value === null || value === undefined ? null : readInstant(String(value)))
  for (const alert of alerts) {
    alert.lastFiredAt = at(times.get(alert.id)?.["fired"])
    alert.lastClearedAt = at(times.get(alert.id)?.["cleared"])
  }
}

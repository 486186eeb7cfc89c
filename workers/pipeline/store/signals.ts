import { sql } from "drizzle-orm"
import { writeInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { IncomingEvent } from "../incoming.ts"

/** Writes the events of a batch. The primary key refuses a second copy of any of them. */
export async function insertSignals(tx: InboxTx, events: readonly IncomingEvent[]): Promise<void> {
  if (events.length === 0) return
  const rows = events.map((e) => ({
    t: e.tenantId,
    d: e.deliveryId,
    o: e.ordinal,
    r: writeInstant(e.receivedAt),
    s: e.sourceId,
    a: e.alertId,
    f: e.effect,
    k: e.event.kind,
    v: e.severity,
    n: e.event.title,
    w: e.occurredAt && writeInstant(e.occurredAt),
    e: e.event,
  }))
  await tx.sql.execute(sql`
    insert into signals (tenant_id, delivery_id, ordinal, received_at, source_id, alert_id, kind, severity, title, occurred_at, effect, event)
    select t, d, o, r, s, a, k, v, n, w, f, e from json_to_recordset(${JSON.stringify(rows)}::json)
      as x(t uuid, d uuid, o int, r timestamptz, s uuid, a uuid, k text, v smallint, n text, w timestamptz, f text, e json)`)
}

import { sql } from "drizzle-orm"
import { writeInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import { unnestRows } from "#db/unnest-rows.ts"
import type { IncomingEvent } from "../incoming.ts"

/** Writes the events of a batch. The primary key refuses a second copy of any of them. */
export async function insertSignals(tx: InboxTx, events: readonly IncomingEvent[]): Promise<void> {
  if (events.length === 0) return
  const rows = events.map((e) => ({
    tenant: e.tenantId,
    delivery: e.deliveryId,
    ordinal: e.ordinal,
    receivedAt: writeInstant(e.receivedAt),
    source: e.sourceId,
    alert: e.alertId,
    kind: e.event.kind,
    severity: e.severity,
    title: e.event.title,
    occurredAt: e.occurredAt && writeInstant(e.occurredAt),
    effect: e.effect,
    event: e.event,
  }))
  await tx.sql.execute(sql`
    insert into signals (tenant_id, delivery_id, ordinal, received_at, source_id, alert_id, kind, severity, title, occurred_at, effect, event)
    select * from ${unnestRows(rows, {
      tenant: "uuid",
      delivery: "uuid",
      ordinal: "int",
      receivedAt: "timestamptz",
      source: "uuid",
      alert: "uuid",
      kind: "text",
      severity: "smallint",
      title: "text",
      occurredAt: "timestamptz",
      effect: "text",
      event: "json",
    })}`)
}

import { sql } from "drizzle-orm"
import { newIdAt } from "#app/kernel/ids.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { IncomingEvent } from "../incoming.ts"

/** Keeps the events nobody knows the client of, at the provider, until a person says whose they are. */
export async function insertUnrouted(tx: InboxTx, events: readonly IncomingEvent[]): Promise<void> {
  const rows = events.flatMap((e) =>
    e.unrouted
      ? [
          {
            t: e.tenantId,
            i: newIdAt(e.receivedAt.epochMilliseconds),
            s: e.sourceId,
            d: e.deliveryId,
            o: e.ordinal,
            r: e.receivedAt.toString(),
            n: e.unrouted.event.title,
            e: e.unrouted,
          },
        ]
      : [],
  )
  if (rows.length === 0) return
  await tx.sql.execute(sql`
    insert into unrouted_events (tenant_id, id, source_id, delivery_id, ordinal, received_at, title, event)
    select t, i, s, d, o, r, n, e from json_to_recordset(${JSON.stringify(rows)}::json)
      as x(t uuid, i uuid, s uuid, d uuid, o int, r timestamptz, n text, e jsonb)`)
}

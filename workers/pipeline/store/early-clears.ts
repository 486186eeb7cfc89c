import { sql } from "drizzle-orm"
import type { CanonicalEvent } from "#app/domain/ingest/adapter.ts"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { readInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"

type Row = Record<string, unknown>

/**
 * Signals without an alert that are looked at for one batch, at most, shared among its clients: what keeps the look from
 * costing a batch more than a few milliseconds, whatever tools send. Where more came since, the clear may not be found.
 */
const lookedAt = 50

/** A clear of a problem nobody had reported. */
export type EarlyClear = {
  readonly tenantId: TenantId
  readonly sourceId: SourceId
  readonly receivedAt: Instant
  /** By the tool's clock, which can be trusted. */
  readonly occurredAt: Instant
  readonly event: CanonicalEvent
}

/** Clears that made no alert, received since a moment of each client. In no order. */
export async function selectEarlyClears(
  tx: InboxTx,
  since: ReadonlyMap<TenantId, Instant>,
): Promise<EarlyClear[]> {
  if (since.size === 0) return []
  const keys = [...since].slice(0, lookedAt).map(([t, from]) => ({ t, f: from.toString() }))
  const rows = await tx.sql.execute<Row>(sql`
    select k.t, n.source_id, n.received_at, n.occurred_at, n.event
    from json_to_recordset(${JSON.stringify(keys)}::json) as k(t uuid, f timestamptz)
    cross join lateral (
      select source_id, kind, received_at, occurred_at, event from signals
      where tenant_id = k.t and alert_id is null and received_at > k.f and received_at <= ${tx.now.toString()}::timestamptz
      limit ${Math.ceil(lookedAt / keys.length)}
    ) n
    where n.kind = 'resolved' and n.occurred_at > k.f
      and n.occurred_at between n.received_at - interval '1 day' and n.received_at + interval '5 minutes'`)
  return rows.map((row) => ({
    tenantId: row["t"] as TenantId,
    sourceId: row["source_id"] as SourceId,
    receivedAt: readInstant(String(row["received_at"])),
    occurredAt: readInstant(String(row["occurred_at"])),
    event: row["event"] as CanonicalEvent,
  }))
}

import { sql } from "drizzle-orm"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { readInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"

type Row = Record<string, unknown>

/** A problem by the key its signals are matched by. */
export type ProblemKey = { readonly tenantId: TenantId; readonly fingerprint: string }

/** When a problem ended that nobody had reported, by the tool's clock, which can be trusted. */
export type EarlyClear = ProblemKey & { readonly occurredAt: Instant }

/** The latest early clear of each of these problems that has one. */
export async function selectEarlyClears(tx: InboxTx, keys: readonly ProblemKey[]): Promise<EarlyClear[]> {
  if (keys.length === 0) return []
  const wanted = keys.map((key) => ({ t: key.tenantId, f: key.fingerprint }))
  const rows = await tx.sql.execute<Row>(sql`
    select c.tenant_id, c.fingerprint, c.occurred_at from json_to_recordset(${JSON.stringify(wanted)}::json) as k(t uuid, f text)
    join early_clears c on c.tenant_id = k.t and c.fingerprint = k.f`)
  return rows.map((row) => ({
    tenantId: row["tenant_id"] as TenantId,
    fingerprint: String(row["fingerprint"]),
    occurredAt: readInstant(String(row["occurred_at"])),
  }))
}

/** Keeps clears, one for each problem of the batch; of those of one problem the latest counts. */
export async function keepEarlyClears(tx: InboxTx, clears: readonly EarlyClear[]): Promise<void> {
  if (clears.length === 0) return
  const rows = clears.map((c) => ({ t: c.tenantId, f: c.fingerprint, at: c.occurredAt.toString() }))
  await tx.sql.execute(sql`
    insert into early_clears as c (tenant_id, fingerprint, occurred_at)
    select t, f, at from json_to_recordset(${JSON.stringify(rows)}::json) as k(t uuid, f text, at timestamptz) order by t, f
    on conflict (tenant_id, fingerprint) do update set occurred_at = excluded.occurred_at
    where c.occurred_at < excluded.occurred_at`)
}

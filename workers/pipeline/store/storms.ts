import { sql } from "drizzle-orm"
import type { StormCount } from "#app/domain/alerts/storm.ts"
import type { AlertId } from "#app/kernel/ids.ts"
import { readInstant, writeInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import { unnestRows } from "#db/unnest-rows.ts"
import type { IncomingEvent } from "../incoming.ts"
import { type StormDraft, stormKey } from "../storms.ts"

type Row = Record<string, unknown>

/** A storm as it is stored, with the id of the alert that gathers its overflow. */
export type StoredStorm = Omit<StormDraft, "alert"> & { readonly alertId: AlertId | null }

/** Locks and reads the counts of the rules that these events may open alerts of. A rule never seen before has none. */
export async function lockStorms(tx: InboxTx, events: readonly IncomingEvent[]): Promise<StoredStorm[]> {
  if (events.length === 0) return []
  const keys = new Map(
    events.map((e) => [stormKey(e), { t: e.tenantId, s: e.sourceId, g: e.groupKey }] as const),
  )
  const rows = await tx.sql.execute<Row>(sql`
    select x.* from ${unnestRows([...keys.values()], { t: "uuid", s: "uuid", g: "text" }, "k")}
    join storms x on x.tenant_id = k.t and x.source_id = k.s and x.group_key = k.g
    order by x.tenant_id, x.source_id, x.group_key for update of x`)
  return rows.map((row) => ({
    tenantId: row["tenant_id"] as StoredStorm["tenantId"],
    sourceId: row["source_id"] as StoredStorm["sourceId"],
    groupKey: String(row["group_key"]),
    isNew: false,
    count: row["count"] as StormCount,
    alertId: row["alert_id"] as AlertId | null,
    updatedAt: readInstant(String(row["updated_at"])),
  }))
}

/** Writes the counts; gives how many rules seen for the first time another worker had not added a moment before. */
export async function writeStorms(tx: InboxTx, storms: readonly StormDraft[]): Promise<number> {
  if (storms.length === 0) return 0
  const rows = storms.map((s) => ({
    t: s.tenantId,
    s: s.sourceId,
    g: s.groupKey,
    c: s.count,
    a: s.alert?.id ?? null,
    u: writeInstant(s.updatedAt),
    n: s.isNew,
  }))
  const added = await tx.sql.execute<Row>(sql`
    with x as (
      select * from ${unnestRows(rows, { t: "uuid", s: "uuid", g: "text", c: "jsonb", a: "uuid", u: "timestamptz", n: "boolean" })}
    ),
    counted as (
      update storms set count = x.c, alert_id = x.a, updated_at = x.u from x
      where not x.n and storms.tenant_id = x.t and storms.source_id = x.s and storms.group_key = x.g
    )
    insert into storms (tenant_id, source_id, group_key, count, alert_id, updated_at)
    select t, s, g, c, a, u from x where n order by t, s, g on conflict do nothing returning 1`)
  return added.length
}

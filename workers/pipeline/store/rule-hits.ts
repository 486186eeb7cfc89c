import { sql } from "drizzle-orm"
import type { InboxTx } from "#db/inbox-door.ts"
import type { RuleHit } from "../suppress.ts"

/** Counts what rules hid in this batch. The rows are locked last of all, in order. */
export async function countHits(tx: InboxTx, hits: readonly RuleHit[]): Promise<void> {
  if (hits.length === 0) return
  const rows = hits.map((h) => ({ t: h.tenantId, i: h.id, n: h.hits, at: h.lastHitAt.toString() }))
  await tx.sql.execute(sql`
    with x as (select * from json_to_recordset(${JSON.stringify(rows)}::json) as x(t uuid, i uuid, n int, at timestamptz)),
    locked as (
      select r.tenant_id, r.id, x.n, x.at from suppression_rules r join x on x.t = r.tenant_id and x.i = r.id
      order by r.tenant_id, r.id for update of r
    )
    update suppression_rules r set hits = r.hits + l.n, last_hit_at = greatest(r.last_hit_at, l.at)
    from locked l where r.tenant_id = l.tenant_id and r.id = l.id`)
}

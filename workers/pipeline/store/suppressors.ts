import { and, gt, inArray, isNull, or, sql } from "drizzle-orm"
import { windowOf } from "#app/domain/maintenance/stored.ts"
import { ruleOf } from "#app/domain/suppressions/stored.ts"
import { type Instant, isBefore } from "#app/kernel/time.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import { maintenanceWindows, suppressionRules } from "#db/schema/suppression.ts"
import type { AlertDraft } from "../alert-draft.ts"
import type { RuleHit, SuppressorsByClient } from "../suppress.ts"

/**
 * The rules and windows of the alerts' clients that are in force now or were when one of these alerts fired: a delivery
 * may have waited. Oldest first.
 */
export async function readSuppressors(
  tx: InboxTx,
  alerts: readonly AlertDraft[],
): Promise<SuppressorsByClient> {
  const tenants = [...new Set(alerts.map((alert) => alert.tenantId))]
  if (tenants.length === 0) return new Map()
  const since = oldestOf(
    alerts.flatMap((a) => [a.turnedAt ?? [], a.firedAt ?? []].flat()),
    tx.now,
  )
  const rules = tx.sql
    .select()
    .from(suppressionRules)
    .where(
      and(
        inArray(suppressionRules.tenantId, tenants),
        gt(suppressionRules.expiresAt, since),
        or(isNull(suppressionRules.endedAt), gt(suppressionRules.endedAt, since)),
      ),
    )
    .orderBy(suppressionRules.id)
  const windows = tx.sql
    .select()
    .from(maintenanceWindows)
    .where(
      and(
        inArray(maintenanceWindows.tenantId, tenants),
        gt(maintenanceWindows.endsAt, since),
        or(isNull(maintenanceWindows.cancelledAt), gt(maintenanceWindows.cancelledAt, since)),
      ),
    )
    .orderBy(maintenanceWindows.id)
  const [ours, theirs] = await Promise.all([
    rules.then((rows) => rows.map(ruleOf)),
    windows.then((rows) => rows.map(windowOf)),
  ])
  return new Map(
    tenants.map((tenant) => [
      tenant,
      {
        rules: ours.filter((rule) => rule.client === tenant),
        windows: theirs.filter((window) => window.client === tenant),
      },
    ]),
  )
}

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

function oldestOf(times: readonly Instant[], now: Instant): Instant {
  return times.reduce((oldest, at) => (isBefore(at, oldest) ? at : oldest), now)
}

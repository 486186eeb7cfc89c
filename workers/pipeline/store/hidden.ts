import { and, eq, gt, inArray, or, sql } from "drizzle-orm"
import { windowOf } from "#app/domain/maintenance/stored.ts"
import { ruleOf } from "#app/domain/suppressions/stored.ts"
import type { AlertId, MaintenanceWindowId, SuppressionRuleId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import { maintenanceWindows, suppressionRules } from "#db/schema/suppression.ts"
import type { AlertDraft } from "../alert-draft.ts"
import type { Suppressors } from "../client-settings.ts"

/** What hides alerts of a client. Without an id: a person let them go, and they wait to be put back. */
export type HiddenBy = { readonly by: "rule" | "maintenance"; readonly id: string | null }

/** The clients among these that have alerts hidden, and those that have maintenance about. */
export async function tenantsToLookAt(tx: InboxTx, tenants: readonly TenantId[]) {
  await tx.narrowTo(tenants)
  const keys = sql`json_to_recordset(${JSON.stringify(tenants.map((t) => ({ t })))}::json) as k(t uuid)`
  const hidden = await tx.sql.execute<{ t: TenantId }>(sql`
    select k.t from ${keys} where exists
      (select from alerts a where a.tenant_id = k.t and a.state <> 'closed' and a.suppressed_by is not null and a.condition = 'firing')
    order by 1`)
  const windows = await tx.sql.execute<{ t: TenantId }>(sql`
    select k.t from ${keys} where exists
      (select from maintenance_windows w where w.tenant_id = k.t and w.starts_at <= now()
        and (w.run_ends_at is not null or (w.cancelled_at is null and w.ends_at > now() - interval '7 days')))
    order by 1`)
  return { hidden: hidden.map((row) => row.t), windows: windows.map((row) => row.t) }
}

/** What hides alerts of this client that are firing. */
export async function listHiddenBy(tx: InboxTx, tenantId: TenantId): Promise<HiddenBy[]> {
  const rows = await tx.sql.execute<{ by: HiddenBy["by"]; id: string | null }>(sql`
    select distinct suppressed_by as by, suppressed_by_id as id from alerts
    where tenant_id = ${tenantId} and state <> 'closed' and suppressed_by is not null and condition = 'firing' order by 1, 2`)
  return rows.map(({ by, id }) => ({ by, id }))
}

/** The rules and windows that hide alerts of this client, also when they are over, and every one in force. */
export async function readSuppressorsBehind(
  tx: InboxTx,
  tenantId: TenantId,
  hidden: readonly HiddenBy[],
): Promise<Suppressors> {
  if (hidden.length === 0) return { rules: [], windows: [] }
  const ids = hidden.flatMap(({ id }) => id ?? [])
  const rules = await tx.sql
    .select()
    .from(suppressionRules)
    .where(
      and(
        eq(suppressionRules.tenantId, tenantId),
        or(gt(suppressionRules.expiresAt, tx.now), inArray(suppressionRules.id, ids as SuppressionRuleId[])),
      ),
    )
    .orderBy(suppressionRules.id)
  const windows = await tx.sql
    .select()
    .from(maintenanceWindows)
    .where(
      and(
        eq(maintenanceWindows.tenantId, tenantId),
        or(
          gt(maintenanceWindows.endsAt, tx.now),
          inArray(maintenanceWindows.id, ids as MaintenanceWindowId[]),
        ),
      ),
    )
    .orderBy(maintenanceWindows.id)
  return { rules: rules.map(ruleOf), windows: windows.map(windowOf) }
}

/** Alerts something hides that are firing: the ids of some, hidden before a moment where one is given. */
export async function dueIds(
  tx: InboxTx,
  tenantId: TenantId,
  { by, id }: HiddenBy,
  before: Instant | null,
  limit: number,
): Promise<AlertId[]> {
  const rows = await tx.sql.execute<{ id: AlertId }>(sql`
    select id from alerts where tenant_id = ${tenantId} and state <> 'closed' and condition = 'firing'
      and suppressed_by = ${by} and suppressed_by_id is not distinct from ${id}::uuid
      and suppressed_at < ${before?.toString() ?? "infinity"}::timestamptz
    order by tenant_id, fingerprint limit ${limit}`)
  return rows.map((row) => row.id)
}

/** What comes back counts as having occurred when it did. */
export async function setOccurred(tx: InboxTx, drafts: readonly AlertDraft[]): Promise<void> {
  if (drafts.length === 0) return
  const rows = drafts.map((d) => ({ t: d.tenantId, i: d.id, at: d.firstSeenAt.toString() }))
  await tx.sql.execute(sql`
    update alerts set occurred_at = x.at from json_to_recordset(${JSON.stringify(rows)}::json) as x(t uuid, i uuid, at timestamptz)
    where tenant_id = x.t and id = x.i`)
}

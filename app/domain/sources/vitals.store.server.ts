import { and, desc, eq, gte, max, sql } from "drizzle-orm"
import type { SourceId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { quarantine } from "#db/schema/ingest.ts"
import { sourceCredentials, sourceHours } from "#db/schema/sources.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import type { SourceHour, TroubleReason } from "./vitals.ts"

export async function selectHours<P extends Permission>(
  t: ReadTx<P>,
  from: Instant,
  source?: SourceId,
): Promise<SourceHour[]> {
  const rows = await t.sql
    .select()
    .from(sourceHours)
    .where(
      and(
        within(sourceHours.tenantId, t.reach),
        source ? eq(sourceHours.sourceId, source) : undefined,
        gte(sourceHours.hour, from),
      ),
    )
  return rows.map(({ tenantId, ...row }) => ({ ...row, clientId: tenantId }))
}

/** The newest trouble of every source since then: what could not be read, in its own words. */
export async function selectLastTroubles<P extends Permission>(
  t: ReadTx<P>,
  from: Instant,
): Promise<{ readonly sourceId: SourceId; readonly reason: string; readonly at: Instant }[]> {
  return t.sql
    .selectDistinctOn([quarantine.tenantId, quarantine.sourceId], {
      sourceId: quarantine.sourceId,
      reason: quarantine.reason,
      at: quarantine.receivedAt,
    })
    .from(quarantine)
    .where(and(within(quarantine.tenantId, t.reach), gte(quarantine.receivedAt, from)))
    .orderBy(quarantine.tenantId, quarantine.sourceId, desc(quarantine.receivedAt))
}

/** Why deliveries of a source could not be read since then, the most frequent first. */
export async function selectReasons<P extends Permission>(
  t: ReadTx<P>,
  source: SourceId,
  from: Instant,
): Promise<TroubleReason[]> {
  const count = sql<number>`count(*)::int`
  const rows = await t.sql
    .select({ reason: quarantine.reason, count, last: max(quarantine.receivedAt) })
    .from(quarantine)
    .where(
      and(
        within(quarantine.tenantId, t.reach),
        eq(quarantine.sourceId, source),
        gte(quarantine.receivedAt, from),
      ),
    )
    .groupBy(quarantine.reason)
    .orderBy(sql`${count} desc`, quarantine.reason)
    .limit(5)
  return rows.flatMap(({ last, ...row }) => (last ? [{ ...row, last }] : []))
}

/** When the newest secret of a source that is still good was made; null where there is none. */
export async function selectSecretMadeAt<P extends Permission>(
  t: TenantTx<P>,
  source: SourceId,
): Promise<Instant | null> {
  const [row] = await t.sql
    .select({ at: max(sourceCredentials.createdAt) })
    .from(sourceCredentials)
    .where(
      and(
        eq(sourceCredentials.tenantId, t.scope.tenantId),
        eq(sourceCredentials.sourceId, source),
        sql`${sourceCredentials.revokedAt} is null and (${sourceCredentials.expiresAt} is null or ${sourceCredentials.expiresAt} > now())`,
      ),
    )
  return row?.at ?? null
}

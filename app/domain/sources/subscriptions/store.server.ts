import { and, desc, eq, inArray, sql } from "drizzle-orm"
import type { DeliveryId, SourceId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { auditEntries } from "#db/schema/audit.ts"
import { deliveries } from "#db/schema/ingest.ts"
import type { ReadTx } from "#db/tenant.ts"
import { snsHandshake } from "../../ingest/sns-confirmation.ts"

export const confirmAction = "source.confirm-subscription"

/** The newest questions that SNS topics asked a source since a moment; at most 20. */
export function selectQuestions<P extends Permission>(
  t: ReadTx<P>,
  sourceId: SourceId,
  since: Instant,
): Promise<{ id: DeliveryId; receivedAt: Instant; body: string }[]> {
  return t.sql
    .select({ id: deliveries.id, receivedAt: deliveries.receivedAt, body: deliveries.body })
    .from(deliveries)
    .where(
      and(
        within(deliveries.tenantId, t.reach),
        sql`${deliveries.receivedAt} >= ${since.toString()}::timestamptz`,
        eq(deliveries.sourceId, sourceId),
        eq(deliveries.outcome, "ignored"),
        eq(deliveries.note, snsHandshake),
      ),
    )
    .orderBy(desc(deliveries.receivedAt), desc(deliveries.id))
    .limit(20)
}

/** What AWS answered when somebody confirmed one of these deliveries' questions, the newest first. */
export function selectAnswers<P extends Permission>(
  t: ReadTx<P>,
  sourceId: SourceId,
  ids: readonly DeliveryId[],
): Promise<{ delivery: string; at: Instant; failed: string | null }[]> {
  const delivery = sql<string>`${auditEntries.after} ->> 'delivery'`
  return t.sql
    .select({
      delivery,
      at: auditEntries.at,
      failed: sql<string | null>`${auditEntries.after} ->> 'failed'`,
    })
    .from(auditEntries)
    .where(
      and(
        within(auditEntries.tenantId, t.reach),
        eq(auditEntries.action, confirmAction),
        eq(auditEntries.targetId, sourceId),
        inArray(delivery, [...ids]),
      ),
    )
    .orderBy(desc(auditEntries.at))
}

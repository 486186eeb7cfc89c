import { and, desc, eq } from "drizzle-orm"
import type { DeliveryId, SourceId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { deliveries, quarantine } from "#db/schema/ingest.ts"
import type { ReadTx } from "#db/tenant.ts"

/** A delivery no adapter could read, with as much of its body as a person looks at. */
export type Quarantined = {
  readonly id: DeliveryId
  readonly receivedAt: Instant
  readonly reason: string
  readonly body: string
}

/** The newest of a source, at most 20. */
export function selectQuarantined(t: ReadTx<"sources.read">, sourceId: SourceId): Promise<Quarantined[]> {
  return t.sql
    .select({
      id: quarantine.deliveryId,
      receivedAt: quarantine.receivedAt,
      reason: quarantine.reason,
      body: deliveries.body,
    })
    .from(quarantine)
    .innerJoin(
      deliveries,
      and(
        eq(deliveries.tenantId, quarantine.tenantId),
        eq(deliveries.id, quarantine.deliveryId),
        eq(deliveries.receivedAt, quarantine.receivedAt),
      ),
    )
    .where(and(within(quarantine.tenantId, t.reach), eq(quarantine.sourceId, sourceId)))
    .orderBy(desc(quarantine.receivedAt))
    .limit(20)
}

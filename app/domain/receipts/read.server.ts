import { and, eq, isNotNull } from "drizzle-orm"
import { notFound } from "#app/kernel/errors.ts"
import type { AlertId, DeliveryId } from "#app/kernel/ids.ts"
import { within } from "#db/reach.ts"
import { deliveries, inbox, signals } from "#db/schema/ingest.ts"
import type { ReadTx } from "#db/tenant.ts"

export type ReceiptState = "stored" | "processed" | "quarantined"
export type Receipt = {
  readonly id: DeliveryId
  readonly state: ReceiptState
  readonly alerts: readonly AlertId[]
  readonly reason: string | null
}

/** What became of an accepted delivery. @throws DomainError `not_found`, also out of reach. */
export async function readReceipt(t: ReadTx<"alerts.read">, id: DeliveryId): Promise<Receipt> {
  const [waiting] = await t.sql
    .select({ id: inbox.id })
    .from(inbox)
    .where(and(within(inbox.tenantId, t.reach), eq(inbox.id, id)))
  if (waiting) return { id, state: "stored", alerts: [], reason: null }
  const [delivery] = await t.sql
    .select({ outcome: deliveries.outcome, note: deliveries.note })
    .from(deliveries)
    .where(and(within(deliveries.tenantId, t.reach), eq(deliveries.id, id)))
  if (!delivery) throw notFound("Receipt")
  const alerts = await t.sql
    .selectDistinct({ id: signals.alertId })
    .from(signals)
    .where(and(within(signals.tenantId, t.reach), eq(signals.deliveryId, id), isNotNull(signals.alertId)))
  return {
    id,
    state: delivery.outcome === "quarantined" ? "quarantined" : "processed",
    alerts: alerts.flatMap((row) => row.id ?? []),
    reason: delivery.note,
  }
}

import { and, eq, isNotNull } from "drizzle-orm"
import { notFound } from "#app/kernel/errors.ts"
import type { AlertId, DeliveryId, FindingId } from "#app/kernel/ids.ts"
import { within } from "#db/reach.ts"
import { findingSightings } from "#db/schema/findings.ts"
import { deliveries, inbox, signals } from "#db/schema/ingest.ts"
import type { ReadTx } from "#db/tenant.ts"

export type ReceiptState = "stored" | "processed" | "quarantined"
export type Receipt = {
  readonly id: DeliveryId
  readonly state: ReceiptState
  readonly alerts: readonly AlertId[]
  /** What of it went to the register of findings. */
  readonly findings: readonly FindingId[]
  readonly reason: string | null
}

/** What became of an accepted delivery. @throws DomainError `not_found`, also out of reach. */
export async function readReceipt(t: ReadTx<"alerts.read">, id: DeliveryId): Promise<Receipt> {
  const [waiting] = await t.sql
    .select({ id: inbox.id })
    .from(inbox)
    .where(and(within(inbox.tenantId, t.reach), eq(inbox.id, id)))
  if (waiting) return { id, state: "stored", alerts: [], findings: [], reason: null }
  const [delivery] = await t.sql
    .select({ outcome: deliveries.outcome, note: deliveries.note })
    .from(deliveries)
    .where(and(within(deliveries.tenantId, t.reach), eq(deliveries.id, id)))
  if (!delivery) throw notFound("Receipt")
  const alerts = await t.sql
    .selectDistinct({ id: signals.alertId })
    .from(signals)
    .where(and(within(signals.tenantId, t.reach), eq(signals.deliveryId, id), isNotNull(signals.alertId)))
  const findings = await t.sql
    .selectDistinct({ id: findingSightings.findingId })
    .from(findingSightings)
    .where(and(within(findingSightings.tenantId, t.reach), eq(findingSightings.deliveryId, id)))
  return {
    id,
    state: delivery.outcome === "quarantined" ? "quarantined" : "processed",
    alerts: alerts.flatMap((row) => row.id ?? []),
    findings: findings.map((row) => row.id),
    reason: delivery.note,
  }
}

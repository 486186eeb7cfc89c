import type { DeliveryId, SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../../audit/record.server.ts"
import { confirmAction } from "./store.server.ts"

/** Notes that somebody let a topic deliver to a source, or that AWS would not have it. Without the link: it holds a token. */
export async function recordConfirmation(
  t: TenantTx<"sources.manage">,
  sourceId: SourceId,
  {
    delivery,
    topicArn,
    failed,
  }: {
    readonly delivery: DeliveryId
    readonly topicArn: string
    /** What went wrong; null when it is confirmed. */
    readonly failed: string | null
  },
): Promise<void> {
  await recordAudit(t, {
    action: confirmAction,
    targetId: sourceId,
    result: failed === null ? "ok" : "refused",
    after: { delivery, topicArn, ...(failed === null ? {} : { failed }) },
  })
}

import type { DeliveryId, SourceId } from "#app/kernel/ids.ts"
import type { Result } from "#app/kernel/result.ts"
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
    answer,
  }: {
    readonly delivery: DeliveryId
    readonly topicArn: string
    /** The subscription's ARN, or what went wrong in words. */
    readonly answer: Result<string>
  },
): Promise<void> {
  await recordAudit(t, {
    action: confirmAction,
    targetId: sourceId,
    result: answer.ok ? "ok" : "refused",
    after: { delivery, topicArn, ...(answer.ok ? { subscription: answer.value } : { failed: answer.error }) },
  })
}

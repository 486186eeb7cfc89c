import { conflict } from "#app/kernel/errors.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { clearAlerts } from "./clear-alert.server.ts"
import { lockWaiting, markSettled } from "./store.server.ts"

/**
 * Sets events aside as nobody's. They stay where they are, with who did it and why.
 *
 * @throws DomainError `conflict` when none of them waits any more
 */
export async function dismissUnrouted(
  t: TenantTx<"unrouted.settle">,
  ids: readonly string[],
  reason: string,
): Promise<number> {
  const waiting = (await lockWaiting(t, ids)).filter((event) => event.assignedTo === null)
  if (waiting.length === 0) throw conflict("Somebody has settled these already.")
  const dismissed = waiting.map(({ id }) => id)
  await markSettled(t, dismissed, null)
  await recordAudit(t, {
    action: "unrouted.dismiss",
    targetId: t.scope.tenantId,
    reason,
    after: { count: dismissed.length, events: dismissed },
  })
  await clearAlerts(t, waiting)
  return dismissed.length
}

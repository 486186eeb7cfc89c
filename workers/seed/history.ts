import { mintScope } from "#app/auth/mint-scope.server.ts"
import { closeClearedAlerts } from "#app/domain/alerts/close-cleared.server.ts"
import { newIdAt, type TenantId } from "#app/kernel/ids.ts"
import { Temporal } from "#app/kernel/time.ts"
import { inTenantAt } from "#db/tenant.ts"
import { drainOnce } from "../pipeline/drain.ts"
import type { Shift } from "./shift.ts"
import { fillInbox } from "./store.server.ts"
import type { PastDelivery } from "./story.ts"

const hour = 3_600_000

/**
 * Lives through the past: slice by slice the deliveries go into the inbox with the time they were received at, the real
 * pipeline drains it, the shift does its work, and what cleared is closed. Nothing finished is inserted.
 */
export async function liveThrough(
  deliveries: readonly PastDelivery[],
  tenants: readonly TenantId[],
  shift: Shift,
  span: { readonly from: number; readonly to: number },
  progress: (done: number) => void,
): Promise<void> {
  let next = 0
  for (let at = span.from; at < span.to;) {
    // The last two days in finer steps: they are what people look at.
    const until = Math.min(span.to, at + (span.to - at > 48 * hour ? 12 : 2) * hour)
    const slice: PastDelivery[] = []
    for (let delivery = deliveries[next]; delivery && delivery.at < until; delivery = deliveries[++next])
      slice.push(delivery)
    await fillInbox(slice.map((delivery) => ({ ...delivery, id: newIdAt(delivery.at) })))
    while ((await drainOnce({ error: (what, message) => console.error(message, what) })) > 0);
    await shift.work(until, span.to - hour / 2)
    for (const tenantId of tenants) {
      const scope = mintScope<"alerts.triage" | "incidents.work">(tenantId, {
        kind: "system",
        name: "alerts.close-cleared",
      })
      await inTenantAt(scope, Temporal.Instant.fromEpochMilliseconds(until), closeClearedAlerts)
    }
    at = until
    progress((at - span.from) / (span.to - span.from))
  }
}

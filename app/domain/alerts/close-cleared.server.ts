import { plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { announce } from "../changes/announce.server.ts"
import { resolveClearedIncidents } from "../incidents/resolve-cleared.server.ts"
import { cancelClocksOf } from "../sla/run.server.ts"
import { closeClearedBefore } from "./store.server.ts"

/** How long a cleared alert outside any incident stays open in case the problem comes straight back. */
export const resolveDelaySeconds = 5 * 60

/**
 * Closes alerts whose tool has said they are over for `resolveDelaySeconds`, where no person had touched them, and
 * resolves the incidents whose rule says so. Gives how many alerts that closed.
 */
export async function closeClearedAlerts(t: TenantTx<"alerts.triage" | "incidents.work">): Promise<number> {
  const closed = await closeClearedBefore(t, plusSeconds(t.now, -resolveDelaySeconds))
  for (const { id } of closed) await cancelClocksOf(t, { alert: id })
  if (closed.length > 0)
    await announce(
      t,
      "alert",
      closed.map((alert) => alert.id),
    )
  return closed.length + (await resolveClearedIncidents(t))
}

import type { TenantTx } from "#db/tenant.ts"
import { announce } from "../changes/announce.server.ts"
import { closeUnattended } from "./close-unattended.server.ts"
import { closeStaleRows, markStaleRows } from "./settle.store.server.ts"

/**
 * For sources that never send a clear: closes untouched alerts that were not repeated for as long as their source says, as
 * stale, and untouched incidents with them. Alerts in somebody's hands are marked and stay open. Gives how many it closed.
 */
export async function closeStaleAlerts(t: TenantTx<"alerts.triage" | "incidents.work">): Promise<number> {
  const closed = await closeUnattended(t, await closeStaleRows(t), {
    resolution: "No alert was repeated within the time its source says.",
    disposition: "stale",
  })
  const marked = await markStaleRows(t)
  if (marked.length > 0) await announce(t, "alert", marked)
  return closed
}

import type { TenantTx } from "#db/tenant.ts"
import { closeUnattended } from "./close-unattended.server.ts"
import { closeClearedRows } from "./settle.store.server.ts"

/**
 * Closes alerts whose tool has said they are over for their source's resolve delay (where they flap, for 15 minutes at
 * least), where no person had touched them or their incident, and resolves untouched incidents all of whose alerts are
 * thereby closed. Gives how many alerts it closed.
 */
export async function closeClearedAlerts(t: TenantTx<"alerts.triage" | "incidents.work">): Promise<number> {
  return closeUnattended(t, await closeClearedRows(t), {
    resolution: "Every alert cleared by itself.",
    disposition: "auto_cleared",
  })
}

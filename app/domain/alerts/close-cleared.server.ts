import type { TenantTx } from "#db/tenant.ts"
import { resolveClearedIncidents } from "../incidents/resolve-cleared.server.ts"
import { closeUnattended } from "./close-unattended.server.ts"
import { closeClearedRows } from "./settle.store.server.ts"

/**
 * Closes alerts outside any incident whose tool has said they are over for their source's resolve delay (where they flap,
 * for 15 minutes at least), where no person had touched them, and resolves the incidents whose rule says so. Gives how
 * many alerts that closed.
 */
export async function closeClearedAlerts(t: TenantTx<"alerts.triage" | "incidents.work">): Promise<number> {
  const closed = await closeUnattended(t, await closeClearedRows(t), {
    resolution: "Every alert cleared by itself.",
    disposition: "auto_cleared",
  })
  return closed + (await resolveClearedIncidents(t))
}

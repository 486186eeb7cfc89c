import { plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { announce } from "../changes/announce.server.ts"
import { resolveIncident } from "../incidents/resolve.server.ts"
import { happened } from "../sla/record/happen.server.ts"
import { closeClearedBefore, selectIncidentsAllClosed } from "./store.server.ts"

/** How long a cleared alert stays open in case the problem comes straight back. */
export const resolveDelaySeconds = 5 * 60

/**
 * Closes alerts whose tool has said they are over for `resolveDelaySeconds`, where no person had touched them, and
 * resolves untouched incidents all of whose alerts are thereby closed. Gives how many alerts it closed.
 */
export async function closeClearedAlerts(t: TenantTx<"alerts.triage" | "incidents.work">): Promise<number> {
  const closed = await closeClearedBefore(t, plusSeconds(t.now, -resolveDelaySeconds))
  if (closed.length === 0) return 0
  for (const { id } of closed) await happened(t, { alert: id }, [{ kind: "suppressed" }])
  await announce(
    t,
    "alert",
    closed.map((alert) => alert.id),
  )
  const touched = [...new Set(closed.flatMap((alert) => alert.incidentId ?? []))].sort()
  for (const id of await selectIncidentsAllClosed(t, touched))
    await resolveIncident(t, id, {
      resolution: "Every alert cleared by itself.",
      disposition: "auto_cleared",
      automatic: true,
    })
  return closed.length
}

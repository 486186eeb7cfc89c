import type { AlertId, IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { announce } from "../changes/announce.server.ts"
import { resolveIncident } from "../incidents/resolve.server.ts"
import { happened } from "../sla/record/happen.server.ts"
import type { Disposition } from "./alert.ts"
import { selectIncidentsAllClosed } from "./store.server.ts"

/**
 * What follows when alerts nobody touched have closed by themselves: their clocks end without an outcome, and untouched
 * incidents all of whose alerts are thereby closed are resolved.
 *
 * @returns how many alerts it were
 */
export async function closeUnattended(
  t: TenantTx<"alerts.triage" | "incidents.work">,
  closed: readonly { readonly id: AlertId; readonly incidentId: IncidentId | null }[],
  why: { readonly resolution: string; readonly disposition: Disposition },
): Promise<number> {
  if (closed.length === 0) return 0
  for (const { id } of closed) await happened(t, { alert: id }, [{ kind: "suppressed" }])
  await announce(
    t,
    "alert",
    closed.map((alert) => alert.id),
  )
  const touched = [...new Set(closed.flatMap((alert) => alert.incidentId ?? []))].sort()
  for (const id of await selectIncidentsAllClosed(t, touched))
    await resolveIncident(t, id, { ...why, automatic: true })
  return closed.length
}

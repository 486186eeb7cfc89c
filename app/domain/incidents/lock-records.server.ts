import type { AlertId, IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Subject } from "../sla/record/subject.ts"
import { lockAlertsAround, lockIncidentsOf } from "./membership.store.server.ts"

/** Locks many records at once, in the order every writer keeps: all alerts first, then the incidents by id. Findings come after them and are not locked here. */
export async function lockRecords<P extends Permission>(
  t: TenantTx<P>,
  subjects: readonly Subject[],
): Promise<void> {
  const incidents: IncidentId[] = subjects.flatMap((s) => ("incident" in s ? [s.incident] : []))
  const alerts: AlertId[] = subjects.flatMap((s) => ("alert" in s ? [s.alert] : []))
  await lockAlertsAround(t, incidents, alerts)
  await lockIncidentsOf(t, incidents)
}

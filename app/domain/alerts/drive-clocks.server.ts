import type { AlertId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Happening } from "../sla/clock/record-event.ts"
import { happened, type Moved } from "../sla/record/happen.server.ts"
import { updateAlert } from "./store.server.ts"

/** Tells the clocks of a locked alert outside any incident what happened; the queue sorts by the deadline that is left. */
export async function driveAlertClocks<P extends Permission>(
  t: TenantTx<P>,
  id: AlertId,
  happenings: readonly Happening[],
): Promise<Moved> {
  const moved = await happened(t, { alert: id }, happenings)
  await updateAlert(t, id, { dueAt: moved.dueAt })
  return moved
}

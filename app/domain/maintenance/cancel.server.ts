import { conflict, notFound } from "#app/kernel/errors.ts"
import type { MaintenanceWindowId } from "#app/kernel/ids.ts"
import { isBefore } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { lockWindow, updateWindow } from "./store.server.ts"
import { hardEnd } from "./window.ts"

/**
 * Cancels a window, or ends it where it is under way: what it hides and still fires comes back within seconds.
 *
 * @throws DomainError `not_found`; `conflict` when it is over already.
 */
export async function cancelWindow(
  t: TenantTx<"suppressions.manage">,
  id: MaintenanceWindowId,
): Promise<void> {
  const window = await lockWindow(t, id)
  if (!window) throw notFound("Maintenance window")
  if (!isBefore(t.now, hardEnd(window))) throw conflict("The window is over already.")
  await updateWindow(t, id, { cancelledAt: t.now })
  await recordAudit(t, {
    action: "maintenance.cancel",
    targetId: id,
    before: { endsAt: window.endsAt.toString() },
    after: { cancelledAt: t.now.toString() },
  })
  await announce(t, "maintenance", [id])
}

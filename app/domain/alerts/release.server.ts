import { conflict, notFound } from "#app/kernel/errors.ts"
import type { AlertId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { shownByHand } from "./shown-by-hand.ts"
import { lockAlert, updateAlert } from "./store.server.ts"

/**
 * Lets a hidden alert go. The worker puts it back within seconds, by the way every hidden alert comes back: with a clock
 * and perhaps an incident, both from now on. One that has cleared is in sight at once, and nothing starts for it.
 *
 * @throws DomainError `not_found`; `conflict` when it is closed or in sight.
 */
export async function releaseAlert(t: TenantTx<"suppressions.manage">, id: AlertId): Promise<void> {
  const alert = await lockAlert(t, id)
  if (!alert) throw notFound("Alert")
  if (alert.state === "closed") throw conflict("The alert is closed.")
  if (!alert.suppressedBy) throw conflict("Nothing hides the alert.")
  const isFiring = alert.condition === "firing"
  await updateAlert(t, id, {
    ...(isFiring ? {} : { suppressedBy: null }),
    suppressedById: null,
    suppressedAt: isFiring ? t.now : null,
    flags: [...new Set([...alert.flags, shownByHand])],
  })
  await recordAudit(t, {
    action: "alert.show",
    targetId: id,
    before: { suppressedBy: alert.suppressedBy, suppressor: alert.suppressedById },
  })
  await announce(t, "alert", [id])
}

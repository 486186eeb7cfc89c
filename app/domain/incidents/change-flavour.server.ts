import { conflict } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import type { Flavour } from "../sla/clock/record-event.ts"
import { driveClocks } from "./drive-clocks.server.ts"
import { lockSettled } from "./lock-settled.server.ts"
import { requireText } from "./require-text.ts"
import { writeTimeline } from "./timeline.server.ts"
import { requireUnrestricted } from "./need-to-know.ts"

/**
 * Says that an outage is an attack after all, or the other way round. Clocks of the new kind are added with the original
 * start; none begins anew. Whose team it is stays: a handoff changes that.
 *
 * @throws DomainError `invalid` without a reason; `not_found`; `conflict` when it is over or of that kind already
 */
export async function changeFlavour(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
  change: { readonly flavour: Flavour; readonly reason: string },
): Promise<void> {
  const reason = requireText(change.reason, "reason", "Say why it is of the other kind.")
  const locked = await lockSettled(t, id)
  const { flavour: before } = locked
  requireUnrestricted(locked)
  const { flavour } = change
  if (before === flavour)
    throw conflict(`It is ${flavour === "security" ? "a security" : "an availability"} incident already.`)
  await driveClocks(t, id, [{ kind: "flavour_changed", flavour }], { flavour, lastActivityAt: t.now })
  await writeTimeline(t, id, { kind: "flavour-changed", text: reason, data: { from: before, to: flavour } })
  await recordAudit(t, {
    action: "incident.flavour",
    targetId: id,
    before: { flavour: before },
    after: { flavour },
    reason,
  })
  await announce(t, "incident", [id])
}

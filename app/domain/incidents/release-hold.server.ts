import { conflict } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { driveClocks } from "./drive-clocks.server.ts"
import { noHold } from "./incident.ts"
import { lockWithAlerts } from "./lock.server.ts"
import { writeTimeline } from "./timeline.server.ts"

/**
 * Ends the hold an incident is in: its clocks go on with what had elapsed.
 *
 * @param cause whether somebody ended it or its time came
 * @throws DomainError `not_found`; `conflict` when it is in none
 */
export async function releaseHold(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
  cause: "manual" | "expired" = "manual",
): Promise<void> {
  const { incident } = await lockWithAlerts(t, id)
  if (!incident.hold) throw conflict("The incident is not on hold.")
  await driveClocks(t, id, [{ kind: "hold_left", cause }], { ...noHold, lastActivityAt: t.now })
  await writeTimeline(t, id, {
    kind: "hold-left",
    lane: incident.sharedAt ? "client" : "internal",
    data: { hold: incident.hold, cause },
  })
  await recordAudit(t, { action: "incident.release-hold", targetId: id, before: { hold: incident.hold } })
  await announce(t, "incident", [id])
}

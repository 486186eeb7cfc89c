import { conflict } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { lockWithAlerts } from "./lock.server.ts"
import { lockSettled } from "./lock-settled.server.ts"
import { standInTitle } from "./need-to-know.ts"
import { requireText } from "./require-text.ts"
import { deleteRestricted, insertRestricted } from "./restricted.store.server.ts"
import { updateIncident } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"

type Work = TenantTx<"incidents.work" | "incidents.restricted">

/**
 * Marks a security incident of the SOC as need to know: from then on who is not of the SOC reads which incident it is, its
 * clocks, and what their team is asked. Its title moves to where only the SOC reads.
 *
 * @throws DomainError `invalid` without a reason; `not_found`; `conflict` when it is over, marked already, or no security
 *   incident of the SOC
 */
export async function restrictIncident(
  t: Work,
  id: IncidentId,
  said: { readonly reason: string },
): Promise<void> {
  const reason = requireText(said.reason, "reason", "Say why only who needs to know may read it.")
  const incident = await lockSettled(t, id)
  if (incident.restrictedAt) throw conflict("It is need to know already.")
  if (incident.flavour !== "security" || incident.discipline !== "soc")
    throw conflict("Only a security incident that is the SOC's is need to know.")
  await insertRestricted(t, { incidentId: id, title: incident.title, reason })
  await updateIncident(t, id, { title: standInTitle, restrictedAt: t.now, lastActivityAt: t.now })
  await writeTimeline(t, id, { kind: "restricted", text: reason })
  await recordAudit(t, { action: "incident.restrict", targetId: id, reason })
  await announce(t, "incident", [id])
}

/**
 * Lets everybody who reads incidents read this one again, also once it is over.
 *
 * @throws DomainError `invalid` without a reason; `not_found`; `conflict` when it is not need to know
 */
export async function liftRestriction(
  t: Work,
  id: IncidentId,
  said: { readonly reason: string },
): Promise<void> {
  const reason = requireText(said.reason, "reason", "Say why everybody may read it again.")
  await lockWithAlerts(t, id)
  const title = await deleteRestricted(t, id)
  if (title === undefined) throw conflict("It is not need to know.")
  await updateIncident(t, id, { title, restrictedAt: null, lastActivityAt: t.now })
  await writeTimeline(t, id, { kind: "restriction-lifted", text: reason })
  await recordAudit(t, { action: "incident.lift-restriction", targetId: id, reason })
  await announce(t, "incident", [id])
}

import { conflict, invalid, notFound } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { happened } from "../sla/record/happen.server.ts"
import { isOpen } from "./incident.ts"
import { findOpenOfGroup, lockIncident, updateIncident } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"
import { requireUnmerged } from "./unmerged.server.ts"

/**
 * Opens a resolved incident again. Its resolve clock goes on with what had elapsed; the time it counted as resolved is a
 * pause. The acknowledge clock does not run again.
 *
 * @throws DomainError `invalid` without a reason; `not_found`; `conflict` when it is open, or when a newer incident of
 *   the same group is.
 */
export async function reopenIncident(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
  why: { readonly reason: string },
): Promise<void> {
  const reason = why.reason.trim().toWellFormed().replaceAll("\0", "\uFFFD").slice(0, 5000)
  if (reason === "") throw invalid("Say why it is opened again.", { reason: "is empty" })
  const incident = await lockIncident(t, id)
  if (!incident) throw notFound("Incident")
  await requireUnmerged(t, incident)
  if (incident.dismissedAt) throw conflict("It was dismissed as no incident. Raise its alerts instead.")
  if (isOpen(incident.stage)) throw conflict("The incident is open already.")
  const newer = incident.groupKey ? await findOpenOfGroup(t, incident.groupKey) : undefined
  if (newer) throw conflict("A newer incident about the same problem is open. Work on that one.")

  const { dueAt } = await happened(t, { incident: id }, [{ kind: "reopened" }])
  await updateIncident(t, id, {
    stage: "investigating",
    resolvedAt: null,
    resolution: null,
    lastActivityAt: t.now,
    dueAt,
  })
  await writeTimeline(t, id, { kind: "reopened", text: reason })
  await recordAudit(t, {
    action: "incident.reopen",
    targetId: id,
    before: { stage: incident.stage },
    after: { stage: "investigating" },
    reason,
  })
  await announce(t, "incident", [id])
}

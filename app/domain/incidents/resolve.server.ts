import { conflict, invalid, notFound } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Disposition } from "../alerts/alert.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { authorOf } from "../sla/record/author.ts"
import type { Happening } from "../sla/clock/record-event.ts"
import { happened } from "../sla/record/happen.server.ts"
import { isOpen, noHold } from "./incident.ts"
import { closeAlertsOf, lockAlertsOf, lockIncident, updateIncident } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"
import { requireUnmerged } from "./unmerged.server.ts"

/**
 * Resolves an open incident: stops its clocks and closes the alerts in it. An alert that fires again soon reopens with
 * its incident. An incident nobody had acknowledged counts as acknowledged by its resolution, unless it is `automatic`:
 * no person answered, so its acknowledge clock ends without an outcome.
 *
 * @throws DomainError `invalid` without a resolution; `not_found`; `conflict` when it is resolved already.
 */
export async function resolveIncident(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
  how: { readonly resolution: string; readonly disposition?: Disposition; readonly automatic?: boolean },
): Promise<void> {
  const resolution = how.resolution.trim().toWellFormed().replaceAll("\0", "\uFFFD").slice(0, 5000)
  if (resolution === "") throw invalid("Say how it was resolved.", { resolution: "is empty" })
  await lockAlertsOf(t, id)
  const incident = await lockIncident(t, id)
  if (!incident) throw notFound("Incident")
  await requireUnmerged(t, incident)
  if (!isOpen(incident.stage)) throw conflict(`The incident is ${incident.stage} already.`)
  if (incident.isCandidate && !how.automatic)
    throw conflict("It is a candidate. Approve or dismiss it first.")

  const { actor } = t.scope
  const ended: readonly Happening[] = how.automatic
    ? [{ kind: "suppressed" }, { kind: "resolved" }]
    : [{ kind: "acknowledged", by: authorOf(actor) }, { kind: "resolved" }]
  // A question of the client's that nobody answered is owed its answer still.
  const { dueAt } = await happened(t, { incident: id }, ended)
  const closed = await closeAlertsOf(t, id, how.disposition ?? "resolved_by_provider")
  await updateIncident(t, id, {
    stage: "resolved",
    resolvedAt: t.now,
    firstResolvedAt: incident.firstResolvedAt ?? t.now,
    acknowledgedAt: incident.acknowledgedAt ?? (how.automatic ? null : t.now),
    resolution,
    lastActivityAt: t.now,
    dueAt,
    ...noHold,
  })
  await writeTimeline(t, id, { kind: "resolved", text: resolution, data: { alertsClosed: closed.length } })
  await recordAudit(t, {
    action: "incident.resolve",
    targetId: id,
    before: { stage: incident.stage },
    after: { stage: "resolved", resolution },
  })
  await announce(t, "incident", [id])
  await announce(t, "alert", closed)
}

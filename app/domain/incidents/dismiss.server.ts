import { invalid } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Disposition } from "../alerts/alert.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { happened } from "../sla/record/happen.server.ts"
import { lockCandidate } from "./candidate.server.ts"
import { refreshEntities } from "./entities.store.server.ts"
import { releaseOne } from "./release-alerts.server.ts"
import { closeAlertsOf, updateIncident } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"

/** What becomes of a dismissed candidate's alerts: closed as something, or back in the queue. */
export type AlertsThen = { readonly close: Disposition } | "release"

/**
 * Dismisses a candidate: nobody thought it an incident. It is closed without outcome.
 *
 * @throws DomainError `invalid` without a reason; `not_found`; `conflict` when it is no candidate, or was approved or
 *   dismissed before
 */
export async function dismissCandidate(
  t: TenantTx<"alerts.triage" | "incidents.work">,
  id: IncidentId,
  why: { readonly reason: string; readonly alerts: AlertsThen },
): Promise<void> {
  const reason = why.reason.trim().toWellFormed().replaceAll("\0", "\uFFFD").slice(0, 5000)
  if (reason === "") throw invalid("Say why it is no incident.", { reason: "is empty" })
  const { candidate, members } = await lockCandidate(t, id)

  const released = why.alerts === "release"
  if (why.alerts === "release") for (const member of members) await releaseOne(t, member)
  else await closeAlertsOf(t, id, why.alerts.close)
  await happened(t, { incident: id }, [{ kind: "withdrawn", reason: "dismissed" }])
  await updateIncident(t, id, {
    stage: "closed",
    dismissedAt: t.now,
    resolution: reason,
    alertCount: released ? 0 : members.length,
    clearedAt: null,
    lastActivityAt: t.now,
    dueAt: null,
  })
  await refreshEntities(t, id)
  await writeTimeline(t, id, {
    kind: "dismissed",
    text: reason,
    data: { alerts: members.length, ...(why.alerts === "release" ? { released } : why.alerts) },
  })
  await recordAudit(t, {
    action: "incident.dismiss",
    targetId: id,
    before: { stage: candidate.stage, isCandidate: true },
    after: { stage: "closed", alerts: why.alerts },
    reason,
  })
  await announce(t, "incident", [id])
  await announce(
    t,
    "alert",
    members.map((member) => member.id),
  )
}

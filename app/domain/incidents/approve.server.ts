import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { happened } from "../sla/record/happen.server.ts"
import { lockCandidate } from "./candidate.server.ts"
import { earliestSighting } from "./membership.ts"
import { setDueOfAlerts, updateIncident } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"

/**
 * Makes an incident of a candidate. Its clocks count from the receipt of its first alert: the review was ours to spend.
 *
 * @throws DomainError `not_found`; `conflict` when it is no candidate, or was approved or dismissed before
 */
export async function approveCandidate(t: TenantTx<"incidents.work">, id: IncidentId): Promise<void> {
  const { candidate, members } = await lockCandidate(t, id)
  const startedAt = earliestSighting(members) ?? candidate.openedAt
  const approved = [{ kind: "actionable" }, { kind: "shown_to_client" }] as const
  const { dueAt } = await happened(t, { incident: id }, approved, startedAt)
  await updateIncident(t, id, { isCandidate: false, openedAt: startedAt, lastActivityAt: t.now, dueAt })
  await setDueOfAlerts(t, id, dueAt)
  await writeTimeline(t, id, {
    kind: "approved",
    data: { priority: candidate.priority, startedAt: startedAt.toString() },
  })
  await recordAudit(t, {
    action: "incident.approve",
    targetId: id,
    before: { isCandidate: true },
    after: { isCandidate: false, startedAt: startedAt.toString() },
  })
  await announce(t, "incident", [id])
  await announce(
    t,
    "alert",
    members.map((member) => member.id),
  )
}

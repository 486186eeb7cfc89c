import { conflict, notFound } from "#app/kernel/errors.ts"
import type { AlertId, IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { happened } from "../sla/record/happen.server.ts"
import { alertsInWords, type Chosen, lockChosen } from "./chosen-alerts.server.ts"
import { isOpen } from "./incident.ts"
import type { Member } from "./membership.ts"
import { moveMembers, selectReferences } from "./membership.store.server.ts"
import { settleMembers } from "./settle-members.server.ts"
import { writeTimeline } from "./timeline.server.ts"
import { requireUnmerged } from "./unmerged.server.ts"
import { requireUnrestricted } from "./need-to-know.ts"

/**
 * Puts alerts into an open incident of the same client, from the queue or out of the incidents they are in. Every incident
 * concerned recomputes its severity, priority and clocks. An alert that is there already stays; naming only such is no
 * change.
 *
 * @throws DomainError `not_found`; `conflict` when the incident is not open, or an alert is suppressed, or closed outside
 *   any incident
 */
export async function moveAlerts(
  t: TenantTx<"alerts.triage" | "incidents.work">,
  ids: readonly AlertId[],
  to: IncidentId,
): Promise<void> {
  const chosen = await lockChosen(t, ids, [to])
  const target = chosen.incidents.get(to)
  if (!target) throw notFound("Incident")
  await requireUnmerged(t, target)
  if (!isOpen(target.stage)) throw conflict(`The incident is ${target.stage}. Reopen it to add alerts to it.`)
  const moving = chosen.alerts.filter((alert) => alert.incidentId !== to)
  if (moving.length === 0) return
  requireMovable(moving)
  for (const home of homesOf(moving))
    requireUnrestricted(chosen.incidents.get(home) ?? { restrictedAt: null })

  for (const alert of moving) await happened(t, { alert: alert.id }, [{ kind: "suppressed" }])
  const [closed, open] = [moving.filter(isClosed), moving.filter((alert) => !isClosed(alert))]
  await moveMembers(t, idsOf(closed), { incidentId: to })
  await moveMembers(t, idsOf(open), { incidentId: to, state: "linked", dueAt: target.dueAt })
  await tell(t, chosen, moving, to)
  for (const id of [...homesOf(moving), to]) {
    const incident = chosen.incidents.get(id)
    const cause = id === to ? "alerts were added" : "alerts were moved out"
    if (incident) await settleMembers(t, incident, chosen.membersOf(id), { cause })
  }
  await announce(t, "incident", [...homesOf(moving), to])
  await announce(t, "alert", idsOf(moving))
}

function requireMovable(alerts: readonly Member[]): void {
  for (const alert of alerts) {
    if (alert.suppressedBy)
      throw conflict(`“${alert.title}” is suppressed: it belongs to no incident while it is.`)
    if (isClosed(alert) && !alert.incidentId) throw conflict(`“${alert.title}” is closed.`)
  }
}

/** A line in the timeline of each incident, and an entry of the audit for each alert. */
async function tell(
  t: TenantTx<"incidents.work">,
  chosen: Chosen,
  moving: readonly Member[],
  to: IncidentId,
): Promise<void> {
  const homes = homesOf(moving)
  const references = await selectReferences(t, [...homes, to])
  for (const home of homes) {
    const left = chosen.membersOf(home).filter((member) => moving.some(({ id }) => id === member.id))
    const data = { ...alertsInWords(left), to, reference: references.get(to) }
    await writeTimeline(t, home, { kind: "alerts-moved-out", data })
  }
  const from = homes.map((id) => ({ id, reference: references.get(id) }))
  await writeTimeline(t, to, { kind: "alerts-moved-in", data: { ...alertsInWords(moving), from } })
  for (const alert of moving)
    await recordAudit(t, {
      action: "alert.move",
      targetId: alert.id,
      before: { incidentId: alert.incidentId },
      after: { incidentId: to },
    })
}

const isClosed = (alert: Member) => alert.state === "closed"
const idsOf = (alerts: readonly Member[]) => alerts.map((alert) => alert.id)
const homesOf = (alerts: readonly Member[]) => [...new Set(alerts.flatMap((alert) => alert.incidentId ?? []))]
